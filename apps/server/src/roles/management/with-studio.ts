import { AppError, isAppError } from '@sluice/contracts'
import type { BearerTokens, FetchHandler } from '@sluice/platform'

export interface StudioPassage {
  /** Address of the role that has the studio; null while it is not known. */
  readonly address: () => string | null
  readonly tokens: BearerTokens
}

interface SessionAnswer {
  readonly subject: string | null
  readonly role: 'developer' | 'analyst' | 'publisher' | 'administrator' | null
  readonly csrfToken: string | null
}

/** Long enough for one call. */
const tokenSeconds = 60
/** What says who calls, or is only good for one connection. */
const keptBack = new Set([
  'authorization',
  'connection',
  'cookie',
  'host',
  'origin',
  'transfer-encoding',
  'x-csrf-token',
])

/**
 * Lets pages reach the studio's API at their own address: whoever has a session here is known there by a token that is
 * good for this call. Calls with credentials of their own go to the role itself.
 */
export function withStudio(api: FetchHandler, { address, tokens }: StudioPassage): FetchHandler {
  return async (request, peer) => {
    const url = new URL(request.url)
    if (!url.pathname.startsWith('/studio/')) return api(request, peer)
    // What a session is, and whether it still is one, management says.
    const asked = await api(new Request(new URL('/api/session', url), { headers: request.headers }), peer)
    const session = (await asked.json()) as SessionAnswer
    try {
      return await forward(request, url, session)
    } catch (error) {
      if (!isAppError(error)) throw error
      return Response.json({ error: { code: error.code, message: error.message } }, { status: error.status })
    }
  }

  async function forward(request: Request, url: URL, session: SessionAnswer): Promise<Response> {
    const { subject, role, csrfToken } = session
    if (subject === null || role === null) throw new AppError('AuthenticationFailed', {})
    if (role === 'developer') throw new AppError('AuthorizationFailed', {})
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading && (csrfToken === null || request.headers.get('x-csrf-token') !== csrfToken)) {
      throw new AppError('CsrfTokenInvalid', {})
    }
    const to = address()
    if (to === null) throw new AppError('StudioNotReachable', {})
    const headers = new Headers([...request.headers].filter(([name]) => !keptBack.has(name)))
    headers.set('authorization', `Bearer ${await tokens.issue({ subject, role }, tokenSeconds)}`)
    try {
      return await fetch(new URL(url.pathname + url.search, to), {
        method: request.method,
        headers,
        redirect: 'manual',
        signal: request.signal,
        ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
      })
    } catch (cause) {
      if (request.signal.aborted) throw cause
      throw new AppError('StudioNotReachable', {}, { cause })
    }
  }
}
