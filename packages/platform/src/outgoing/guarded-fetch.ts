import { AppError, isAppError } from '@sluice/contracts'
import { refuseAddress } from './address-policy.ts'
import type { OutgoingConnection, OutgoingHttp, OutgoingOptions } from './outgoing.ts'

/** One request without redirects; throws `AppError` where it knows what failed. */
export type Exchange = (url: URL, init: OutgoingInit & { readonly signal: AbortSignal }) => Promise<Response>

export type OutgoingInit = RequestInit & { readonly connection?: OutgoingConnection }

const maxRedirects = 5
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const statusesWithoutBody: ReadonlySet<number> = new Set([204, 205, 304])

/** The rules that hold whatever carries the request: schemes, literal addresses, redirects, size and time. */
export function createGuardedFetch(exchange: Exchange, options: OutgoingOptions): OutgoingHttp {
  const maxBytes = options.maxBodyBytes ?? 16 * 1024 * 1024
  const timeoutMs = options.timeoutMs ?? 30_000
  /** Sends a request and those that redirects ask for. @param tell told of each address before it is called */
  const send = async (address: string | URL, init: OutgoingInit & WithSignal, tell: (url: URL) => void) => {
    let url = toUrl(address)
    let request: OutgoingInit = init
    for (let redirects = 0; ; redirects++) {
      assertAllowed(url, options)
      tell(url)
      const response = await exchange(url, { ...request, redirect: 'manual', signal: init.signal })
      const target = redirectTarget(response, url, init.redirect)
      if (target === undefined) return { response, url }
      await response.body?.cancel()
      if (redirects === maxRedirects) throw callFailed(url, `it redirects more than ${maxRedirects} times`)
      request = follow(request, response.status, url, target)
      url = target
    }
  }
  return {
    async fetch(address, init = {}) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline
      let called = toUrl(address)
      try {
        const { response, url } = await send(address, { ...init, signal }, (next) => {
          called = next
        })
        return await readInFull(response, url, { maxBytes, signal })
      } catch (error) {
        if (deadline.aborted) {
          throw callFailed(called, `it did not answer in full within ${timeoutMs / 1000} seconds`, error)
        }
        throw toFailure(error, called, init.signal)
      }
    },
    async stream(address, { maxBodyBytes = maxBytes, idleTimeoutMs = timeoutMs, ...init } = {}) {
      const stalled = createStallTimer(idleTimeoutMs, init.signal ?? undefined)
      const { signal } = stalled
      let called = toUrl(address)
      const inWords = (error: unknown) =>
        stalled.isOver()
          ? callFailed(called, `nothing came from it for ${idleTimeoutMs / 1000} seconds`, error)
          : toFailure(error, called, init.signal)
      try {
        const { response, url } = await stalled.watch(
          send(address, { ...init, signal }, (next) => {
            called = next
          }),
        )
        return toStreamed(response, url, { maxBytes: maxBodyBytes, watch: stalled.watch, inWords })
      } catch (error) {
        throw inWords(error)
      }
    },
  }
}

interface WithSignal {
  readonly signal: AbortSignal
}

/** What a call failed of: what the program knows, the caller's own reason, or a connection that broke. */
function toFailure(error: unknown, url: URL, caller: AbortSignal | null | undefined): unknown {
  if (isAppError(error) || caller?.aborted) return error
  return callFailed(url, `the connection broke (${error instanceof Error ? error.message : String(error)})`, error)
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

function follow(request: OutgoingInit, status: number, from: URL, to: URL): OutgoingInit {
  const method = (request.method ?? 'GET').toUpperCase()
  const becomesGet = status === 303 ? method !== 'HEAD' : method === 'POST' && status < 303
  const { body, headers, connection, ...others } = request
  const rest = { ...others, ...connectionTo(from.origin === to.origin, connection) }
  const kept = new Headers(headers)
  if (from.origin !== to.origin) {
    if (body && !becomesGet) throw callFailed(from, 'it redirects the body of the request to another origin')
    for (const name of [...kept.keys()]) if (name !== 'accept') kept.delete(name)
  }
  if (!becomesGet) return { ...rest, ...(body === undefined ? {} : { body }), headers: kept }
  for (const name of [...kept.keys()]) if (name.startsWith('content-')) kept.delete(name)
  return { ...rest, method: method === 'HEAD' ? 'HEAD' : 'GET', headers: kept }
}

/** Who we are is shown only to those whom the caller named. */
function connectionTo(isSameOrigin: boolean, connection: OutgoingConnection | undefined): OutgoingInit {
  if (connection === undefined || isSameOrigin) return connection === undefined ? {} : { connection }
  return connection.proxy === undefined ? {} : { connection: { proxy: connection.proxy } }
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
  const body = statusesWithoutBody.has(response.status) ? null : Buffer.concat(chunks)
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return answerWith(body, headers, response, url)
}

/** An answer whose body is decoded by now. */
function answerWith(
  body: Buffer<ArrayBuffer> | ReadableStream<Uint8Array> | null,
  headers: Headers,
  { status, statusText }: Response,
  url: URL,
): Response {
  headers.delete('content-encoding')
  const answer = new Response(body, { status, statusText, headers })
  return Object.defineProperty(answer, 'url', { value: url.href })
}

interface StreamOptions {
  readonly maxBytes: number
  /** Fails what takes too long. */
  readonly watch: <Result>(work: Promise<Result>) => Promise<Result>
  readonly inWords: (error: unknown) => unknown
}

function toStreamed(response: Response, url: URL, { maxBytes, watch, inWords }: StreamOptions): Response {
  const headers = new Headers(response.headers)
  if (headers.has('content-encoding')) headers.delete('content-length')
  const tooLarge = () => new AppError('OutgoingAnswerTooLarge', { url: showUrl(url), maxBytes })
  const reader = response.body?.getReader()
  if (reader === undefined || statusesWithoutBody.has(response.status)) {
    return answerWith(null, headers, response, url)
  }
  if (Number(headers.get('content-length') ?? 0) > maxBytes) {
    void reader.cancel()
    throw tooLarge()
  }
  let length = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await watch(reader.read())
        if (done) return controller.close()
        length += value.length
        if (length > maxBytes) throw tooLarge()
        controller.enqueue(value)
      } catch (error) {
        void reader.cancel().catch(() => undefined)
        controller.error(inWords(error))
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return answerWith(body, headers, response, url)
}

/** Aborts its signal when one of the things that it watches takes too long, or the caller gives up; between them time does not count. */
function createStallTimer(timeoutMs: number, caller: AbortSignal | undefined) {
  const controller = new AbortController()
  const signal = caller === undefined ? controller.signal : AbortSignal.any([caller, controller.signal])
  return {
    signal,
    isOver: () => controller.signal.aborted,
    async watch<Result>(work: Promise<Result>): Promise<Result> {
      const timer = setTimeout(() => controller.abort(), timeoutMs)
      const stalled = Promise.withResolvers<never>()
      const stop = () => stalled.reject(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      // What is there at once would win otherwise, again and again.
      if (signal.aborted) stop()
      try {
        return await Promise.race([stalled.promise, work])
      } finally {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
      }
    },
  }
}
