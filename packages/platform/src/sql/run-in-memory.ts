import type { Table } from '@sluice/dataflow'
import { openScriptDatabase } from './sqlite-script.ts'

/** Runs a script over tables in memory. @throws AppError `SqlScriptFailed`, `TooManyColumns` */
export function runInMemory(
  script: string,
  tables: Readonly<Record<string, Table>>,
  memoryLimitBytes: number,
  signal?: AbortSignal,
): Table {
  const database = openScriptDatabase(':memory:', memoryLimitBytes)
  try {
    for (const [name, table] of Object.entries(tables)) {
      database.createTable(name, table.schema)
      database.insert(name, table)
    }
    const [result] = database.run(script, signal).pieces(Number.POSITIVE_INFINITY)
    if (result === undefined) throw new Error('A result has a table, however short.')
    return result
  } finally {
    database.close()
  }
}
