import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError, isAppError } from '@sluice/contracts'
import { toSqlText } from './sql-types.ts'
import type { TableFilesOptions } from './table-files.ts'

const defaultMemoryLimit = 512_000_000
const maxDefaultThreads = 4

export interface Passage {
  /** Files that may be read or written; nothing else is there. */
  readonly paths: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** A database as long as the work lasts. */
export interface DuckDatabase {
  readonly connection: DuckDBConnection
  /** A folder that goes with the database. */
  readonly temporaryFolder: string
}

export type InDatabase = <Result>(
  passage: Passage,
  work: (database: DuckDatabase) => Promise<Result>,
) => Promise<Result>

/** Gives each piece of work a database in memory of its own that reaches nothing but the files it names. */
export function createDuckDatabases({ temporaryFolder, memoryLimitBytes, threads }: TableFilesOptions): InDatabase {
  return async ({ paths, signal }, work) => {
    signal?.throwIfAborted()
    // Loaded when the first query comes: most processes never need it.
    const { DuckDBInstance } = await import('@duckdb/node-api')
    await mkdir(temporaryFolder, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(join(temporaryFolder, 'query-'))
    try {
      const instance = await DuckDBInstance.create(':memory:', {
        memory_limit: `${Math.round((memoryLimitBytes ?? defaultMemoryLimit) / 1e6)}MB`,
        temp_directory: join(folder, 'spill'),
        threads: String(threads ?? Math.min(maxDefaultThreads, availableParallelism())),
        // So that nothing asks the network for what is not built in.
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      })
      try {
        const connection = await instance.connect()
        const interrupt = () => connection.interrupt()
        signal?.addEventListener('abort', interrupt, { once: true })
        try {
          await connection.run("SET TimeZone = 'UTC'")
          await connection.run(`SET allowed_directories = [${toSqlText(`${folder}/`)}]`)
          await connection.run(`SET allowed_paths = [${paths.map(toSqlText).join(', ')}]`)
          await connection.run('SET enable_external_access = false')
          await connection.run('SET lock_configuration = true')
          signal?.throwIfAborted()
          return await work({ connection, temporaryFolder: folder })
        } finally {
          signal?.removeEventListener('abort', interrupt)
          connection.closeSync()
        }
      } finally {
        instance.closeSync()
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw isDuckError(error) ? toLibraryException(error, [folder, ...paths]) : error
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** DuckDB throws plain errors whose words begin with their kind; all else is none of its. */
const isDuckError = (error: unknown): error is Error =>
  error instanceof Error && !isAppError(error) && /^[A-Z][A-Za-z ]* Error: /.test(error.message)

function toLibraryException(error: Error, paths: readonly string[]): AppError {
  // Where files lie on this machine is nothing to the author of a query.
  const details = paths.reduce((text, path) => text.replaceAll(path, '…'), error.message)
  return new AppError('LibraryException', { details }, { cause: error })
}
