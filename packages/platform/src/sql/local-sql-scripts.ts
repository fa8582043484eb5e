import { rm } from 'node:fs/promises'
import type { TableFiles } from '../table-files/table-files.ts'
import { describeScript } from './describe-script.ts'
import { runInMemory } from './run-in-memory.ts'
import type { SqlScripts } from './sql-scripts.ts'
import { openScriptDatabase } from './sqlite-script.ts'

export interface LocalSqlScriptsOptions {
  readonly tableFiles: TableFiles
  /** Default 512 MB. */
  readonly memoryLimitBytes?: number
}

const defaultMemoryLimit = 512_000_000
const rowsPerPiece = 65_536

/**
 * Scripts in this process, which does nothing else until a statement has ended: for processes that may be ended.
 */
export function createLocalSqlScripts(options: LocalSqlScriptsOptions): SqlScripts {
  const { tableFiles, memoryLimitBytes = defaultMemoryLimit } = options
  return {
    run: async (script, tables, { signal } = {}) => runInMemory(script, tables, memoryLimitBytes, signal),
    async runOnFiles(script, tables, { into, temporaryPath, signal }) {
      const database = openScriptDatabase(temporaryPath, memoryLimitBytes)
      try {
        for (const [name, file] of Object.entries(tables)) {
          database.createTable(name, file.schema)
          for await (const piece of tableFiles.chunks(file)) {
            signal?.throwIfAborted()
            database.insert(name, piece)
          }
        }
        const { schema, pieces } = database.run(script, signal)
        return await tableFiles.write(into, schema, pieces(rowsPerPiece), signal)
      } finally {
        database.close()
        await rm(temporaryPath, { force: true })
      }
    },
    describe: describeScript,
    close: async () => {},
  }
}
