import { AppError, isAppError } from '@sluice/contracts/errors'
import type {
  BodyFlow,
  ClientRequest,
  Clock,
  HeaderArray,
  HttpClient,
  ResponseHead,
  ResponseSink,
  UpgradedConnection,
  UpgradeSink,
} from '@sluice/platform'
import type { GatewayCall } from '../calls/gateway-call.ts'
import type { ForwardOptions } from '../pipeline/policy-services.ts'
import { beginOutgoingSpan } from '../spans/outgoing-span.ts'
import { acceptOf } from '../websocket/handshake.ts'
import { type BackendAddress, createBackendAddresses, joinTarget } from './backend-address.ts'
import { BackendAnswer } from './backend-answer.ts'
import { toBackendHeaders } from './backend-headers.ts'
import { type BackendMember, type ChosenBackend, withCredentials, withQuery } from './backend-member.ts'
import { answerAsEcho } from './echo-backend.ts'
import type { HostMapEntry } from './host-map.ts'

export interface Forwarder {
  /**
   * Sends the call's request to its backend; resolves when the head of the answer is in the call's response.
   * @throws AppError `BackendConnectionFailure`, `BackendTimeout`, `BackendBusy` or `ClientConnectionFailure`
   */
  forward(call: GatewayCall, options: ForwardOptions): Promise<void>
  /** From the next call on. */
  useHostMap(entries: readonly HostMapEntry[]): void
}

export function createForwarder(client: HttpClient, clock: Clock): Forwarder {
  let addressOf = createBackendAddresses([])
  return {
    useHostMap(entries) {
      addressOf = createBackendAddresses(entries)
    },
    async forward(call, options) {
      const { request } = call
      if (request.backend !== undefined) return forwardToMember(call, request.backend, options)
      if (request.backendUrl === undefined) {
        throw new AppError('BackendConnectionFailure', { reason: 'the API has no Web service URL' })
      }
      const address = addressOf(request.backendUrl)
      if (address.isEcho) return answerAsEcho(call, address, options)
      return send(client, call, address, options)
    },
  }

  async function forwardToMember(call: GatewayCall, backend: ChosenBackend, options: ForwardOptions): Promise<void> {
    const { request, response } = call
    // A call that comes here again failed with the members before; few do, so nothing is kept until then.
    const tried = request.backendMember === undefined ? [] : [...request.triedMembers, request.backendMember]
    const member = backend.choose(clock.now(), tried)
    request.triedMembers = tried
    request.backendMember = member
    request.backendUrl = member.url
    try {
      const address = addressOf(member.url)
      if (address.isEcho) await answerAsEcho(call, address, options, member)
      else await send(client, call, address, options, member)
    } catch (error) {
      if (isAppError(error) && isFailureOfBackend(error.code)) member.onFailure?.(error.code)
      throw error
    }
    member.onAnswer?.(response.status, response.headers.get('Retry-After'))
  }
}

type Sent = { -readonly [Part in keyof ClientRequest]: ClientRequest[Part] }

function send(
  client: HttpClient,
  call: GatewayCall,
  address: BackendAddress,
  { headTimeoutMs, httpVersion = '1', onSending }: ForwardOptions,
  member?: BackendMember,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { request, response } = call
    const answer = new BackendAnswer()
    let isHeadThere = false
    let flow: BodyFlow | undefined
    let upgraded: UpgradedConnection | undefined
    // Before the head, whoever waits for it is told; after it, whoever takes the body.
    const fail = (error: Error) => {
      if (isHeadThere) answer.onError(error)
      else {
        outgoing?.failed(error)
        reject(error)
      }
    }
    const outgoing = call.call.span && beginOutgoingSpan(call.call.span, request.method, address.origin)
    const sink: ResponseSink = {
      onHead(head: ResponseHead) {
        isHeadThere = true
        outgoing?.answered(head.status)
        call.backendHead = head
        response.receive(head, answer)
        resolve()
      },
      onData: (chunk) => answer.onData(chunk),
      onEnd() {
        call.endBackend()
        answer.onEnd()
      },
      onError(error) {
        call.endBackend()
        fail(isHeadThere ? error : toAppError(error, headTimeoutMs))
      },
    }
    call.call.onAbort(() => {
      flow?.cancel()
      upgraded?.abort()
      fail(new AppError('ClientConnectionFailure', {}))
    })
    if (address.isWebSocket && !call.isHandshake) {
      throw new AppError('BackendConnectionFailure', { reason: 'its URL is one of WebSocket, but the API is not' })
    }
    const body = request.bodyToSend(call.isWatched)
    const fields = toBackendHeaders(withCredentials(request.headerArray, member), call.call, request.isHostChosen)
    const { query } = request
    const sent: Sent = {
      origin: address.origin,
      method: request.method,
      target: joinTarget(address, request.path, member === undefined ? query : withQuery(query, member)),
      headers: outgoing === undefined ? fields : outgoing.headers(fields),
      headTimeoutMs,
      httpVersion,
    }
    // One by one: most calls have none of them, and a literal with spread parts is made several times over.
    if (address.connectTo !== undefined) sent.connectTo = address.connectTo
    if (member !== undefined) sent.verifyCertificate = member.verifiesCertificate
    if (body !== undefined) sent.body = body
    if (request.connection !== undefined) Object.assign(sent, request.connection)
    onSending?.(sent, member)
    call.beginBackend(sent)
    if (call.isHandshake) {
      const upgradeSink: UpgradeSink = {
        ...sink,
        onUpgrade(headers, connection) {
          upgraded = connection
          // What follows is no answer that somebody waits for.
          call.endBackend()
          if (!acceptsKey(headers, call)) {
            connection.abort()
            fail(new AppError('BackendConnectionFailure', { reason: 'it does not answer to the WebSocket handshake' }))
            return
          }
          outgoing?.answered(101)
          response.receiveUpgrade(headers, connection)
          resolve()
        },
      }
      flow = client.upgrade(sent, 'websocket', upgradeSink)
    } else flow = client.send(sent, sink)
    answer.flow = flow
  })
}

/** A server that changes protocols without knowing this one would say something else, or nothing. */
function acceptsKey(headers: HeaderArray, { call }: GatewayCall): boolean {
  const expected = acceptOf(call.header('sec-websocket-key') ?? '')
  for (let at = 0; at < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() === 'sec-websocket-accept') return headers[at + 1] === expected
  }
  return false
}

const isFailureOfBackend = (code: string): boolean => code === 'BackendConnectionFailure' || code === 'BackendTimeout'

/** Told by its fields and not by its class: the gateway knows the platform by its types only. */
function toAppError(error: Error, headTimeoutMs: number): AppError {
  const failure = 'failure' in error ? error.failure : undefined
  if (failure === 'timeout') {
    return new AppError('BackendTimeout', { timeoutSeconds: headTimeoutMs / 1000 }, { cause: error })
  }
  if (failure === 'busy') return new AppError('BackendBusy', { retryAfterSeconds: 1 }, { cause: error })
  return new AppError('BackendConnectionFailure', { reason: error.message }, { cause: error })
}
