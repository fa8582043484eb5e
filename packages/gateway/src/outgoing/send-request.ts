import { AppError, isAppError } from '@sluice/contracts/errors'
import type { HeaderArray, HttpClient, OutgoingHttp, ResponseHead } from '@sluice/platform'
import { type BackendAddress, createBackendAddresses, joinTarget } from '../backends/backend-address.ts'
import { type BackendMember, withCredentials, withQuery } from '../backends/backend-member.ts'
import { findHost, type HostMapEntry } from '../backends/host-map.ts'
import { isHopHeader } from '../calls/hop-headers.ts'
import type { BackendConnection, CallContext } from '../pipeline/call-context.ts'
import { KeptResponse } from '../pipeline/kept-response.ts'
import { beginOutgoingSpan } from '../spans/outgoing-span.ts'

/** A request that a policy makes besides the one to the backend. */
export interface PolicyRequest {
  readonly url: string
  readonly method: string
  readonly headers: HeaderArray
  readonly body: Uint8Array | undefined
  /** Until the whole answer is there. */
  readonly timeoutMs: number
  /** How the connection is opened; left out, plainly. */
  readonly connection?: BackendConnection
}

/** The way of policies to the outside. */
export interface RequestSender {
  /**
   * To any address that a document names; link-local and metadata addresses are refused, and those of this machine
   * where the configuration does not allow them. A redirect is the answer.
   * @param context of the call for which it is sent, whose trace shows it
   * @throws AppError `BackendConnectionFailure` or `BackendTimeout`
   */
  send(request: PolicyRequest, context?: CallContext): Promise<KeptResponse>
  /** To a backend of the instance, with what it is shown. @param path added to the backend's own address */
  sendToMember(
    member: BackendMember,
    path: string,
    request: Omit<PolicyRequest, 'url'>,
    context?: CallContext,
  ): Promise<KeptResponse>
}

const maxAnswerBytes = 16 * 1024 * 1024

export function createRequestSender(options: {
  readonly client: HttpClient
  readonly outgoing: OutgoingHttp
  readonly hostMap: () => readonly HostMapEntry[]
}): RequestSender {
  const { client, outgoing, hostMap } = options

  const overClient = (
    address: BackendAddress,
    target: string,
    request: Omit<PolicyRequest, 'url'>,
    verifyCertificate: boolean,
  ): Promise<KeptResponse> =>
    new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = []
      let size = 0
      let head: ResponseHead | undefined
      let isOver = false
      const settle = (settling: () => void) => {
        if (isOver) return
        isOver = true
        clearTimeout(timer)
        settling()
      }
      const timer = setTimeout(() => {
        flow.cancel()
        settle(() => reject(timedOut(request.timeoutMs)))
      }, request.timeoutMs)
      const flow = client.send(
        {
          origin: address.origin,
          ...(address.connectTo === undefined ? {} : { connectTo: address.connectTo }),
          method: request.method,
          target,
          headers: request.headers,
          ...(request.body === undefined ? {} : { body: request.body }),
          ...request.connection,
          headTimeoutMs: request.timeoutMs,
          verifyCertificate,
        },
        {
          onHead: (received) => {
            head = received
          },
          onData: (chunk) => {
            size += chunk.length
            if (size <= maxAnswerBytes) chunks.push(chunk)
            else {
              flow.cancel()
              settle(() => reject(unreachable(`the answer has more than ${maxAnswerBytes} bytes`)))
            }
          },
          onEnd: () => settle(() => resolve(toKept(head, Buffer.concat(chunks)))),
          onError: (error) => settle(() => reject(toFailure(error, request.timeoutMs))),
        },
      )
    })

  return {
    async send(given, context) {
      const url = URL.parse(given.url)
      if (url === null) throw unreachable(`'${given.url}' is no absolute URL`)
      const mapped = findHost(hostMap(), url.hostname)
      return withSpan(context, url.origin, given, async (request) => {
        if (mapped === undefined) return overOutgoing(outgoing, request)
        const address = createBackendAddresses(hostMap())(url.href)
        if (!address.isEcho) return overClient(address, `${url.pathname}${url.search}`, request, true)
        return new KeptResponse({ status: 200, reason: 'OK', headers: request.headers, body: request.body ?? noBytes })
      })
    },
    async sendToMember(member, path, given, context) {
      const address = createBackendAddresses(hostMap())(member.url)
      const headers = withCredentials(given.headers, member)
      return withSpan(context, address.origin, { ...given, headers }, (request) =>
        overClient(address, joinTarget(address, path, withQuery('', member)), request, member.verifiesCertificate),
      )
    },
  }
}

const noBytes = new Uint8Array()

/** Where the call is followed over processes, whoever is asked hears of it, and so does who follows it. */
async function withSpan<Request extends Pick<PolicyRequest, 'method' | 'headers'>>(
  context: CallContext | undefined,
  origin: string,
  request: Request,
  send: (request: Request) => Promise<KeptResponse>,
): Promise<KeptResponse> {
  const parent = context?.call.span
  if (parent === undefined) return send(request)
  const span = beginOutgoingSpan(parent, request.method, origin)
  try {
    const response = await send({ ...request, headers: span.headers(request.headers) })
    span.answered(response.status)
    return response
  } catch (error) {
    span.failed(error)
    throw error
  }
}

async function overOutgoing(outgoing: OutgoingHttp, request: PolicyRequest): Promise<KeptResponse> {
  const { url, method, headers, body, timeoutMs, connection } = request
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    const response = await outgoing.fetch(url, {
      method,
      headers: toHeaders(headers),
      ...(body === undefined || body.length === 0 ? {} : { body: new Uint8Array(body) }),
      redirect: 'manual',
      signal: deadline,
      ...(connection === undefined ? {} : { connection }),
    })
    const fields = [...response.headers].flat()
    const bytes = new Uint8Array(await response.arrayBuffer())
    return new KeptResponse({ status: response.status, reason: response.statusText, headers: fields, body: bytes })
  } catch (error) {
    if (deadline.aborted) throw timedOut(timeoutMs)
    throw toFailure(error, timeoutMs)
  }
}

/** Framing is the client's business; a list of pairs keeps fields that repeat. */
function toHeaders(headers: HeaderArray): [string, string][] {
  const fields: [string, string][] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (!isHopHeader(name) && !/^(?:content-length|host|expect)$/i.test(name))
      fields.push([name, headers[at + 1] as string])
  }
  return fields
}

const toKept = (head: ResponseHead | undefined, body: Uint8Array) =>
  new KeptResponse({
    status: head?.status ?? 0,
    reason: head?.reason ?? '',
    headers: head?.headers ?? [],
    body,
  })

const unreachable = (reason: string, cause?: unknown) => new AppError('BackendConnectionFailure', { reason }, { cause })
const timedOut = (timeoutMs: number) => new AppError('BackendTimeout', { timeoutSeconds: timeoutMs / 1000 })

function toFailure(error: unknown, timeoutMs: number): AppError {
  if (isTimeout(error) || (error instanceof Error && isTimeout(error.cause))) return timedOut(timeoutMs)
  if (isAppError(error) && (error.code === 'BackendConnectionFailure' || error.code === 'BackendTimeout')) return error
  return unreachable(error instanceof Error ? error.message.replace(/\.$/, '') : String(error), error)
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && 'failure' in error && error.failure === 'timeout'
