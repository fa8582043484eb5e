import { join } from 'node:path'
import type { StorageAccount } from '@sluice/contracts/storage-account'
import {
  type BatchEngine,
  type BatchWork,
  createBatchWork,
  isolateSuspects,
  modules,
  type WebServiceDirectory,
} from '@sluice/ml'
import type { Blobs, Clock, Log, Secrets, Spans, Store, WorkQueue } from '@sluice/platform'
import type { Config } from '../../../config.ts'
import { toStoragePlace } from '../storage-place.ts'
import { type BatchProcessOptions, createBatchProcess, runInOwnProcess } from './batch-process.ts'

export interface StartBatchOptions {
  readonly config: Config
  readonly store: Store
  readonly queue: WorkQueue
  readonly partQueue: WorkQueue
  readonly directory: WebServiceDirectory
  readonly blobs: Blobs
  readonly secrets: Secrets
  readonly clock: Clock
  readonly log: Log
  readonly account: StorageAccount
  readonly spans?: Spans | undefined
}

const bytesPerMegabyte = 1_048_576
const msPerDay = 86_400_000
/** What is made of the bytes of a file that is read whole takes so many times their room. */
const growth = 8
/** Far more than chunks take: whatever a web service is, the machine must not go down with it. */
const leastProcessBytes = 1_073_741_824

/** The batch jobs of this role, in processes of their own. */
export function startBatch({ config, account, ...services }: StartBatchOptions): BatchWork {
  const memoryBytes = config.runMemoryMegabytes * bytesPerMegabyte
  const setting = {
    folder: join(config.dataFolder, 'ml'),
    allowLoopback: config.allowLoopback,
    threads: config.batchThreads,
    chunkBytes: Math.round(config.batchChunkKilobytes * 1024),
    // A job that no other process can help with needs no parts, and its input is read once.
    ...(config.databaseUrl === undefined ? {} : { partBytes: config.batchPartMegabytes * bytesPerMegabyte }),
    maxWholeBytes: Math.floor(memoryBytes / growth),
  }
  const storage = () => toStoragePlace(account)
  const pieces: BatchProcessOptions = { setting, storage, memoryBytes: Math.max(memoryBytes, leastProcessBytes) }
  const whole: BatchProcessOptions = { setting: { ...setting, threads: 0 }, storage, memoryBytes }
  // Chunks that are on their way at once may be in any order.
  const chunksAlone = config.batchThreads + 2
  const engine: BatchEngine = {
    ...isolateSuspects(createBatchProcess(pieces), () => createBatchProcess(pieces), chunksAlone),
    runWhole: (job, onProgress, signal) => runInOwnProcess(whole, job, onProgress, signal),
  }
  const work = createBatchWork({
    ...services,
    engine,
    modules,
    jobsAtOnce: config.batchJobs,
    partsAtOnce: config.batchThreads,
    keepMs: config.batchKeepDays * msPerDay,
  })
  return {
    wake: work.wake,
    async close() {
      await work.close()
      await engine.close()
    },
  }
}
