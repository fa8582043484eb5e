import { stat } from 'node:fs/promises'
import type { TableWork } from './table-work.ts'

/** What is done with so few bytes takes less time than to start a process for it. */
const smallBytes = 1_000_000

/** Sends work on small files one way and on all others another. */
export function splitBySize(small: TableWork, large: TableWork): TableWork {
  const choose = async (path: string) => ((await stat(path)).size <= smallBytes ? small : large)
  return {
    guess: async (source, options, passage) => (await choose(source.path)).guess(source, options, passage),
    importFile: async (task, passage) => (await choose(task.source.path)).importFile(task, passage),
    statistics: async (tablePath, passage) => (await choose(tablePath)).statistics(tablePath, passage),
    async close() {
      await small.close()
      await large.close()
    },
  }
}
