import type {
  ApiProperties,
  ApiSchemaProperties,
  GlobalSchemaProperties,
  OperationProperties,
  ProductProperties,
  ServiceProperties,
  SubscriptionProperties,
  UserProperties,
} from '@sluice/contracts'
import type { CacheUse, CallRefusal } from '@sluice/contracts/usage'
import type { ClientRequest, HeaderArray, ResponseHead, ServerCall } from '@sluice/platform'
import type { BackendMember, ChosenBackend } from '../backends/backend-member.ts'
import type { ExternalCache } from '../cache/external-cache.ts'
import type { ResponseCache } from '../cache/response-cache.ts'
import type { CompiledCertificate } from '../snapshot/certificate-drafts.ts'
import type { CompiledGroups } from '../snapshot/group-drafts.ts'
import type { HeaderList } from './header-list.ts'

/** Identity and properties of the resource a call met. */
export interface Matched<Properties> {
  /** Its own identifier (`echo-api`), in the case it was created with. */
  readonly id: string
  /** Path below the installation, lower-cased, as in the snapshot. */
  readonly resourceId: string
  readonly properties: Properties
}

/** What `context.LastError` shows. @see reference: API Management, 2.7 */
export interface LastError {
  readonly source: string
  readonly reason: string
  readonly message: string
  readonly scope?: string
  readonly section?: string
  readonly path?: string
  readonly policyId?: string
}

/** A body that is still to flow, or one that a policy has read or made. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'stream' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

/** What policies say of the connection to the backend. */
export type BackendConnection = Pick<ClientRequest, 'clientCertificate' | 'proxy'>

/** The request as it will go to the backend; policies change it. */
export interface RequestState {
  method: string
  /** After the API's suffix and version, begins with `/` or is empty; not decoded. */
  path: string
  /** With its `?`, or empty; not decoded. */
  query: string
  /** Client's headers; copied on the first change. */
  readonly headers: HeaderList
  body: Body
  /** Where it goes: the API's Web service URL unless a policy chose another; undefined = none configured. */
  backendUrl: string | undefined
  /** The backend that a policy chose by its identifier; `backendUrl` is then that of the member that was asked last. */
  backend: ChosenBackend | undefined
  /** How the connection to the backend is opened; undefined = as the backend says, or plainly. */
  connection: BackendConnection | undefined
  /** Which of its members the last request went to. */
  backendMember: BackendMember | undefined
  /** Reads the whole body (at most the service's limit) and keeps it, so that it still goes to the backend. */
  readBody(): Promise<Uint8Array>
}

/** The response as it will go to the client. */
export interface ResponseState {
  status: number
  reason: string | undefined
  readonly headers: HeaderList
  body: Body
  readBody(): Promise<Uint8Array>
  /** Replaces status, headers and body at once. A body that is still to flow is given up. */
  replace(head: ResponseHead, body?: Uint8Array): void
  /**
   * Looks on while a body of the kind `stream` comes from the backend, whether it goes straight out or a policy reads
   * it. For what must be known of a body without holding it back.
   */
  tapBody(tap: BodyTap): void
  /** Called each time the head of a backend's answer is there, before anybody takes its body: the time to tap it. */
  onReceived(listener: () => void): void
}

/** Sees a body as it came from the backend. When it breaks off or is given up, `onEnd` is not called. */
export interface BodyTap {
  onData(chunk: Uint8Array): void
  onEnd(): void
}

/** How much went through in a call: bytes of bodies, as received from the client and as sent to it. */
export interface BytesMoved {
  readonly requestBytes: number
  readonly responseBytes: number
}

/** What `cache-lookup` found out for `cache-store`. */
export interface CacheLookup {
  /** Where, and under which key, the response may be stored. */
  readonly cache: ResponseCache
  readonly storeKey: string
  /** Key of the flight that others wait for; undefined = nobody does. */
  readonly flight: string | undefined
  /** Request headers (lower case) that are part of the key already. */
  readonly variedHeaders: readonly string[]
  /** What to tell caches downstream, given the seconds it may be kept. */
  cacheControl(durationSeconds: number): string
}

/** Writes down what happens to a call that is traced. @see reference: API Management, 2.9 */
export interface CallTracing {
  /** @param source who says it: a policy, or `context.Trace` of expressions */
  say(source: string, message: string): void
}

/** One call on its way through the gateway. Expensive parts are made when first asked for. */
export interface CallContext {
  /** Request id: a GUID, made when first read. */
  readonly requestId: string
  /** Wall clock, ms, when the head was there. */
  readonly startedAtMs: number
  readonly call: ServerCall
  readonly service: Matched<ServiceProperties>
  /** Of the instance, by identifier in lower case. */
  readonly backends: ReadonlyMap<string, ChosenBackend>
  /** That the instance shares with other gateways; undefined = none is configured. */
  readonly externalCache: ExternalCache | undefined
  /** Of the instance, by identifier in lower case. */
  readonly certificates: ReadonlyMap<string, CompiledCertificate>
  /** Of the instance. */
  readonly groups: CompiledGroups
  /** Of the instance, by identifier in lower case. */
  readonly globalSchemas: ReadonlyMap<string, GlobalSchemaProperties>
  /** Of the API, by identifier in lower case; the same map as long as none of them changes. */
  readonly apiSchemas: ReadonlyMap<string, ApiSchemaProperties>
  readonly api: Matched<ApiProperties> | undefined
  readonly operation: Matched<OperationProperties> | undefined
  readonly product: Matched<ProductProperties> | undefined
  readonly subscription: Matched<SubscriptionProperties> | undefined
  /** The call came with the secondary key of the subscription; else with the primary one. */
  readonly usesSecondaryKey: boolean
  readonly user: (Matched<UserProperties> & { readonly groupIds: readonly string[] }) | undefined
  /** Exactly the parameters of the operation's template, decoded, by name in its own case. */
  readonly matchedParameters: ReadonlyMap<string, string>
  /** Path of the request behind the suffix and version of its API, whatever policies made of it. */
  readonly operationPath: string
  readonly request: RequestState
  readonly response: ResponseState
  readonly variables: Map<string, unknown>
  // These two stand here and not in weak maps by call, which cost the collector of garbage more than all the rest.
  /** What expressions see of the call: made and kept here by the expression engine. */
  expressionView?: object | undefined
  /** Keys by which the call has counted. */
  countedKeys?: string[] | undefined
  lastError: LastError | undefined
  /** Why the gateway itself refuses the call; the answer then carries the request's id. */
  refusal: CallRefusal | undefined
  /** Header fields (name, value, …) that the answer carries whatever becomes of the response; the runner adds them. */
  answerHeaders: HeaderArray | undefined
  /** A `cors` policy let the page's origin in: one of another scope must not refuse what the first one allowed. */
  isOriginAllowed: boolean
  cacheLookup: CacheLookup | undefined
  /** What came of looking for the answer in a cache. */
  cacheUse: CacheUse
  /** Undefined = the call is not traced. */
  readonly tracing: CallTracing | undefined
  /** Called once, when the answer is complete or broken off. */
  onFinished(listener: (moved: BytesMoved) => void): void
}
