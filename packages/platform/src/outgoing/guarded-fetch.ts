import { AppError, isAppError } from '@sluice/contracts'
import { refuseAddress } from './address-policy.ts'
import type { OutgoingHttp, OutgoingOptions } from './outgoing.ts'

/** One request without redirects; throws `AppError` where it knows what failed. */
export type Exchange = (url: URL, init: RequestInit & { readonly signal: AbortSignal }) => Promise<Response>

const maxRedirects = 5
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const statusesWithoutBody: ReadonlySet<number> = new Set([204, 205, 304])

/** The rules that hold whatever carries the request: schemes, literal addresses, redirects, size and time. */
export function createGuardedFetch(exchange: Exchange, options: OutgoingOptions): OutgoingHttp {
  const maxBytes = options.maxBodyBytes ?? 16 * 1024 * 1024
  const timeoutMs = options.timeoutMs ?? 30_000
  return {
    async fetch(address, init = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline
      let url = toUrl(address)
      let request: RequestInit = init
      try {
        for (let redirects = 0; ; redirects++) {
          assertAllowed(url, options)
          const response = await exchange(url, { ...request, redirect: 'manual', signal })
          const target = redirectTarget(response, url, init.redirect)
          if (target === undefined) return await readInFull(response, url, { maxBytes, signal })
          await response.body?.cancel()
          if (redirects === maxRedirects) throw callFailed(url, `it redirects more than ${maxRedirects} times`)
          request = follow(request, response.status, url, target)
          url = target
        }
      } catch (error) {
        if (deadline.aborted) {
          throw callFailed(url, `it did not answer in full within ${timeoutMs / 1000} seconds`, error)
        }
        if (isAppError(error) || init.signal?.aborted) throw error
        throw callFailed(url, `the connection broke (${error instanceof Error ? error.message : String(error)})`, error)
      }
    },
  }
}

/** Queries and user names may be secrets. */
export const showUrl = (url: URL): string => `${url.origin}${url.pathname}`

export const callFailed = (url: URL, reason: string, cause?: unknown): AppError =>
  new AppError('OutgoingCallFailed', { url: showUrl(url), reason }, { cause })

function toUrl(address: string | URL): URL {
  if (typeof address === 'string' && !URL.canParse(address)) {
    throw new AppError('OutgoingAddressRefused', { url: address, reason: 'it is no absolute address' })
  }
  return new URL(address)
}

function assertAllowed(url: URL, options: OutgoingOptions): void {
  const refuse = (reason: string): never => {
    throw new AppError('OutgoingAddressRefused', { url: showUrl(url), reason })
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AppError('OutgoingAddressRefused', {
      url: `${url.protocol}…`,
      reason: 'only http and https addresses are called',
    })
  }
  if (url.username !== '' || url.password !== '') refuse('it holds a user name or password')
  // A literal address is never looked up, so it has to be judged here.
  const isLiteral = url.hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(url.hostname)
  const reason = isLiteral ? refuseAddress(url.hostname, options) : undefined
  if (reason !== undefined) refuse(reason)
}

function redirectTarget(response: Response, url: URL, mode: RequestInit['redirect']): URL | undefined {
  const location = response.headers.get('location')
  if (mode === 'manual' || location === null || !redirectStatuses.has(response.status)) return undefined
  if (mode === 'error') throw callFailed(url, 'it redirects')
  if (!URL.canParse(location, url.href)) throw callFailed(url, 'it redirects to something that is no address')
  const target = new URL(location, url)
  if (url.protocol === 'https:' && target.protocol === 'http:') throw callFailed(url, 'it redirects from https to http')
  return target
}

function follow(request: RequestInit, status: number, from: URL, to: URL): RequestInit {
  const method = (request.method ?? 'GET').toUpperCase()
  const becomesGet = status === 303 ? method !== 'HEAD' : method === 'POST' && status < 303
  const { body, headers, ...rest } = request
  const kept = new Headers(headers)
  if (from.origin !== to.origin) {
    if (body && !becomesGet) throw callFailed(from, 'it redirects the body of the request to another origin')
    for (const name of [...kept.keys()]) if (name !== 'accept') kept.delete(name)
  }
  if (!becomesGet) return { ...request, headers: kept }
  for (const name of [...kept.keys()]) if (name.startsWith('content-')) kept.delete(name)
  return { ...rest, method: method === 'HEAD' ? 'HEAD' : 'GET', headers: kept }
}

async function readInFull(
  response: Response,
  url: URL,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Response> {
  const chunks: Uint8Array[] = []
  let length = 0
  const collector = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length
      if (length > maxBytes) throw new AppError('OutgoingAnswerTooLarge', { url: showUrl(url), maxBytes })
      chunks.push(chunk)
    },
  })
  await response.body?.pipeTo(collector, { signal })
  const headers = new Headers(response.headers)
  // The body is decoded by now.
  headers.delete('content-encoding')
  headers.delete('content-length')
  const body = statusesWithoutBody.has(response.status) ? null : Buffer.concat(chunks)
  const read = new Response(body, { status: response.status, statusText: response.statusText, headers })
  return Object.defineProperty(read, 'url', { value: url.href })
}
