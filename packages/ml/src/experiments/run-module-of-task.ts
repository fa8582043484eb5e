import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts'
import type { TableFile } from '@sluice/platform'
import type { FileRunContext, FileValues, Module, ParameterValues, RunContext } from '../modules/module.ts'
import type { PortValue } from '../modules/port-values.ts'
import type { ModuleTask } from './module-executor.ts'
import type { OutputFile } from './output-manifest.ts'
import { canRunPieces, runPieces } from './run-pieces.ts'
import type { TaskServices } from './run-task.ts'
import { describeTable, fileOfTable, readValue, writeOutput } from './task-files.ts'

export interface ModuleOfTask {
  readonly module: Module
  readonly parameters: ParameterValues
  readonly task: ModuleTask
  readonly context: RunContext
  readonly services: TaskServices
}

/** Runs the module in memory, or piece by piece where its tables are large, and writes what it gives. */
export async function runModuleOfTask(given: ModuleOfTask): Promise<Record<string, OutputFile>> {
  const { module, parameters, task, context, services } = given
  const bytes = Object.values(task.inputs).reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0)
  const isLarge = bytes > services.largeBytes
  // What has no inputs and can give a file gives one of any size, often without reading it.
  const isSource = Object.keys(module.inputs).length === 0
  if (module.runOnFiles !== undefined && (isLarge || isSource)) return runOnFiles(given)
  if (isLarge && canRunPieces(module, parameters, task)) return runPieces(given)
  if (bytes > services.memoryBytes) throw new AppError('MemoryExhausted', { module: module.title })
  const inputs: Record<string, PortValue> = {}
  for (const [port, input] of Object.entries(task.inputs)) inputs[port] = await readValue(input, services.tables)
  context.signal.throwIfAborted()
  const outputs = await module.run(inputs, parameters, context)
  context.signal.throwIfAborted()
  const written: Record<string, OutputFile> = {}
  for (const [index, [port, { type }]] of Object.entries(module.outputs).entries()) {
    const value = outputs[port]
    if (value === undefined) throw new Error(`nothing came out at its output ${port}.`)
    written[port] = await writeOutput(value, type, { folder: task.folder, index }, services.tables)
  }
  return written
}

const defaultMaxDownloadBytes = 10_000_000_000

/** Lets the module work on files itself. */
async function runOnFiles({ module, parameters, task, context, services }: ModuleOfTask) {
  const { tables } = services
  const { folder } = task
  const ports = Object.keys(module.outputs)
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  let count = 0
  const inputs: Record<string, FileValues[string]> = {}
  for (const [port, input] of Object.entries(task.inputs)) {
    inputs[port] = input.type === 'table' ? await tables.open(input.path) : await readValue(input, services.tables)
  }
  // Not by spreading: reading the seed is noticed.
  const fileContext: FileRunContext = Object.defineProperties(
    {
      tableFiles: tables,
      maxDownloadBytes: services.maxDownloadBytes ?? defaultMaxDownloadBytes,
      outputPath: (port: string) => join(folder, fileOfTable(ports.indexOf(port))),
      temporaryPath() {
        count += 1
        return join(temporary, `${count}.parquet`)
      },
    },
    Object.getOwnPropertyDescriptors(context),
  ) as FileRunContext
  const outputs = await (module.runOnFiles as NonNullable<Module['runOnFiles']>)(inputs, parameters, fileContext)
  context.signal.throwIfAborted()
  const written: Record<string, OutputFile> = {}
  for (const [index, [port, { type }]] of Object.entries(module.outputs).entries()) {
    const value = outputs[port]
    if (value === undefined) throw new Error(`nothing came out at its output ${port}.`)
    const place = { folder, index }
    written[port] = isTableFile(value)
      ? await describeTable(value, type, place, tables)
      : await writeOutput(value, type, place, tables)
  }
  await rm(temporary, { recursive: true })
  return written
}

const isTableFile = (value: PortValue | TableFile): value is TableFile => 'path' in value
