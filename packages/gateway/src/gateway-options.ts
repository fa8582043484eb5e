import type { Clock, HttpClient, Log, OpenRemoteCache, OutgoingHttp, RemoteCache } from '@sluice/platform'
import type { HostMapEntry } from './backends/host-map.ts'
import type { ResponseCache } from './cache/response-cache.ts'
import type { SemanticCache } from './cache/semantic-cache.ts'
import type { ValueCache } from './cache/value-cache.ts'
import type { Counters } from './counters/counters.ts'
import type { OpenPfx } from './expressions/node-cryptography.ts'
import type { AdmissionSetting } from './overload/admit-calls.ts'
import type { ExpressionCompiler } from './pipeline/expressions.ts'
import type { PolicyServices } from './pipeline/policy-services.ts'
import type { Telemetry } from './pipeline/telemetry.ts'
import type { XmlSchemaChecker } from './schemas/xml/xml-schema-checker.ts'
import type { OpenSecret } from './snapshot/definition-drafts.ts'
import type { TraceKeeper } from './tracing/create-tracing.ts'
import type { UsageOptions } from './usage/call-observer.ts'

export interface GatewayOptions {
  readonly clock: Clock
  readonly log: Log
  readonly client: HttpClient
  readonly counters: Counters
  readonly cache: ResponseCache
  /** Policy expressions; default: C#. */
  readonly expressions?: ExpressionCompiler
  /** What policies ask besides backends; left out, they can ask nobody. */
  readonly outgoing?: OutgoingHttp
  /** Shared with other gateways, for instances that have no external cache of their own. */
  readonly externalCache?: RemoteCache
  /** Opens the external caches that are written at instances; left out, those are not used. */
  readonly openRemoteCache?: OpenRemoteCache
  /** Checks bodies in XML; default: on the thread of the gateway itself. */
  readonly xmlSchemas?: XmlSchemaChecker
  /** Values that policies keep; default: in this worker alone. */
  readonly values?: ValueCache
  /** Answers to questions in other words; default: in this worker alone. */
  readonly semanticCache?: SemanticCache
  /** Where policies tell what they saw; default: the log. */
  readonly telemetry?: Telemetry
  /** Default: a timer of Node. */
  readonly wait?: PolicyServices['wait']
  /** Default: `Math.random`. */
  readonly random?: PolicyServices['random']
  /** Of a subscription key; the same function that made the hashes of the snapshot. */
  readonly lookupHash: (key: string) => string
  /** Opens what management sealed for the gateways: secret named values, credentials of backends. */
  readonly openSecret: OpenSecret
  /** Opens PKCS #12 files that expressions have; default: they have none. */
  readonly openPfx?: OpenPfx
  readonly hostMap?: readonly HostMapEntry[]
  /** Where traces of calls go; default: nowhere. */
  readonly traces?: TraceKeeper
  /** What is refused when there is too much to do; left out, every call is let in. */
  readonly admission?: AdmissionSetting
  /** GUIDs; default: random ones. */
  readonly createRequestId?: () => string
  /** Longest body that a policy may read; default 64 MiB. Bodies that go through have no limit. */
  readonly maxBodyBytes?: number
  /** How long a WebSocket may be silent in both directions; default 240 000, as `reference: API Management, 2.10`. */
  readonly webSocketIdleMs?: number
  /** Where calls are counted; left out, they are not. */
  readonly usage?: UsageOptions
}
