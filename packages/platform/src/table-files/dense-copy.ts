import { columnAt, createTable } from '@sluice/dataflow'
import { chunksOfTableFile } from './read-table-file.ts'
import type { TableFile } from './table-files.ts'
import { writeTableFile } from './write-table-file.ts'

/** A copy whose columns all stand by themselves: what SQL and other tools can name. Zeros are compressed to almost nothing. */
export function writeDenseCopy(file: TableFile, path: string): Promise<TableFile> {
  async function* dense() {
    for await (const table of chunksOfTableFile(file, { rowsPerChunk: 4096 })) {
      yield createTable(
        table.rowCount,
        table.schema.map((_, index) => columnAt(table, index)),
      )
    }
  }
  return writeTableFile(path, file.schema, dense())
}
