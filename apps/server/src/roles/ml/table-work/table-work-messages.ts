import type { ReadOptions } from '@sluice/contracts'
import type { ImportTask, SourceFile, WorkProgress } from '@sluice/ml'
import type { SentError } from '../runs/run-worker-messages.ts'

/** What is wanted of the process that works on files. */
export type TableTask =
  | { readonly kind: 'guess'; readonly source: SourceFile; readonly options: ReadOptions }
  | { readonly kind: 'import'; readonly task: ImportTask }
  | { readonly kind: 'statistics'; readonly tablePath: string }

export type MessageToTableWorker =
  | { readonly type: 'run'; readonly id: number; readonly task: TableTask }
  | { readonly type: 'cancel'; readonly id: number }

export type MessageFromTableWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: WorkProgress }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: SentError }
