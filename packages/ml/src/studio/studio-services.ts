import type {
  AccountClient,
  Artifacts,
  BearerTokens,
  Blobs,
  Clock,
  Log,
  OutgoingHttp,
  Secrets,
  SqlScripts,
  Store,
  TableFiles,
} from '@sluice/platform'
import type { SavedContents } from '../artifacts/saved-contents.ts'
import type { BatchJobs } from '../batch/jobs/batch-jobs.ts'
import type { OutputSaver } from '../conversions/convert-experiment.ts'
import type { Datasets } from '../datasets/datasets.ts'
import type { RunService } from '../experiments/run-service.ts'
import type { OwnFiles } from '../management/fetch-resource.ts'
import type { Modules } from '../modules/module.ts'
import type { RandomBytes } from '../web-services/endpoint-keys.ts'
import type { Publisher } from '../web-services/publishing/publisher.ts'
import type { WebServiceDirectory } from '../web-services/web-service-directory.ts'

/** What the routes of the studio work with. */
export interface StudioServices {
  readonly store: Store
  readonly directory: WebServiceDirectory
  readonly artifacts: Artifacts
  readonly savedContents: SavedContents
  readonly datasets: Datasets
  readonly runs: RunService
  /** Tables in files of runs. */
  readonly tables: TableFiles
  readonly modules: Modules
  readonly secrets: Secrets
  readonly tokens: BearerTokens
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Calls to addresses that users name. */
  readonly outgoing: OutgoingHttp
  readonly publisher: Publisher
  /** Blob storage that users name. */
  readonly blobs: Blobs
  /** The embedded storage account. */
  readonly storage: AccountClient
  readonly sql: SqlScripts
  /** Absent: nothing runs experiments, and nothing can be saved of them. */
  readonly outputSaver?: OutputSaver
  /** Absent: files are fetched wherever they are. */
  readonly ownFiles?: OwnFiles
  /** Absent: this installation runs no batch jobs. */
  readonly batchJobs?: BatchJobs
  /** Where `sluice add onnx` puts the runtime; default: in the installation. */
  readonly onnxFolder?: string
  readonly log: Log
  readonly createRequestId: () => string
}
