/**
 * What `management` tells the gateways: every resource they need, then every change, over one stream of JSON lines.
 * Identifiers are paths below the installation, lower-cased: `/services/{service}/apis/{apiId}/operations/{operationId}`.
 * Nothing in it opens a door: of a subscription's keys it holds look-up hashes only.
 */
import type { CallTrace, TraceSummary } from './call-trace.ts'
import type { ApiProperties } from './resources/api.ts'
import type { ApiSchemaProperties } from './resources/api-schema.ts'
import type { DiagnosticProperties } from './resources/diagnostic.ts'
import type { GlobalSchemaProperties } from './resources/global-schema.ts'
import type { GroupProperties } from './resources/group.ts'
import type { OperationProperties } from './resources/operation.ts'
import type { ProductProperties } from './resources/product.ts'
import type { ServiceProperties } from './resources/service.ts'
import type { SubscriptionProperties } from './resources/subscription.ts'
import type { ToolProperties } from './resources/tool.ts'
import type { UserProperties } from './resources/user.ts'

/** Kind of resource → its part in the snapshot. */
export interface SnapshotProperties {
  service: ServiceProperties
  api: ApiProperties
  operation: OperationProperties
  product: ProductProperties
  /** `/services/{s}/products/{p}/apis/{a}`: the API is in the product. */
  productApi: Record<never, never>
  group: GroupProperties
  /** `/services/{s}/products/{p}/groups/{g}`: the group sees the product. */
  productGroup: Record<never, never>
  /** `/services/{s}/groups/{g}/users/{u}`: the user is a member. */
  groupUser: Record<never, never>
  user: UserProperties
  /** Scope is relative to the service: `/products/{id}`, `/apis`, `/apis/{id}` or, for the built-in one, `/`. */
  subscription: SubscriptionProperties & { readonly primaryKeyHash: string; readonly secondaryKeyHash: string }
  /** `/services/{s}/apiversionsets/{id}` */
  versionSet: VersionSetInSnapshot
  /** `/services/{s}/namedvalues/{id}` */
  namedValue: NamedValueInSnapshot
  /** `/services/{s}/policyfragments/{id}`: the fragment as it was written. */
  policyFragment: { readonly value: string; readonly format: 'xml' | 'rawxml' }
  /** `/services/{s}/backends/{id}` */
  backend: BackendInSnapshot
  /** `/services/{s}/caches/{id}` */
  cache: CacheInSnapshot
  /** `/services/{s}/certificates/{id}` */
  certificate: CertificateInSnapshot
  /** `/services/{s}/apis/{a}/schemas/{id}`: what bodies of the API are described by. */
  apiSchema: ApiSchemaProperties
  /** `/services/{s}/apis/{a}/tools/{id}`: an operation that an MCP server shows, and the name that clients call it by. */
  tool: ToolProperties & { readonly name: string }
  /** `/services/{s}/schemas/{id}` */
  globalSchema: GlobalSchemaProperties
  /** `/services/{s}/authorizationservers/{id}` and `/services/{s}/openidconnectproviders/{id}` */
  tokenIssuer: TokenIssuerInSnapshot
  /** `/services/{s}/debugcredentials/managed`: tokens of another generation were invalidated. */
  debugCredentials: { readonly generation: string }
  /** `/services/{s}/diagnostics/{id}` and `/services/{s}/apis/{a}/diagnostics/{id}` */
  diagnostic: DiagnosticInSnapshot
  /** At `/services/{s}/policies/policy` and below apis, operations and products: the document as it was written. */
  policy: { readonly value: string; readonly format: 'xml' | 'rawxml' }
}

/** How calls say which version of an API they mean. @see reference: API Management, 1.4 */
export interface VersionSetInSnapshot {
  readonly displayName: string
  readonly versioningScheme: 'Segment' | 'Query' | 'Header'
  readonly versionQueryName?: string | null
  readonly versionHeaderName?: string | null
}

/**
 * What `{{displayName}}` stands for in policies. A secret one comes as `sealedValue`: its JSON, sealed under the
 * installation's key for the purpose `{id}#value`, so that no file or stream holds it in clear.
 */
export type NamedValueInSnapshot =
  | { readonly displayName: string; readonly value: string }
  | { readonly displayName: string; readonly sealedValue: string }

/** @see reference: API Management, 1.10 */
export interface BackendInSnapshot {
  readonly type?: 'Single' | 'Pool' | null
  readonly url?: string | null
  readonly pool?: {
    readonly services?: readonly {
      readonly id: string
      readonly weight?: number | null
      readonly priority?: number | null
    }[]
  } | null
  readonly tls?: {
    readonly validateCertificateChain?: boolean | null
    readonly validateCertificateName?: boolean | null
  } | null
  readonly circuitBreaker?: { readonly rules?: readonly CircuitBreakerRuleInSnapshot[] } | null
  /** JSON of `BackendCredentials`, sealed under the installation's key for the purpose `{id}#credentials`. */
  readonly sealedCredentials?: string
}

