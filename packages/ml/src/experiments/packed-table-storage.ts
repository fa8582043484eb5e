import { readFile, writeFile } from 'node:fs/promises'
import type { ColumnSchema } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  type ColumnOf,
  createColumn,
  createTable,
  createTableFromRows,
  sliceRows,
  type Table,
  type TablePart,
  toRows,
} from '@sluice/dataflow'
import { packValue, unpackValue } from '../artifacts/pack.ts'
import type { Packable, TypedArray } from '../modules/port-values.ts'
import type { TableStorage } from './table-storage.ts'

type PackedPart = Record<string, unknown> & { readonly kind: TablePart['kind'] }
interface PackedTable {
  readonly rowCount: number
  readonly parts: readonly PackedPart[]
}

/** Tables in packed files, read and written whole: where nothing but this program needs to read them. */
export function createPackedTableStorage(): TableStorage {
  const read = async (path: string) => fromPacked(unpackValue(await readFile(path), path) as unknown as PackedTable)
  const write = (path: string, table: Table) =>
    writeFile(path, packValue({ rowCount: table.rowCount, parts: table.parts.map(toPacked) } as unknown as Packable))
  return {
    extension: 'slu',
    write,
    async writeChunks(path, schema, chunks) {
      const rows: Cell[][] = []
      for await (const chunk of chunks) rows.push(...toRows(chunk))
      await write(path, createTableFromRows(schema, rows))
    },
    read,
    async *readChunks(path, _, rowsPerChunk) {
      const table = await read(path)
      for (let start = 0; start < table.rowCount; start += rowsPerChunk) {
        yield sliceRows(table, start, Math.min(table.rowCount, start + rowsPerChunk))
      }
    },
    async readRows(path, _, { offset, limit }) {
      const table = await read(path)
      return sliceRows(table, Math.min(offset, table.rowCount), Math.min(offset + limit, table.rowCount))
    },
  }
}

function toPacked(part: TablePart): PackedPart {
  if (part.kind === 'sparse') return { ...part }
  const { values } = part
  const isPackable = ArrayBuffer.isView(values) || typeof values[0] !== 'bigint'
  const packed = ArrayBuffer.isView(values) ? values : isPackable ? [...values] : BigInt64Array.from(values as bigint[])
  return { ...part, values: packed }
}

function fromPacked({ rowCount, parts }: PackedTable): Table {
  return createTable(
    rowCount,
    parts.map((part): TablePart => {
      if (part.kind === 'sparse') return part as unknown as TablePart
      const column = part as unknown as ColumnSchema & { values: TypedArray; missing?: Column['missing'] }
      return createColumn(column, column.values as unknown as ColumnOf<typeof column.type>['values'], column.missing)
    }),
  )
}
