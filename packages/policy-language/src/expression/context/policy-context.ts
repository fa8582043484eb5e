import type { NetGuid } from '../net/guid.ts'
import type { NetDateTime } from '../net/time/date-time.ts'
import type { NetTimeSpan } from '../net/time/time-span.ts'

/**
 * What `context` shows. The gateway implements it lazily over the call: a getter runs only when an expression asks.
 * Null where .NET has null. @see reference: API Management, 3.5
 */
export interface PolicyContext {
  readonly api: PolicyApi | null
  readonly backend: PolicyBackend | null
  readonly deployment: PolicyDeployment
  readonly elapsed: NetTimeSpan
  readonly graphQl: PolicyGraphQl | null
  readonly lastError: PolicyLastError | null
  readonly operation: PolicyOperation | null
  readonly product: PolicyProduct | null
  readonly request: PolicyRequest
  readonly requestId: NetGuid
  readonly response: PolicyResponse | null
  readonly subscription: PolicySubscription | null
  readonly timestamp: NetDateTime
  readonly tracing: boolean
  readonly user: PolicyUser | null
  /** Values in the representation of `object`: numbers boxed. */
  readonly variables: PolicyLookup<unknown>
  readonly workspace: PolicyNamed | null
  trace(message: string): void
}

/** Values by name, looked up and listed without being copied. */
export interface PolicyLookup<T> {
  get(name: string): T | undefined
  names(): Iterable<string>
}

/** Values of one header or query parameter. */
export type PolicyValues = readonly string[]

export interface PolicyNamed {
  readonly id: string
  readonly name: string
}

export interface PolicyApi extends PolicyNamed {
  readonly isCurrentRevision: boolean
  readonly path: string
  readonly revision: string
  readonly version: string | null
  readonly protocols: readonly string[]
  readonly serviceUrl: PolicyUrl | null
  readonly subscriptionKeyParameterNames: { readonly header: string; readonly query: string }
}

export interface PolicyBackend {
  readonly azureRegion: string | null
  readonly id: string | null
  readonly type: string | null
}

export interface PolicyDeployment {
  readonly gatewayId: string
  readonly gateway: { readonly id: string; readonly instanceId: string; readonly isManaged: boolean }
  readonly region: string
  readonly serviceId: string
  readonly serviceName: string
  /** By thumbprint; an instance of the class behind `X509Certificate2`. */
  readonly certificates: PolicyLookup<object>
  readonly sustainabilityInfo: { readonly currentCarbonIntensity: string } | null
}

export interface PolicyGraphQl {
  readonly arguments: PolicyLookup<unknown>
  readonly parent: unknown
}

export interface PolicyLastError {
  readonly source: string | null
  readonly reason: string | null
  readonly message: string | null
  readonly scope: string | null
  readonly section: string | null
  readonly path: string | null
  readonly policyId: string | null
}

export interface PolicyOperation extends PolicyNamed {
  readonly method: string
  readonly urlTemplate: string
}

export interface PolicyGroup extends PolicyNamed {}

export interface PolicyProduct extends PolicyNamed {
  readonly approvalRequired: boolean
  readonly groups: readonly PolicyGroup[]
  readonly state: 'NotPublished' | 'Published'
  readonly subscriptionRequired: boolean
  readonly subscriptionsLimit: number | null
}

export interface PolicyRequest {
  readonly body: PolicyMessageBody | null
  /** An instance of the class behind `X509Certificate2`. */
  readonly certificate: object | null
  readonly foundryDeployment: string | null
  /** Names in any case. */
  readonly headers: PolicyLookup<PolicyValues>
  readonly ipAddress: string
  readonly matchedParameters: PolicyLookup<string>
  readonly method: string
  readonly originalUrl: PolicyUrl
  readonly url: PolicyUrl
  readonly privateEndpointConnection: PolicyPrivateEndpointConnection | null
}

export interface PolicyPrivateEndpointConnection {
  readonly name: string
  readonly groupId: string
  readonly memberName: string
}

export interface PolicyResponse {
  readonly body: PolicyMessageBody | null
  readonly headers: PolicyLookup<PolicyValues>
  readonly statusCode: number
  readonly statusReason: string
}

/**
 * What a response in a variable is: an object of its own class, so that `(IResponse)context.Variables["name"]` knows it.
 * Whoever keeps responses extends it.
 */
export abstract class ResponseInVariable implements PolicyResponse {
  abstract readonly body: PolicyMessageBody | null
  abstract readonly headers: PolicyLookup<PolicyValues>
  abstract readonly statusCode: number
  abstract readonly statusReason: string
}

/** A body that is in memory. Without `preserveContent` it is gone after it was read. */
export interface PolicyMessageBody {
  bytes(preserveContent: boolean): Uint8Array
  /** Decoded by the charset of its content type, UTF-8 without one; a byte order mark is left out. */
  text(preserveContent: boolean): string
}

export interface PolicySubscription extends PolicyNamed {
  readonly createdDate: NetDateTime
  readonly endDate: NetDateTime | null
  readonly startDate: NetDateTime | null
  readonly key: string
  readonly primaryKey: string
  readonly secondaryKey: string
}

export interface PolicyUrl {
  readonly host: string
  readonly path: string
  readonly port: number
  readonly query: PolicyLookup<PolicyValues>
  /** With its `?`, or empty. */
  readonly queryString: string
  readonly scheme: string
}

export interface PolicyUser {
  readonly email: string
  readonly firstName: string
  readonly groups: readonly PolicyGroup[]
  readonly id: string
  readonly identities: readonly { readonly id: string; readonly provider: string }[]
  readonly lastName: string
  readonly note: string | null
  readonly registrationDate: NetDateTime
}
