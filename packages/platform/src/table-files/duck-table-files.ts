import { createDuckDatabases } from './duck-database.ts'
import { exportBytes, exportTableFile } from './export/export-table-file.ts'
import { guessFile, importFile } from './import/import-file.ts'
import { queryTableFiles, selectFromTableFiles, sqlColumnsOf } from './query-table-files.ts'
import { chunksOfTableFile, openTableFile, readTableFile } from './read-table-file.ts'
import { tableStatistics } from './statistics/table-statistics.ts'
import type { TableFiles, TableFilesOptions } from './table-files.ts'
import { writeTableFile } from './write-table-file.ts'

/** Tables in Parquet files; SQL over them by DuckDB. */
export function createTableFiles(options: TableFilesOptions): TableFiles {
  const { inDatabase, close } = createDuckDatabases(options)
  return {
    write: writeTableFile,
    open: openTableFile,
    read: readTableFile,
    chunks: chunksOfTableFile,
    query: (query) => queryTableFiles(inDatabase, query),
    select: (question) => selectFromTableFiles(inDatabase, question),
    sqlColumns: sqlColumnsOf,
    guess: (source, passage) => guessFile(inDatabase, source, passage),
    importFile: (source, into, importOptions) => importFile(inDatabase, source, into, importOptions),
    statistics: (file, choice) => tableStatistics(inDatabase, file, choice),
    exportFile: (file, format, into, signal) => exportTableFile(inDatabase, file, format, into, signal),
    exportBytes,
    close,
  }
}
