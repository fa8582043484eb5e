import type { IncomingMessage } from 'node:http'
import type { HeaderArray } from '../http.ts'
import type { Refusal } from './refusal.ts'

/** What was received, in the form that the data path reads. */
export interface RequestHead {
  readonly target: string
  readonly headers: HeaderArray
  /** 0 = no body, undefined = chunked. */
  readonly bodyLength: number | undefined
  /** Asks for another protocol, which is not followed. */
  readonly hasUpgrade: boolean
}

const maxHeaderFields = 256
/** Host and optional port, as `uri-host [ ":" port ]` of RFC 9110, 7.2, without the comma that joins two. */
const hostPattern = /^(?:[\w.~!$&'()*+;=%-]*|\[[\da-fA-F:.]+\])(?::\d{0,5})?$/
const absoluteTarget = /^https?:\/\/([^/?]*)(\/[^?]*)?(\?.*)?$/is

/** Refuses what Node's parser lets through although it can be read in two ways. @see RFC 9112, 3.2 and 6 */
export function readRequestHead(request: IncomingMessage): RequestHead | Refusal {
  const headers = request.rawHeaders
  if (request.httpVersionMajor !== 1) {
    return { status: 505, message: `HTTP/${request.httpVersion} is not spoken here; use HTTP/1.1.` }
  }
  if (headers.length > maxHeaderFields * 2) {
    return { status: 431, message: `The request has more than ${maxHeaderFields} header fields.` }
  }
  let host: string | undefined
  let bodyLength: number | undefined = 0
  let hasUpgrade = false
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    switch (name.length) {
      case 4:
        if (name.toLowerCase() !== 'host') break
        if (host !== undefined) return { status: 400, message: 'The request has more than one Host header.' }
        host = headers[at + 1] as string
        break
      case 7:
        if (name.toLowerCase() === 'upgrade') hasUpgrade = true
        break
      case 14:
        // One value of digits only: anything else did not pass the parser.
        if (name.toLowerCase() === 'content-length') bodyLength = Number(headers[at + 1])
        break
      case 17: {
        if (name.toLowerCase() !== 'transfer-encoding') break
        const refusal = refuseTransferEncoding(headers[at + 1] as string, request.httpVersionMinor)
        if (refusal !== undefined) return refusal
        bodyLength = undefined
        break
      }
    }
  }
  if (host === undefined && request.httpVersionMinor > 0) {
    return { status: 400, message: 'The request has no Host header.' }
  }
  if (host !== undefined && !hostPattern.test(host)) {
    return { status: 400, message: 'The Host header is not a host and optional port.' }
  }
  const target = request.url as string
  if (target.includes('#')) return { status: 400, message: 'The request target has a fragment.' }
  if (target.charCodeAt(0) === 47) return { target, headers, bodyLength, hasUpgrade }
  return readAbsoluteTarget(target, request.method as string, { headers, bodyLength, hasUpgrade })
}

export const isRefusal = (head: RequestHead | Refusal): head is Refusal => 'status' in head

function refuseTransferEncoding(value: string, minorVersion: number): Refusal | undefined {
  if (minorVersion === 0) return { status: 400, message: 'HTTP/1.0 has no Transfer-Encoding.' }
  if (value.toLowerCase() === 'chunked') return undefined
  return { status: 501, message: 'The only transfer encoding that is read here is chunked.' }
}

function readAbsoluteTarget(target: string, method: string, rest: Omit<RequestHead, 'target'>): RequestHead | Refusal {
  if (target === '*' && method === 'OPTIONS') return { ...rest, target }
  const [, authority, path, query] = absoluteTarget.exec(target) ?? []
  if (authority === undefined || authority === '' || !hostPattern.test(authority)) {
    return { status: 400, message: 'The request target is neither a path nor an absolute http address.' }
  }
  // The address in the target counts and Host does not. @see RFC 9112, 3.2.2
  const headers = [...rest.headers]
  const hostAt = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  if (hostAt === -1) headers.unshift('Host', authority)
  else headers[hostAt + 1] = authority
  return { ...rest, headers, target: `${path ?? '/'}${query ?? ''}` }
}
