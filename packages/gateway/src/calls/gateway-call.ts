import type {
  ApiProperties,
  OperationProperties,
  ProductProperties,
  ServiceProperties,
  SubscriptionProperties,
} from '@sluice/contracts'
import type { CacheUse } from '@sluice/contracts/usage'
import type { ClientRequest, HeaderArray, ResponseHead, ServerCall } from '@sluice/platform'
import type { McpMeeting } from '../mcp/mcp-meeting.ts'
import type { BytesMoved, CacheLookup, CallContext, CallTracing, LastError, Matched } from '../pipeline/call-context.ts'
import { readMatchedParameters } from '../routing/matched-parameters.ts'
import type { UrlTemplate } from '../routing/url-template.ts'
import type { CallCapture } from '../usage/call-capture.ts'
import type { CallDiagnostic } from '../usage/call-diagnostic.ts'
import type { CallObserver } from '../usage/call-observer.ts'
import { CallRequest } from './call-request.ts'
import { CallResponse } from './call-response.ts'

/** What a call is made of besides what the client sent. */
export interface CallSetting {
  readonly createRequestId: () => string
  /** How much of a body a policy may read. */
  readonly maxBodyBytes: number
  /** Undefined = nobody counts calls. */
  readonly observer: CallObserver | undefined
}

/** What a call needs of its instance. */
export interface ServiceOfCall {
  readonly matched: Matched<ServiceProperties>
  readonly backendByName: CallContext['backends']
  readonly externalCache: CallContext['externalCache']
  readonly certificates: CallContext['certificates']
  readonly groups: CallContext['groups']
  readonly globalSchemas: CallContext['globalSchemas']
  secretValues(): readonly string[]
}

const noParameters: ReadonlyMap<string, string> = new Map()
const noSchemas: CallContext['apiSchemas'] = new Map()

/** One call on its way through the gateway; parts that few calls need are made when first asked for. */
export class GatewayCall implements CallContext {
  readonly call: ServerCall
  readonly startedAtMs: number
  readonly service: Matched<ServiceProperties>
  readonly backends: CallContext['backends']
  readonly externalCache: CallContext['externalCache']
  readonly certificates: CallContext['certificates']
  readonly groups: CallContext['groups']
  readonly globalSchemas: CallContext['globalSchemas']
  apiSchemas: CallContext['apiSchemas']
  readonly request: CallRequest
  readonly response: CallResponse
  api: Matched<ApiProperties> | undefined
  operation: Matched<OperationProperties> | undefined
  product: Matched<ProductProperties> | undefined
  subscription: Matched<SubscriptionProperties> | undefined
  usesSecondaryKey: boolean
  user: CallContext['user']
  template: UrlTemplate | undefined
  /** What answers in place of a backend: the tools of an MCP server. */
  mcp: McpMeeting | undefined
  /** What an answer 401 says of where tokens come from, unless a policy has said it. */
  challenge: (() => string | undefined) | undefined
  /** By which the operation was found: what the client sent, or for a SOAP API with the action from elsewhere. */
  matchedQuery: string
  expressionView: object | undefined
  countedKeys: string[] | undefined
  lastError: LastError | undefined
  refusal: CallContext['refusal']
  answerHeaders: HeaderArray | undefined
  isOriginAllowed: boolean
  cacheLookup: CacheLookup | undefined
  tracing: CallTracing | undefined
  /** Opens a WebSocket: the backend is asked to do so, too, and bytes follow in place of a body. */
  isHandshake: boolean
  cacheUse: CacheUse
  /** Of the instance, for those who hide them. */
  readonly secretValues: () => readonly string[]
  /** By the observer's clock. */
  readonly beganMs: number
  /** Time in which backends were waited for; -1 = none was asked. */
  backendMs: number
  /** The client went away before the answer was complete. */
  isAborted: boolean
  /** The client went away before anything could be sent to it. */
  isGone: boolean
  /** What went to the backend last, and what it answered. */
  sentRequest: ClientRequest | undefined
  backendHead: ResponseHead | undefined
  diagnostic: CallDiagnostic | undefined
  /** Whether it is among those that its diagnostic keeps; undefined = not asked yet. */
  isSampled: boolean | undefined
  capture: CallCapture | undefined
  #backendSinceMs: number
  #hasEnded: boolean
  readonly #setting: CallSetting
  readonly #path: string
  #requestId: string | undefined
  #variables: Map<string, unknown> | undefined
  #matchedParameters: ReadonlyMap<string, string> | undefined
  #finishListeners: ((moved: BytesMoved) => void)[] | undefined

