import { pinned } from '../../backends/backend-member.ts'
import type { CallContext } from '../../pipeline/call-context.ts'

const maxRedirects = 20

/** Headers that are meant for one backend and must not be shown to another one. */
const confidentialHeaders = ['Authorization', 'Cookie', 'Proxy-Authorization', 'Ocp-Apim-Subscription-Key']

/**
 * Asks again where the backend points, until it answers itself. The last answer stands when it points nowhere that
 * HTTP can follow, from https to http, or in circles.
 */
export async function followRedirects(context: CallContext, forward: () => Promise<void>): Promise<void> {
  for (let count = 0; count < maxRedirects; count++) {
    const target = redirectTarget(context)
    if (target === undefined) return
    aimAt(context, target)
    await forward()
  }
}

function redirectTarget({ request, response }: CallContext): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined
  const location = response.headers.get('Location')
  const current = currentUrl(request)
  if (location === undefined || current === undefined || !URL.canParse(location, current.href)) return undefined
  const target = new URL(location, current)
  const isSafe = target.protocol === 'https:' || (target.protocol === 'http:' && current.protocol === 'http:')
  return isSafe ? target : undefined
}

function currentUrl({ backendUrl, path, query }: CallContext['request']): URL | undefined {
  if (backendUrl === undefined) return undefined
  const address = `${backendUrl.replace(/\/$/, '')}${path}${query}`
  return URL.canParse(address) ? new URL(address) : undefined
}

function aimAt({ request, response, api }: CallContext, target: URL): void {
  const { status } = response
  const becomesGet = (status === 303 && request.method !== 'HEAD') || (status <= 302 && request.method === 'POST')
  if (becomesGet) {
    request.method = 'GET'
    request.body = { kind: 'none' }
    request.headers.delete('Content-Type')
    request.headers.delete('Content-Length')
  }
  const isSameOrigin = currentUrl(request)?.origin === target.origin
  // What a backend is shown with every call is for its own origin only.
  const { backendMember } = request
  request.backend = isSameOrigin && backendMember ? pinned({ ...backendMember, url: target.origin }) : undefined
  if (!isSameOrigin) {
    for (const name of confidentialHeaders) request.headers.delete(name)
    const keyHeader = api?.properties.subscriptionKeyParameterNames.header
    if (keyHeader !== undefined) request.headers.delete(keyHeader)
    request.headers.delete('Host')
  }
  request.backendUrl = target.origin
  request.path = target.pathname
  request.query = target.search
}
