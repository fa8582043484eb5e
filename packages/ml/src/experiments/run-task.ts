import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Blobs, Clock, OutgoingHttp, SqlScripts, TableFiles } from '@sluice/platform'
import type { FileRunContext, Module, Modules, RunContext } from '../modules/module.ts'
import { createModuleContext } from '../modules/module-context.ts'
import type { ModuleTask, TaskListener } from './module-executor.ts'
import { manifestFileName, type OutputManifest } from './output-manifest.ts'
import { runModuleOfTask } from './run-module-of-task.ts'
import { createTaskLog } from './task-log.ts'

/** What modules may read of a workspace. */
export type SavedReader = Pick<FileRunContext, 'dataset' | 'datasetFile' | 'trainedModel' | 'savedTransformation'>

export interface TaskServices {
  readonly modules: Modules
  readonly tables: TableFiles
  readonly outgoing: OutgoingHttp
  readonly blobs: Blobs
  readonly sql: SqlScripts
  readonly clock: Clock
  /** Inputs that take more in memory are worked on piece by piece, where the module can be. */
  readonly largeBytes: number
  /** Inputs that take more in memory are refused where the module needs them there. */
  readonly memoryBytes: number
  /** What a piece takes in memory, where a module is run piece by piece. Default 32 MB. */
  readonly pieceBytes?: number
  /** Of what a module fetches into a file; default 10 GB. */
  readonly maxDownloadBytes?: number
  saved(workspaceId: string): SavedReader
}

/**
 * Runs one module from files to files. Nothing else than the task's folder is written.
 * @throws AppError with the module's title as its target
 */
export async function runTask(
  task: ModuleTask,
  listener: TaskListener,
  signal: AbortSignal,
  services: TaskServices,
): Promise<OutputManifest> {
  const { modules, clock } = services
  const module = findModule(modules, task.module) as Module | undefined
  if (module === undefined) throw new AppError('LibraryException', { details: `There is no module '${task.module}'.` })
  await listener.onStart()
  const started = clock.monotonic()
  const log = createTaskLog(listener)
  const parameters = module.parameters.parse(task.parameters)
  let usedSeed = false
  const context: RunContext = {
    ...createModuleContext(modules),
    ...services.saved(task.workspaceId),
    outgoing: services.outgoing,
    blobs: services.blobs,
    sql: services.sql,
    signal,
    // Who reads it gets another result with another seed; who does not keeps the one that is there.
    get seed() {
      usedSeed = true
      return task.seed
    },
    progress: (fraction, text, loss) =>
      listener.onProgress(Math.min(1, Math.max(0, fraction)), text, loss === undefined ? [] : [loss]),
    log: (line) => log.add(line),
  }
  try {
    const ports = await runModuleOfTask({ module, parameters, task, context, services })
    signal.throwIfAborted()
    const manifest: OutputManifest = {
      module: module.id,
      codeVersion: module.codeVersion,
      createdAt: new Date(clock.now()).toISOString(),
      elapsedMs: Math.round(clock.monotonic() - started),
      usedSeed,
      ports,
      logLineCount: log.lineCount(),
    }
    await log.save(task.folder)
    await writeFile(join(task.folder, manifestFileName), JSON.stringify(manifest))
    return manifest
  } catch (error) {
    if (!signal.aborted) await log.save(task.folder)
    throw namingModule(error, module)
  }
}

/** An error of a module gets its title as target; what it did not foresee is told in its name. */
function namingModule(error: unknown, module: Module): unknown {
  if (isAppError(error)) {
    if (error.target !== undefined) return error
    return new AppError(error.code, error.parameters, { cause: error, target: module.title, faults: error.faults })
  }
  if (isOutOfMemory(error)) {
    return new AppError('MemoryExhausted', { module: module.title }, { cause: error, target: module.title })
  }
  if (!(error instanceof Error) || error.name === 'AbortError') return error
  return new AppError('ModuleCrashed', { module: module.title, reason: error.message }, { cause: error })
}

/** An array or text that V8 will not make. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError &&
  /Array buffer allocation failed|Invalid (typed )?array length|Invalid string length/.test(error.message)