export interface CircuitBreakerRuleInSnapshot {
  readonly name?: string | null
  readonly failureCondition?: {
    readonly count?: number | null
    readonly percentage?: number | null
    /** ISO 8601: `PT1M`. */
    readonly interval?: string | null
    readonly statusCodeRanges?: readonly { readonly min?: number | null; readonly max?: number | null }[] | null
    readonly errorReasons?: readonly string[] | null
  } | null
  readonly tripDuration?: string | null
  readonly acceptRetryAfter?: boolean | null
}

/** An external cache. @see reference: API Management, 1.10 */
export interface CacheInSnapshot {
  /** A region, or `default` for all of them. */
  readonly useFromLocation: string
  /** JSON of the connection string, sealed under the installation's key for the purpose `{id}#connectionString`. */
  readonly sealedConnectionString?: string
}

/** What is written down of calls. */
export type DiagnosticInSnapshot = Pick<
  DiagnosticProperties,
  'alwaysLog' | 'sampling' | 'verbosity' | 'logClientIp' | 'frontend' | 'backend'
>

/** Who gives out tokens, as clients of MCP servers are told. */
export interface TokenIssuerInSnapshot {
  readonly issuer: string
  /** What tokens are asked for, unless an API says something else; separated by spaces. */
  readonly scope?: string | null
}

export interface CertificateInSnapshot {
  /** SHA-1 of the certificate, upper-case hexadecimal. */
  readonly thumbprint?: string
  /** JSON of `KeyPair`, sealed under the installation's key for the purpose `{id}#keyPair`. */
  readonly sealedKeyPair?: string
}

/** A certificate with its chain and its private key, both PEM. */
export interface KeyPair {
  readonly certificateChain: string
  readonly privateKey: string
}

export type SnapshotKind = keyof SnapshotProperties

/** A resource of one kind as the gateway sees it. `ordinal` grows with every creation: older resources sort first. */
export interface SnapshotEntryOf<Kind extends SnapshotKind> {
  readonly id: string
  readonly kind: Kind
  readonly ordinal: number
  readonly properties: SnapshotProperties[Kind]
}

/** One resource as the gateway sees it. */
export type SnapshotEntry = { [Kind in SnapshotKind]: SnapshotEntryOf<Kind> }[SnapshotKind]

/** One line of the stream. The first is always `snapshot`; a `change` follows the number before it without a gap. */
export type SnapshotMessage =
  | { readonly type: 'snapshot'; readonly changeNumber: number; readonly entries: readonly SnapshotEntry[] }
  | {
      readonly type: 'change'
      readonly changeNumber: number
      readonly put: readonly SnapshotEntry[]
      readonly remove: readonly string[]
    }
  | { readonly type: 'heartbeat'; readonly changeNumber: number }

/** What `management` asks the gateways that are connected, as a line between the messages. */
export interface GatewayQuestionLine {
  readonly type: 'question'
  readonly id: string
  readonly question: GatewayQuestion
}

/** One line of the stream. */
export type SnapshotLine = SnapshotMessage | GatewayQuestionLine

/** What a gateway is asked. `service` is the name of an instance. */
export type GatewayQuestion = QuotaQuestion | TraceQuestion | LimitQuestion

/** About the counters of a quota. `counterKey` is what the quota counts by: a subscription's identifier. */
export type QuotaQuestion =
  | { readonly kind: 'read-quota'; readonly service: string; readonly counterKey: string }
  | {
      readonly kind: 'set-quota'
      readonly service: string
      readonly counterKey: string
      /** Nothing is set when this period is over. */
      readonly periodStartMs: number
      readonly callsCount?: number
      readonly bytes?: number
    }

/** About the calls that were traced. */
export type TraceQuestion =
  | { readonly kind: 'find-trace'; readonly service: string; readonly traceId: string }
  | { readonly kind: 'list-traces'; readonly service: string }

/** What the counters of limits stand at. */
export interface LimitQuestion {
  readonly kind: 'read-limits'
  readonly service: string
  readonly limits: readonly LimitAddress[]
}

/** Which counter is meant, in the words of a refusal. @see CallRefusal */
export interface LimitAddress {
  /** Name of the policy. */
  readonly rule: string
  readonly unit: string
  readonly key: string
  readonly part?: string
  /** Identifier of the document in the snapshot. */
  readonly document?: string
  readonly periodSeconds?: number
}

/** A gateway's answer. */
export interface GatewayAnswer {
  /** The counters as they are, after what was asked; none for questions about something else. */
  readonly quotas: readonly QuotaCounter[]
  /** The newest first. */
  readonly traces?: readonly TraceSummary[]
  /** Absent when this gateway has none. */
  readonly trace?: CallTrace
  /** For each limit that was asked for; null where this gateway counts nothing. */
  readonly limitsUsed?: readonly (number | null)[]
}

export interface QuotaCounter {
  readonly periodStartMs: number
  /** Null = it never ends. */
  readonly periodEndMs: number | null
  readonly callsCount: number
  readonly bytes: number
}

/** Below it, by the question's id, a gateway posts its answer; the bearer is that of the stream. */
export const gatewayAnswersPath = '/internal/answers'

/** Where a gateway asks `management` for the stream; the bearer is the installation's internal token. */
export const snapshotStreamPath = '/internal/snapshot-stream'