  /** @param path after the API's suffix, as the operation is matched against it */
  constructor(
    call: ServerCall,
    service: ServiceOfCall,
    place: { readonly path: string; readonly query: string; readonly startedAtMs: number },
    setting: CallSetting,
  ) {
    this.call = call
    this.startedAtMs = place.startedAtMs
    this.service = service.matched
    this.backends = service.backendByName
    this.externalCache = service.externalCache
    this.certificates = service.certificates
    this.groups = service.groups
    this.globalSchemas = service.globalSchemas
    this.apiSchemas = noSchemas
    this.#path = place.path
    this.matchedQuery = place.query
    this.#setting = setting
    this.request = new CallRequest(call, place.path, place.query, setting.maxBodyBytes)
    this.response = new CallResponse(setting.maxBodyBytes)
    this.api = undefined
    this.operation = undefined
    this.product = undefined
    this.subscription = undefined
    this.usesSecondaryKey = false
    this.user = undefined
    this.template = undefined
    this.mcp = undefined
    this.challenge = undefined
    this.expressionView = undefined
    this.countedKeys = undefined
    this.lastError = undefined
    this.answerHeaders = undefined
    this.isOriginAllowed = false
    this.cacheLookup = undefined
    this.tracing = undefined
    this.isHandshake = false
    this.cacheUse = 'none'
    this.secretValues = service.secretValues
    this.backendMs = -1
    this.isAborted = false
    this.isGone = false
    this.sentRequest = undefined
    this.backendHead = undefined
    this.diagnostic = undefined
    this.isSampled = undefined
    this.capture = undefined
    this.#backendSinceMs = -1
    this.#hasEnded = false
    if (setting.observer === undefined) {
      this.beganMs = 0
      return
    }
    this.beganMs = setting.observer.now()
    call.onAbort(() => {
      this.isAborted = true
    })
  }

  get requestId(): string {
    this.#requestId ??= this.#setting.createRequestId()
    return this.#requestId
  }

  get operationPath(): string {
    return this.#path
  }

  get variables(): Map<string, unknown> {
    this.#variables ??= new Map()
    return this.#variables
  }

  /** A call that is made on behalf of another sees what that one's policies set, and they what it sets. */
  shareVariables(call: GatewayCall): void {
    this.#variables = call.variables
  }

  get matchedParameters(): ReadonlyMap<string, string> {
    if (this.template === undefined) return noParameters
    this.#matchedParameters ??= readMatchedParameters(this.template, this.#path, this.matchedQuery)
    return this.#matchedParameters
  }

  /** Somebody will ask how much went through. */
  get isWatched(): boolean {
    return this.#setting.observer !== undefined || this.#finishListeners !== undefined
  }

  /** Identifier of the backend that was chosen by name, of a pool's member once one was asked; in lower case. */
  get backendName(): string | undefined {
    const { backend, backendMember } = this.request
    return backend === undefined ? undefined : (backendMember?.name ?? backend.name)
  }

  /** A backend is asked now. */
  beginBackend(request: ClientRequest): void {
    this.sentRequest = request
    this.backendHead = undefined
    const { observer } = this.#setting
    if (observer === undefined) return
    const nowMs = observer.now()
    this.endBackend(nowMs)
    if (this.backendMs < 0) this.backendMs = 0
    this.#backendSinceMs = nowMs
  }

  /** Nobody waits for the backend any more. */
  endBackend(nowMs = this.#setting.observer?.now() ?? 0): void {
    if (this.#backendSinceMs < 0) return
    this.backendMs += nowMs - this.#backendSinceMs
    this.#backendSinceMs = -1
  }

  onFinished(listener: (moved: BytesMoved) => void): void {
    this.#finishListeners ??= []
    this.#finishListeners.push(listener)
  }

  /** The call is over; only the first time counts. Throws what a listener throws. */
  finish(moved: BytesMoved): void {
    if (!this.#hasEnded) this.#setting.observer?.end(this, moved)
    this.#hasEnded = true
    const listeners = this.#finishListeners
    this.#finishListeners = undefined
    if (listeners === undefined) return
    const failures: unknown[] = []
    for (const listener of listeners) {
      try {
        listener(moved)
      } catch (error) {
        // One that fails must not keep the others from counting.
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
