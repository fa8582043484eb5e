import { AppError, type ErrorCode, type ErrorParameters, type Fault, isAppError } from '@sluice/contracts'
import type { ModuleTask, OutputManifest } from '@sluice/ml'
import type { StoragePlace } from '../storage-place.ts'

/** What a process that runs modules is started with, as JSON in its first argument; never a secret. */
export interface RunWorkerSetting {
  /** Folder of the artifacts. */
  readonly folder: string
  readonly allowLoopback: boolean
  readonly memoryBytes: number
  readonly maxDownloadBytes: number
}

export type MessageToRunWorker =
  | { readonly type: 'run'; readonly task: ModuleTask; readonly storage: StoragePlace }
  /** Answer to `read`; null: there is no such document. */
  | { readonly type: 'document'; readonly question: number; readonly body: object | null }

export type MessageFromRunWorker =
  /** Loaded, and waiting for a task. */
  | { readonly type: 'ready' }
  | {
      readonly type: 'progress'
      readonly fraction: number
      readonly text: string | undefined
      readonly losses: readonly number[]
    }
  | { readonly type: 'log'; readonly lines: readonly string[] }
  /** Asks for a document of the store, which only the role has open. */
  | { readonly type: 'read'; readonly question: number; readonly key: string }
  | { readonly type: 'done'; readonly manifest: OutputManifest }
  | { readonly type: 'failed'; readonly error: SentError }

/** An error on its way to another process. */
export type SentError =
  | {
      readonly kind: 'expected'
      readonly code: ErrorCode
      readonly parameters: object
      readonly target?: string
      readonly faults: readonly Fault[]
      /** Stack of what is behind it, for the log. */
      readonly cause?: string
    }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string }

export function toSentError(error: unknown): SentError {
  if (isAppError(error)) {
    const { code, parameters, target, faults, cause } = error
    return {
      kind: 'expected',
      code,
      parameters,
      ...(target === undefined ? {} : { target }),
      faults,
      ...(cause instanceof Error ? { cause: cause.stack ?? cause.message } : {}),
    }
  }
  return error instanceof Error
    ? { kind: 'bug', message: error.message, stack: error.stack ?? '' }
    : { kind: 'bug', message: String(error), stack: '' }
}

export function fromSentError(sent: SentError): Error {
  if (sent.kind === 'bug') return Object.assign(new Error(sent.message), { stack: sent.stack })
  const { code, parameters, target, faults, cause } = sent
  return new AppError(code, parameters as ErrorParameters<ErrorCode>, {
    faults,
    ...(target === undefined ? {} : { target }),
    ...(cause === undefined
      ? {}
      : { cause: Object.assign(new Error('In the process of the module'), { stack: cause }) }),
  })
}
