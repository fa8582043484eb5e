import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError, type TableSchema } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Blobs, Clock, OutgoingHttp } from '@sluice/platform'
import { packValue, unpackValue } from '../artifacts/pack.ts'
import type { Module, Modules, RunContext } from '../modules/module.ts'
import { createModuleContext } from '../modules/module-context.ts'
import { isTable, type Packable, type PortValue, type PortValues, shapeOfValue } from '../modules/port-values.ts'
import type { ModuleTask, TaskInput, TaskListener } from './module-executor.ts'
import { hashFile, logFileName, manifestFileName, type OutputFile, type OutputManifest } from './output-manifest.ts'
import { memoryBytesOf } from './table-memory.ts'
import type { TableStorage } from './table-storage.ts'

/** What modules may read of a workspace. */
export type SavedReader = Pick<RunContext, 'dataset' | 'trainedModel' | 'savedTransformation'>

export interface TaskServices {
  readonly modules: Modules
  readonly tables: TableStorage
  readonly outgoing: OutgoingHttp
  readonly blobs: Blobs
  readonly clock: Clock
  saved(workspaceId: string): SavedReader
}

const mostLogBytes = 1_000_000
const longestLogLine = 2_000

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
  const { modules, tables, clock } = services
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
    signal,
    // Who reads it gets another result with another seed; who does not keeps the one that is there.
    get seed() {
      usedSeed = true
      return task.seed
    },
    progress: (fraction, text) => listener.onProgress(Math.min(1, Math.max(0, fraction)), text),
    log: (line) => log.add(line),
  }
  try {
    const inputs: Record<string, PortValue> = {}
    for (const [port, input] of Object.entries(task.inputs)) inputs[port] = await readInput(input, tables)
    signal.throwIfAborted()
    const outputs = await module.run(inputs, parameters, context)
    signal.throwIfAborted()
    const ports = await writeOutputs(module, outputs, task.folder, tables)
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

async function readInput({ type, path, shape }: TaskInput, tables: TableStorage): Promise<PortValue> {
  if (type === 'table') return tables.read(path, shape as TableSchema)
  // The checksum of the file has told that it is what `writeOutputs` wrote.
  return unpackValue(await readFile(path), path) as unknown as PortValue
}

async function writeOutputs(
  module: Module,
  outputs: PortValues,
  folder: string,
  tables: TableStorage,
): Promise<Record<string, OutputFile>> {
  const written: Record<string, OutputFile> = {}
  for (const [index, [port, { type }]] of Object.entries(module.outputs).entries()) {
    const value = outputs[port]
    if (value === undefined) throw new Error(`${module.title} gave nothing at its output ${port}.`)
    const file = `${index}.${isTable(value) ? tables.extension : 'slu'}`
    const path = join(folder, file)
    if (isTable(value)) await tables.write(path, value)
    else await writeFile(path, packValue(value as unknown as Packable))
    written[port] = {
      type,
      file,
      byteCount: (await stat(path)).size,
      sha256: await hashFile(path),
      shape: shapeOfValue(value) as OutputFile['shape'],
      ...(isTable(value) ? { rowCount: value.rowCount, memoryBytes: memoryBytesOf(value) } : {}),
    }
  }
  return written
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

interface TaskLog {
  add(line: string): void
  lineCount(): number
  save(folder: string): Promise<void>
}

/** Lines are handed on as they come, and kept whole up to a bound. */
function createTaskLog(listener: TaskListener): TaskLog {
  const lines: string[] = []
  let byteCount = 0
  let lineCount = 0
  return {
    add(line) {
      const short = line.length > longestLogLine ? `${line.slice(0, longestLogLine)}…` : line
      lineCount += 1
      listener.onLog([short])
      byteCount += short.length + 1
      if (byteCount <= mostLogBytes) lines.push(short)
    },
    lineCount: () => lineCount,
    async save(folder) {
      const more = lineCount - lines.length
      const text = [...lines, ...(more > 0 ? [`(${more} more lines)`] : [])].map((line) => `${line}\n`).join('')
      await writeFile(join(folder, logFileName), text)
    },
  }
}
