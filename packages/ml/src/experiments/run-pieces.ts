import type { TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import { compileInputs } from '../modules/define-module.ts'
import type { Module, ParameterValues, Tables } from '../modules/module.ts'
import type { PortValue } from '../modules/port-values.ts'
import { withRowsBefore } from '../modules/rows-before.ts'
import type { ModuleTask } from './module-executor.ts'
import type { OutputFile } from './output-manifest.ts'
import type { ModuleOfTask } from './run-module-of-task.ts'
import type { TaskServices } from './run-task.ts'
import { readValue, writeOutput, writeTablePieces } from './task-files.ts'

/** Rows per piece: few enough for wide tables, many enough for narrow ones. */
const defaultPieceBytes = 32_000_000
const mostRowsPerPiece = 65_536

const streamedPorts = ({ inputs }: Module, task: ModuleTask): string[] =>
  Object.keys(task.inputs).filter((port) => inputs[port]?.type === 'table' && inputs[port].isStatic !== true)

/** Whether it works row by row, on tables whose rows belong together one by one. */
export function canRunPieces(module: Module, parameters: ParameterValues, task: ModuleTask): boolean {
  const counts = new Set(streamedPorts(module, task).map((port) => task.inputs[port]?.rowCount))
  return module.compile !== undefined && module.isRowWise(parameters) && counts.size === 1
}

/** Runs a row-wise module on some rows after others: outputs and errors are those of a run on all rows at once. */
export async function runPieces({
  module,
  parameters,
  task,
  context,
  services,
}: ModuleOfTask): Promise<Record<string, OutputFile>> {
  const { tables, pieceBytes = defaultPieceBytes } = services
  const streamed = streamedPorts(module, task)
  const files: Record<string, TableFile> = {}
  const inputs: Record<string, PortValue> = {}
  for (const [port, input] of Object.entries(task.inputs)) {
    if (streamed.includes(port)) files[port] = await tables.open(input.path)
    else inputs[port] = await readValue(input, tables)
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
    const place = { folder: task.folder, index }
    const constant = compiled.constantOutputs?.[port]
    if (constant !== undefined) {
      written[port] = await writeOutput(constant, type, place, tables)
      continue
    }
    const pieces = async function* (): AsyncGenerator<Table> {
      for await (const { start, rows } of piecesOf(files, rowsPerPiece, services)) {
        context.signal.throwIfAborted()
        const outputs = await withRowsBefore(start, () => compiled.run(rows))
        yield outputs[port] as Table
        const done = Math.min(rowCount, start + rowsPerPiece)
        context.progress((index + done / Math.max(1, rowCount)) / ports.length, `${done} of ${rowCount} rows`)
      }
    }
    written[port] = await writeTablePieces(compiled.outputSchemas[port] as TableSchema, pieces(), type, place, tables)
  }
  return written
}

/** The same rows of every table at once. */
async function* piecesOf(
  files: Readonly<Record<string, TableFile>>,
  rowsPerPiece: number,
  { tables }: TaskServices,
): AsyncGenerator<{ readonly start: number; readonly rows: Tables }> {
  const rowCount = Object.values(files)[0]?.rowCount ?? 0
  for (let start = 0; start < rowCount; start += rowsPerPiece) {
    const range = { start, end: Math.min(rowCount, start + rowsPerPiece) }
    const rows: Record<string, Table> = {}
    for (const [port, file] of Object.entries(files)) rows[port] = await tables.read(file, range)
    yield { start, rows }
  }
}
