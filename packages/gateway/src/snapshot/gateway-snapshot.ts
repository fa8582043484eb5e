import type {
  ApiProperties,
  ApiSchemaProperties,
  GlobalSchemaProperties,
  McpSource,
  OperationProperties,
  ProductProperties,
  ServiceProperties,
  SnapshotProperties,
  SubscriptionProperties,
} from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import type { PolicyDocument, ScopedDocument } from '@sluice/policy-language'
import type { compileKeyReader } from '../access/subscription-keys.ts'
import type { ChosenBackend } from '../backends/backend-member.ts'
import type { ExternalCache } from '../cache/external-cache.ts'
import type { CallContext, Matched } from '../pipeline/call-context.ts'
import type { CallProgram } from '../pipeline/step.ts'
import type { ApiRoutes, ApiVersioning } from '../routing/api-routes.ts'
import type { OperationTree } from '../routing/operation-tree.ts'
import type { UrlTemplate } from '../routing/url-template.ts'
import type { CompiledCertificate } from './certificate-drafts.ts'
import type { CallDiagnostics } from './diagnostic-drafts.ts'
import type { CompiledGroups } from './group-drafts.ts'
import type { SharedIndex } from './shared-index.ts'

/** Everything that serving needs, at one change number. Never changed: a change makes another one. */
export interface GatewaySnapshot {
  readonly changeNumber: number
  /** Oldest first. */
  readonly services: readonly CompiledService[]
  readonly serviceByName: ReadonlyMap<string, CompiledService>
}

export interface CompiledService {
  readonly name: string
  readonly matched: Matched<ServiceProperties>
  readonly policy: ScopedDocument
  readonly routes: ApiRoutes<CompiledApi>
  /** Current revisions that are online, by identifier in lower case. */
  readonly apiByName: ReadonlyMap<string, CompiledApi>
  /** By the API's name without revision; products in order of creation. */
  readonly productsByApi: ReadonlyMap<string, readonly CompiledProduct[]>
  readonly productByName: ReadonlyMap<string, CompiledProduct>
  /** By the look-up hashes of both keys. */
  readonly subscriptionByHash: SharedIndex<CompiledSubscription>
  readonly userByName: SharedIndex<CompiledUser>
  /** By identifier in lower case. */
  readonly backendByName: ReadonlyMap<string, ChosenBackend>
  readonly externalCache: ExternalCache | undefined
  /** By identifier in lower case. */
  readonly certificates: ReadonlyMap<string, CompiledCertificate>
  readonly groups: CompiledGroups
  /** By identifier in lower case. */
  readonly globalSchemas: ReadonlyMap<string, GlobalSchemaProperties>
  /** By collection and identifier, in lower case: `authorizationservers/id`. */
  readonly tokenIssuers: ReadonlyMap<string, SnapshotProperties['tokenIssuer']>
  /** What is written down of calls. */
  readonly diagnostics: CallDiagnostics
  /** Of the debug credentials that are good; empty as long as none were invalidated. */
  readonly debugGeneration: string
  /** What traces must not show: the values of secret named values as they are now. */
  secretValues(): readonly string[]
  readonly programs: ProgramMemo
}

export interface CompiledApi {
  /** Without revision. */
  readonly name: string
  readonly matched: Matched<ApiProperties>
  readonly policy: ScopedDocument
  readonly readKey: ReturnType<typeof compileKeyReader>
  readonly operations: OperationTree<CompiledOperation>
  /** By identifier in lower case, oldest first. */
  readonly operationByName: ReadonlyMap<string, CompiledOperation>
  readonly versioning: ApiVersioning | undefined
  /** Undefined = it is no MCP server. */
  readonly mcp: CompiledMcpServer | undefined
  /** By identifier in lower case. */
  readonly schemas: ReadonlyMap<string, ApiSchemaProperties>
  /** Query by which operations are found; undefined = the one that was sent. */
  readonly queryToMatch: ((call: Pick<ServerCall, 'header'>, query: string) => string) | undefined
  readonly programs: ProgramMemo
}

export interface CompiledMcpServer {
  readonly source: McpSource
  /** Oldest first. */
  readonly tools: readonly SnapshotProperties['tool'][]
  /** Where calls go on to, below the address of the other server; undefined = the path they came with. */
  readonly passedOnPath: string | undefined
}

export interface CompiledOperation {
  readonly matched: Matched<OperationProperties>
  readonly policy: ScopedDocument
  readonly template: UrlTemplate
  readonly programs: ProgramMemo
}

export interface CompiledProduct {
  readonly name: string
  readonly matched: Matched<ProductProperties>
  readonly policy: ScopedDocument
  readonly programs: ProgramMemo
}

export type CompiledUser = NonNullable<CallContext['user']>

export interface CompiledSubscription {
  readonly matched: Matched<SubscriptionProperties>
  readonly scope: SubscriptionScope
  readonly ownerName: string | undefined
  /** From when on its keys open nothing; Infinity = never. */
  readonly expiresAtMs: number
  /** Look-up hash; undefined where it is that of the primary key. */
  readonly secondaryKeyHash: string | undefined
}

export type SubscriptionScope =
  | { readonly kind: 'product' | 'api'; readonly name: string }
  /** All APIs, or the whole service. */
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }

/** Programs that were compiled for this part and what they were made of: a memory, no part of what the part is. */
export type ProgramMemo = Map<string, RememberedProgram>

export interface RememberedProgram {
  readonly globalDocument: PolicyDocument | undefined
  readonly productDocument: PolicyDocument | undefined
  readonly apiDocument: PolicyDocument | undefined
  readonly operationDocument: PolicyDocument | undefined
  readonly program: CallProgram
}
