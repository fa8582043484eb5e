import type { CallTrace } from '@sluice/contracts'
import type { HostMapEntry } from '@sluice/gateway'
import type { ThreadFigures } from '@sluice/platform/metrics'
import type { Config } from '../../config.ts'
import type { GatewayLimits } from '../../gateway-limits.ts'
import type { OtlpSetting } from '../../metrics/load-otlp.ts'

/** What a worker is started with. */
export interface WorkerSetting {
  /** Number of the worker, for the log. */
  readonly number: number
  readonly host: string
  readonly httpPort: number
  readonly httpsPort: number
  readonly httpEngine: Config['httpEngine']
  /** Whether other workers listen on the same ports. */
  readonly reusePort: boolean
  readonly certificate: {
    readonly certificate: string
    readonly privateKey: string
    /** What sessions are sealed with; other ones each day. */
    readonly ticketKeys?: Uint8Array
  }
  /** PEM. */
  readonly certificateAuthorities: readonly string[]
  readonly secretKey: Uint8Array
  /** Of `allocateCounterTable`. */
  readonly counters: SharedArrayBuffer
  readonly cacheBytes: number
  /** Of `allocateUsageTable`, for this worker alone; undefined = calls are not counted. */
  readonly usage: SharedArrayBuffer | undefined
  /** How many calls that went well the worker keeps one by one. */
  readonly recordsPerSecond: number
  /** For values that policies keep; every worker holds all of them. */
  readonly valueBytes: number
  /** Of the external cache for all instances. */
  readonly valkeyUrl: string | undefined
  /** Whether policies may ask services of this machine itself. */
  readonly allowLoopback: boolean
  /** Whether clients are asked for a certificate over TLS. */
  readonly requestsClientCertificate: boolean
  readonly hostMap: readonly HostMapEntry[]
  /** Base address of management, for links to traces; undefined while nobody knows it. */
  readonly managementAddress: string | undefined
  readonly logLevel: Config['logLevel']
  readonly limits: GatewayLimits
  /** Whether somebody asks for figures, so that the thread measures itself; default false. */
  readonly isMeasured?: boolean
  /** Where OpenTelemetry sends to; left out, it is not loaded. */
  readonly otlp?: OtlpSetting | undefined
}

/** What a worker says of itself. */
export interface WorkerFigures {
  readonly connections: number
  readonly webSockets: number
  readonly thread: ThreadFigures
}

export type MessageToWorker =
  /** A line of the snapshot stream. */
  | { readonly type: 'line'; readonly line: string }
  | { readonly type: 'host-map'; readonly entries: readonly HostMapEntry[] }
  | { readonly type: 'management-address'; readonly address: string | undefined }
  /** To be shown from now on. */
  | { readonly type: 'certificate'; readonly certificate: WorkerSetting['certificate'] }
  /** Asks for `figures` under the same number. */
  | { readonly type: 'figures'; readonly question: number }
  /** All workers listen. */
  | { readonly type: 'complete' }
  | { readonly type: 'close'; readonly graceMs: number }

export type MessageFromWorker =
  | { readonly type: 'listening'; readonly httpPort: number; readonly httpsPort: number }
  /** Could not listen; the worker ends after it. `code` is the system's (`EADDRINUSE`) or `PortTaken`. */
  | {
      readonly type: 'refused'
      readonly code: string
      readonly port: number
      readonly setting: string
      readonly message: string
    }
  /** Serves this change number from now on. */
  | { readonly type: 'applied'; readonly changeNumber: number }
  /** A call was traced. */
  | { readonly type: 'trace'; readonly trace: CallTrace }
  | { readonly type: 'figures'; readonly question: number; readonly figures: WorkerFigures }
  /** Calls one by one: each a `CallRecord` as JSON. */
  | { readonly type: 'call-records'; readonly records: readonly string[] }
  | { readonly type: 'closed' }
