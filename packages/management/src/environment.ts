import type { ExpressionCompletionResult, Fault } from '@sluice/contracts'
import type {
  BearerTokens,
  Clock,
  DocumentQuery,
  FoundDocuments,
  Log,
  OutgoingHttp,
  PfxReading,
  Secrets,
  Store,
  StoredDocument,
  UsageStore,
} from '@sluice/platform'
import type { FragmentText, PolicyCatalogue, StoredDefinitions } from '@sluice/policy-language'
import type { ChangeFeed } from './events/change-feed.ts'
import type { GatewayChannel } from './snapshot/gateway-channel.ts'

export type PolicyScope = 'global' | 'product' | 'api' | 'operation'

/** What a URL template says: its parameters in path and query, and what is wrong with it. */
export interface TemplateReading {
  readonly parameterNames: readonly string[]
  readonly faults: readonly string[]
}

/** What the management service needs of the program around it. */
export interface ManagementEnvironment {
  readonly store: Store
  /** What gateways tell of calls. */
  readonly usage: UsageStore
  readonly clock: Clock
  /** One page of documents that are at hand, by the rules by which the store finds those that it has. */
  pageOfDocuments(documents: readonly StoredDocument[], query: Omit<DocumentQuery, 'from'>): FoundDocuments
  readonly log: Log
  readonly secrets: Secrets
  readonly tokens: BearerTokens
  /** Calls to addresses that users name. */
  readonly outgoing: OutgoingHttp
  /** A call to the studio's API, path and query as they are there. @throws AppError `StudioNotReachable` */
  callStudio(path: string, init: RequestInit): Promise<Response>
  /** Questions to the gateways that are connected to this process. */
  readonly gateways: GatewayChannel
  /** What is changed, for those who follow it. */
  readonly changes: ChangeFeed
  readonly passwords: {
    hash(password: string): Promise<string>
    verify(password: string, hash: string | undefined): Promise<boolean>
  }
  readonly random: {
    /** Lower-case GUID. */
    guid(): string
    /** `bytes` random bytes, two hex characters each. */
    hex(bytes: number): string
  }
  /** Whether new instances come with an API and products to try. */
  readonly hasSamples: boolean
  /** Address of the portals, as people open it; links in mails begin with it. No slash at its end. */
  portalUrl(): string
  /** The gateway's check of a policy document: every fault with line and column. */
  checkPolicy(
    text: string,
    format: 'xml' | 'rawxml',
    scope: PolicyScope,
    /** What it may refer to; default: nothing. */
    definitions?: StoredDefinitions,
  ): readonly Fault[]
  /** The same for a policy fragment; `id` is its own, which it must not include again. */
  checkFragment(id: string, fragment: FragmentText, definitions?: StoredDefinitions): readonly Fault[]
  /** What may be written where a policy expression breaks off, by the types that the gateway knows. */
  completeExpression(prefix: string): ExpressionCompletionResult
  /** All policies of the gateway, as data. */
  readonly policyCatalogue: PolicyCatalogue
  /** A policy document or fragment in the other writing. */
  convertPolicy(text: string, from: 'xml' | 'rawxml', to: 'xml' | 'rawxml'): string
  /** The gateway's reading of a URL template. */
  readTemplate(template: string): TemplateReading
  /** What a PKCS #12 file (base64) holds. */
  readPfx(data: string, password: string): Promise<PfxReading>
}
