import type {
  ApiProperties,
  OperationProperties,
  ProductProperties,
  ServiceProperties,
  SubscriptionProperties,
} from '@sluice/contracts'
import type { HeaderArray, ServerCall } from '@sluice/platform'
import type { McpMeeting } from '../mcp/mcp-meeting.ts'
import type { BytesMoved, CacheLookup, CallContext, CallTracing, LastError, Matched } from '../pipeline/call-context.ts'
import { readMatchedParameters } from '../routing/matched-parameters.ts'
import type { UrlTemplate } from '../routing/url-template.ts'
import { CallRequest } from './call-request.ts'
import { CallResponse } from './call-response.ts'

/** What a call is made of besides what the client sent. */
export interface CallSetting {
  readonly createRequestId: () => string
  /** How much of a body a policy may read. */
  readonly maxBodyBytes: number
}

/** What a call needs of its instance. */
export interface ServiceOfCall {
  readonly matched: Matched<ServiceProperties>
  readonly backendByName: CallContext['backends']
  readonly externalCache: CallContext['externalCache']
  readonly certificates: CallContext['certificates']
  readonly groups: CallContext['groups']
  readonly globalSchemas: CallContext['globalSchemas']
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
  answerHeaders: HeaderArray | undefined
  isOriginAllowed: boolean
  cacheLookup: CacheLookup | undefined
  tracing: CallTracing | undefined
  /** Opens a WebSocket: the backend is asked to do so, too, and bytes follow in place of a body. */
  isHandshake: boolean
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

  get isWatched(): boolean {
    return this.#finishListeners !== undefined
  }

  onFinished(listener: (moved: BytesMoved) => void): void {
    this.#finishListeners ??= []
    this.#finishListeners.push(listener)
  }

  finish(moved: BytesMoved): void {
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
