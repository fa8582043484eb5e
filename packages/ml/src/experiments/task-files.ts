import { link, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableSchema } from '@sluice/contracts'
import type { PortType, Table } from '@sluice/dataflow'
import type { TableFile, TableFiles } from '@sluice/platform'
import { packValue, unpackValue } from '../artifacts/pack.ts'
import { isTable, type Packable, type PortValue, shapeOfValue } from '../modules/port-values.ts'
import type { TaskInput } from './module-executor.ts'
import { hashFile, type OutputFile } from './output-manifest.ts'
import { memoryBytesOf } from './table-memory.ts'

/** Which output of a task, and where its file goes. */
export interface OutputPlace {
  readonly folder: string
  /** Of the port among the outputs: names of ports are no names of files. */
  readonly index: number
}

/** What an earlier module gave. */
export async function readValue({ type, path }: TaskInput, tables: TableFiles): Promise<PortValue> {
  return type === 'table' ? tables.read(await tables.open(path)) : readPackedValue(path)
}

/** A model or transformation of an earlier module. */
export async function readPackedValue(path: string): Promise<PortValue> {
  // The checksum of the file has told that it is what `writeOutput` wrote.
  return unpackValue(await readFile(path), path) as unknown as PortValue
}

/** Writes one value, on disk when the promise resolves. */
export async function writeOutput(
  value: PortValue,
  type: PortType,
  place: OutputPlace,
  tables: TableFiles,
): Promise<OutputFile> {
  if (isTable(value)) return writeTablePieces(value.schema, [value], type, place, tables)
  const file = `${place.index}.slu`
  const path = join(place.folder, file)
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(packValue(value as unknown as Packable))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { type, file, ...(await measure(path)), shape: shapeOfValue(value) as OutputFile['shape'] }
}

/** Writes a table that comes in pieces. */
export async function writeTablePieces(
  schema: TableSchema,
  pieces: Iterable<Table> | AsyncIterable<Table>,
  type: PortType,
  place: OutputPlace,
  tables: TableFiles,
): Promise<OutputFile> {
  let memoryBytes = 0
  const weighed = async function* () {
    for await (const piece of pieces) {
      memoryBytes += memoryBytesOf(piece)
      yield piece
    }
  }
  const file = fileOfTable(place.index)
  const path = join(place.folder, file)
  const { rowCount } = await tables.write(path, schema, weighed())
  return { type, file, ...(await measure(path)), shape: [...schema], rowCount, memoryBytes }
}

export const fileOfTable = (index: number): string => `${index}.parquet`

const sampledRows = 10_000

/** Takes in a table that a module has written, or passes on, as a file. */
export async function describeTable(
  table: TableFile,
  type: PortType,
  place: OutputPlace,
  tables: TableFiles,
): Promise<OutputFile> {
  const file = fileOfTable(place.index)
  const path = join(place.folder, file)
  // One that is passed on as it came costs no second copy; files of results never change.
  if (table.path !== path) await link(table.path, path)
  const sample = await tables.read(table, { end: Math.min(sampledRows, table.rowCount) })
  const memoryBytes = (memoryBytesOf(sample) / Math.max(1, sample.rowCount)) * table.rowCount
  return { type, file, ...(await measure(path)), shape: [...table.schema], rowCount: table.rowCount, memoryBytes }
}

const measure = async (path: string) => ({ byteCount: (await stat(path)).size, sha256: await hashFile(path) })
