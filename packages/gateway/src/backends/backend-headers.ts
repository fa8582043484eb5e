import type { HeaderArray, ServerCall } from '@sluice/platform'
import { isHopHeader, isNamed, namesInConnection } from '../calls/hop-headers.ts'

/**
 * The fields that go to the backend: those of the request without what belongs to the connection from the client, and
 * who called, by which protocol and under which name, in `X-Forwarded-*`.
 * @param isHostChosen whether Host was set by a policy; the client's own is the gateway's name and stays here
 * @see reference: API Management, 2.4
 */
export function toBackendHeaders(headers: HeaderArray, call: ServerCall, isHostChosen: boolean): string[] {
  const kept: string[] = []
  let connection: string | undefined
  let forwardedFor: string | undefined
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    const value = headers[at + 1] as string
    switch (name.length) {
      case 4:
        if (!isHostChosen && isNamed(name, 'host')) continue
        break
      case 6:
        if (isNamed(name, 'expect')) continue
        break
      case 14:
        if (isNamed(name, 'content-length')) continue
        break
      case 10:
        if (isNamed(name, 'connection')) {
          connection = connection === undefined ? value : `${connection}, ${value}`
          continue
        }
        break
      case 15:
        if (isNamed(name, 'x-forwarded-for')) {
          forwardedFor = forwardedFor === undefined ? value : `${forwardedFor}, ${value}`
          continue
        }
        break
      case 16:
        if (isNamed(name, 'x-forwarded-host')) continue
        break
      case 17:
        if (isNamed(name, 'x-forwarded-proto')) continue
        break
    }
    if (!isHopHeader(name)) kept.push(name, value)
  }
  const address = call.remoteAddress
  kept.push('X-Forwarded-For', forwardedFor === undefined ? address : `${forwardedFor}, ${address}`)
  kept.push('X-Forwarded-Proto', call.isSecure ? 'https' : 'http')
  const host = call.header('host')
  if (host !== undefined) kept.push('X-Forwarded-Host', host)
  const listed = namesInConnection(connection)
  return listed === undefined ? kept : withoutListed(kept, listed)
}

function withoutListed(headers: readonly string[], listed: readonly string[]): string[] {
  return headers.filter((_, index) => !listed.includes((headers[index - (index % 2)] as string).toLowerCase()))
}
