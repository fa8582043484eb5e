import type { ReadOptions } from '@sluice/contracts'
import type { ImportPassage, ImportSource, TableFiles } from '@sluice/platform'
import type { SourceFile, TableWork, WorkPassage } from './table-work.ts'

/** The work in this process: right in a worker process, in tests, and for what is small. */
export function createInProcessTableWork(tables: TableFiles): TableWork {
  return {
    guess: (source, options, passage) => tables.guess(toImportSource(source, options), toImportPassage(passage)),
    async importFile({ source, options, maxBadRows, tablePath, badRowsPath }, passage) {
      const { file, badRowCount, guessed } = await tables.importFile(toImportSource(source, options), tablePath, {
        ...toImportPassage(passage),
        ...(options.columns === undefined ? {} : { columns: options.columns }),
        maxBadRows,
        badRowsPath,
      })
      const { format, hasHeader } = guessed
      return { file, badRowCount, guessed: { format, hasHeader } }
    },
    statistics: async (tablePath, { signal }) => tables.statistics(await tables.open(tablePath), { signal }),
    async close() {},
  }
}

function toImportSource({ path, fileName }: SourceFile, options: ReadOptions): ImportSource {
  const { columns: _, ...given } = options
  const defined = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { path, ...(fileName === '' ? {} : { fileName }), ...defined }
}

const toImportPassage = ({ signal, onProgress }: WorkPassage): ImportPassage => ({
  signal,
  onProgress: ({ readBytes, totalBytes, rowCount }) =>
    onProgress?.({ bytesRead: readBytes, totalBytes, rowsRead: rowCount }),
})
