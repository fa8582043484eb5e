import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, type TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import { compileInputs } from '../modules/define-module.ts'
import type { FileRunContext, FileValues, Module, ParameterValues, RunContext, Tables } from '../modules/module.ts'
import type { PortValue } from '../modules/port-values.ts'
import type { ModuleTask, TaskInput } from './module-executor.ts'
import type { OutputFile } from './output-manifest.ts'
import type { TaskServices } from './run-task.ts'
import { describeTable, fileOfTable, readPackedValue, writeOutput, writeTablePieces } from './task-files.ts'

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
  if (isLarge && canStream(module, parameters, task)) return runPieces(given)
  if (bytes > services.memoryBytes) throw new AppError('MemoryExhausted', { module: module.title })
  const inputs: Record<string, PortValue> = {}
  for (const [port, input] of Object.entries(task.inputs)) inputs[port] = await readValue(input, services)
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
    inputs[port] = input.type === 'table' ? await tables.open(input.path) : await readValue(input, services)
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

async function readValue({ type, path }: TaskInput, { tables }: TaskServices): Promise<PortValue> {
  return type === 'table' ? tables.read(await tables.open(path)) : readPackedValue(path)
}

/** Rows per piece: few enough for wide tables, many enough for narrow ones. */
const pieceBytes = 32_000_000
const mostRowsPerPiece = 65_536

const streamedPorts = ({ inputs }: Module, task: ModuleTask): string[] =>
  Object.keys(task.inputs).filter((port) => inputs[port]?.type === 'table' && inputs[port].isStatic !== true)

/** Row by row, over tables whose rows belong together one by one. */
function canStream(module: Module, parameters: ParameterValues, task: ModuleTask): boolean {
  const counts = new Set(streamedPorts(module, task).map((port) => task.inputs[port]?.rowCount))
  return module.compile !== undefined && module.isRowWise(parameters) && counts.size === 1
}

async function runPieces({ module, parameters, task, context, services }: ModuleOfTask) {
  const { tables } = services
  const streamed = streamedPorts(module, task)
  const files: Record<string, TableFile> = {}
  const inputs: Record<string, PortValue> = {}
  for (const [port, input] of Object.entries(task.inputs)) {
    if (streamed.includes(port)) files[port] = await tables.open(input.path)
    else inputs[port] = await readValue(input, services)
  }
  const schemas: Readonly<Record<string, TableSchema>> = Object.fromEntries(
    Object.entries(files).map(([port, { schema }]) => [port, schema]),
  )
  // The ports that are streamed are known by their columns alone.
  const compiled = (module.compile as NonNullable<Module['compile']>)(
    { ...compileInputs(inputs, []), ...schemas },
    parameters,
    context,
  )
  const rowCount = Object.values(files)[0]?.rowCount ?? 0
  const bytes = streamed.reduce((sum, port) => sum + (task.inputs[port]?.memoryBytes ?? 0), 0)
  const rowsPerPiece = Math.min(mostRowsPerPiece, Math.max(1, Math.floor((pieceBytes * rowCount) / Math.max(1, bytes))))
  context.log(`${rowCount} rows in pieces of ${rowsPerPiece}`)
  const written: Record<string, OutputFile> = {}
  const ports = Object.entries(module.outputs)
  // Each output is a pass of its own: a file is written from its first row to its last.
  for (const [index, [port, { type }]] of ports.entries()) {
    const pieces = async function* (): AsyncGenerator<Table> {
      let done = 0
      for await (const rows of piecesOf(files, rowsPerPiece, services)) {
        context.signal.throwIfAborted()
        const piece = (await compiled.run(rows))[port] as Table
        yield piece
        done += Math.min(rowsPerPiece, rowCount - done)
        context.progress((index + done / Math.max(1, rowCount)) / ports.length, `${done} of ${rowCount} rows`)
      }
    }
    const schema = compiled.outputSchemas[port] as TableSchema
    written[port] = await writeTablePieces(schema, pieces(), type, { folder: task.folder, index }, tables)
  }
  return written
}

/** The same rows of every table at once. */
async function* piecesOf(
  files: Readonly<Record<string, TableFile>>,
  rowsPerPiece: number,
  { tables }: TaskServices,
): AsyncGenerator<Tables> {
  const rowCount = Object.values(files)[0]?.rowCount ?? 0
  for (let start = 0; start < rowCount; start += rowsPerPiece) {
    const range = { start, end: Math.min(rowCount, start + rowsPerPiece) }
    const rows: Record<string, Table> = {}
    for (const [port, file] of Object.entries(files)) rows[port] = await tables.read(file, range)
    yield rows
  }
}
