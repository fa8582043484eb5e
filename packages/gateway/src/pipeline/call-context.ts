import type {
  ApiProperties,
  OperationProperties,
  ProductProperties,
  ServiceProperties,
  SubscriptionProperties,
  UserProperties,
} from '@sluice/contracts'
import type { ResponseHead, ServerCall } from '@sluice/platform'
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
  /** Replaces status, headers and body at once. */
  replace(head: ResponseHead, body?: Uint8Array): void
}

/** One call on its way through the gateway. Expensive parts are made when first asked for. */
export interface CallContext {
  /** Request id: a GUID, made when first read. */
  readonly requestId: string
  /** Wall clock, ms, when the head was there. */
  readonly startedAtMs: number
  readonly call: ServerCall
  readonly service: Matched<ServiceProperties>
  readonly api: Matched<ApiProperties> | undefined
  readonly operation: Matched<OperationProperties> | undefined
  readonly product: Matched<ProductProperties> | undefined
  readonly subscription: Matched<SubscriptionProperties> | undefined
  readonly user: (Matched<UserProperties> & { readonly groupIds: readonly string[] }) | undefined
  /** Exactly the parameters of the operation's template, decoded, by name in its own case. */
  readonly matchedParameters: ReadonlyMap<string, string>
  readonly request: RequestState
  readonly response: ResponseState
  readonly variables: Map<string, unknown>
  lastError: LastError | undefined
}
