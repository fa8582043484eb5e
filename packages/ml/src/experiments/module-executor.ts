import type { PortType } from '@sluice/dataflow'
import type { OutputFile, OutputManifest } from './output-manifest.ts'

/** A value at an input, as a file. */
export interface TaskInput extends Pick<OutputFile, 'shape' | 'rowCount' | 'memoryBytes' | 'byteCount'> {
  readonly type: PortType
  /** Absolute. */
  readonly path: string
}

/** One module to be run: plain data, so that another process can do it. */
export interface ModuleTask {
  readonly workspaceId: string
  /** Id of the module in the registry. */
  readonly module: string
  readonly title: string
  /** As they are set; the module's own rules read them. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, TaskInput>>
  readonly seed: number
  /** Absolute; outputs, log and, last, the manifest are written there. */
  readonly folder: string
}

/** What is heard of a task while it goes on. */
export interface TaskListener {
  /** Its turn has come; the module begins when this resolves. */
  onStart(): Promise<void>
  /** @param losses that the training curve goes on with */
  onProgress(fraction: number, text: string | undefined, losses?: readonly number[]): void
  onLog(lines: readonly string[]): void
}

/** Runs modules one by one, several side by side. */
export interface ModuleExecutor {
  /**
   * Resolves when everything is written into the folder.
   * @throws AppError of a module or `ModuleCrashed`; `WorkerLost`; the signal's reason, after which nothing is written
   */
  execute(task: ModuleTask, listener: TaskListener, signal: AbortSignal): Promise<OutputManifest>
  close(): Promise<void>
}

/** The process that ran a task ended, and nobody knows why: the task may be tried again. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost'
}
