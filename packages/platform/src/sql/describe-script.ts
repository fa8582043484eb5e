import type { SqlScripts } from './sql-scripts.ts'
import { openScriptDatabase } from './sqlite-script.ts'

const memoryLimitBytes = 64_000_000

/** In this process: nothing runs that could take long. */
export const describeScript: SqlScripts['describe'] = (script, tables) => {
  const database = openScriptDatabase(':memory:', memoryLimitBytes)
  try {
    for (const [name, schema] of Object.entries(tables)) database.createTable(name, schema)
    return database.describe(script)
  } finally {
    database.close()
  }
}
