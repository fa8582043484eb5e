import { open, rm } from 'node:fs/promises'
import { createDuckDatabase } from './duck-database.ts'
import { chunksOfParquet, openTableFile, readParquet } from './read-parquet.ts'
import type { TableFiles, TableFilesOptions } from './table-files.ts'
import { writeParquet } from './write-parquet.ts'

/** Tables in Parquet files; SQL over them by DuckDB. */
export function createTableFiles(options: TableFilesOptions): TableFiles {
  const database = createDuckDatabase(options)
  return {
    write: writeParquet,
    open: openTableFile,
    read: readParquet,
    chunks: chunksOfParquet,
    async query(query) {
      try {
        await database.query(query)
      } catch (error) {
        await rm(query.into, { force: true })
        throw error
      }
      const written = await open(query.into, 'r+')
      await written.sync().finally(() => written.close())
      return openTableFile(query.into)
    },
    select: (question) => database.select(question),
    // Each query has ended its own database.
    close: async () => {},
  }
}
