import type { ReadOptions } from '@sluice/contracts'
import type { ImportPassage, ImportSource, TableFiles } from '@sluice/platform'
import { toStorageError } from './storage-full.ts'
import type { SourceFile, TableWork, WorkPassage } from './table-work.ts'

/** The work in this process: right in a worker process, in tests, and for what is small. */
export function createInProcessTableWork(tables: TableFiles): TableWork {
  return {
    guess: (source, options, passage) =>
      inWords(() => tables.guess(toImportSource(source, options), toImportPassage(passage))),
    async importFile({ source, options, maxBadRows, tablePath, badRowsPath }, passage) {
      const { file, badRowCount, guessed } = await inWords(() =>
        tables.importFile(toImportSource(source, options), tablePath, {
          ...toImportPassage(passage),
          ...(options.columns === undefined ? {} : { columns: options.columns }),
          maxBadRows,
          badRowsPath,
        }),
      )
      const { format, hasHeader } = guessed
      return { file, badRowCount, guessed: { format, hasHeader } }
    },
    statistics: (tablePath, { signal }) =>
      inWords(async () => tables.statistics(await tables.open(tablePath), { signal })),
    async close() {},
  }
}

/** A full disk by its name, while the error still has its code: not all of it goes from process to process. */
async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw toStorageError(error, 'the table of this file')
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
