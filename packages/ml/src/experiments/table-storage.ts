import type { TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'

/** Tables in files, as runs keep and read them. */
export interface TableStorage {
  /** Ending of the files, `parquet`. */
  readonly extension: string
  write(path: string, table: Table): Promise<void>
  /** Writes tables of one schema one behind another. */
  writeChunks(path: string, schema: TableSchema, chunks: AsyncIterable<Table>): Promise<void>
  read(path: string, schema: TableSchema): Promise<Table>
  readChunks(path: string, schema: TableSchema, rowsPerChunk: number): AsyncIterable<Table>
  readRows(path: string, schema: TableSchema, rows: { readonly offset: number; readonly limit: number }): Promise<Table>
}
