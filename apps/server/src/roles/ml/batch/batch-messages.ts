import type { BatchCheckpoint, BatchPlan } from '@sluice/contracts'
import type {
  ChunkSetting,
  EngineJob,
  JobBlocks,
  PartRange,
  Position,
  ScoredChunk,
  WholeProgress,
} from '@sluice/ml/batch-worker'
import type { SentError } from '../runs/run-worker-messages.ts'
import type { StoragePlace } from '../storage-place.ts'

/** What a process that works on batch jobs is started with, as JSON in its first argument; never a secret. */
export interface BatchWorkerSetting {
  /** Folder of the artifacts. */
  readonly folder: string
  readonly allowLoopback: boolean
  /** Threads that score; 0: the process itself does, for what is read whole. */
  readonly threads: number
  readonly chunkBytes: number
  readonly partBytes?: number | undefined
  readonly maxWholeBytes: number
}

/** A job whose definition the process may know already. */
export type SentJob = Omit<EngineJob, 'definition'>

export type BatchCall =
  | { readonly kind: 'examine' }
  | { readonly kind: 'findParts'; readonly plan: BatchPlan; readonly from: Position }
  | {
      readonly kind: 'scorePart'
      readonly plan: BatchPlan
      readonly part: { readonly end: number; readonly from: BatchCheckpoint }
    }
  | { readonly kind: 'commit'; readonly blocks: JobBlocks }
  | { readonly kind: 'runWhole' }

export type MessageToBatchWorker =
  | { readonly type: 'define'; readonly hash: string; readonly definition: EngineJob['definition'] }
  | { readonly type: 'call'; readonly id: number; readonly job: SentJob; readonly call: BatchCall }
  /** Where the account of this installation is now. */
  | { readonly type: 'storage'; readonly place: StoragePlace }
  | { readonly type: 'cancel'; readonly id: number }
  /** What was told is on disk; the process goes on. */
  | { readonly type: 'heard'; readonly id: number; readonly told: number }

export type MessageFromBatchWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'told'; readonly id: number; readonly told: number; readonly news: BatchNews }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: SentError }

export type BatchNews =
  | { readonly kind: 'part'; readonly part: PartRange }
  | { readonly kind: 'checkpoint'; readonly checkpoint: BatchCheckpoint }
  | { readonly kind: 'progress'; readonly progress: WholeProgress }

export type MessageToScoringThread =
  | { readonly type: 'define'; readonly hash: string; readonly definition: EngineJob['definition'] }
  | {
      readonly type: 'score'
      readonly id: number
      readonly job: Pick<SentJob, 'workspaceId' | 'definitionHash'>
      readonly setting: ChunkSetting
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly line: number
      readonly hasHeader: boolean
    }
  | { readonly type: 'forget'; readonly hash: string }
  | { readonly type: 'storage'; readonly place: StoragePlace }
  /** Memory that nobody reads any more. */
  | { readonly type: 'recycle'; readonly buffers: ArrayBuffer[] }

export type MessageFromScoringThread =
  | {
      readonly type: 'done'
      readonly id: number
      readonly scored: ScoredChunk
      /** Of the chunk, for another one. */
      readonly memory: ArrayBuffer
    }
  | { readonly type: 'failed'; readonly id: number; readonly error: SentError }
