import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
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

/** Databases for pieces of work, as they come. */
export interface DuckDatabases {
  /** Gives the work a database in memory of its own that reaches nothing but the files it names. */
  readonly inDatabase: InDatabase
  /** Ends what still runs; there are no databases any more. */
  close(): Promise<void>
}

export function createDuckDatabases(options: TableFilesOptions): DuckDatabases {
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()
  const swept = once(() => sweepFolders(options.temporaryFolder))
  const open = databaseOpener(options)
  return {
    async inDatabase({ paths, signal }, work) {
      closing.signal.throwIfAborted()
      await swept()
      const either = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
      const result = open({ paths, signal: either }, work)
      running.add(result)
      try {
        return await result
      } finally {
        running.delete(result)
      }
    },
    async close() {
      closing.abort(new Error('The table files were closed.'))
      await Promise.allSettled(running)
    },
  }
}

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** Takes away what processes left here that were killed. */
async function sweepFolders(temporaryFolder: string): Promise<void> {
  await mkdir(temporaryFolder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(temporaryFolder)) {
    const owner = /^query-(\d+)-/.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    await rm(join(temporaryFolder, name), { recursive: true, force: true })
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // One that belongs to somebody else is alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function databaseOpener({ temporaryFolder, memoryLimitBytes, threads }: TableFilesOptions): InDatabase {
  return async ({ paths, signal }, work) => {
    signal?.throwIfAborted()
    // Loaded when the first query comes: most processes never need it.
    const { DuckDBInstance } = await import('@duckdb/node-api')
    await mkdir(temporaryFolder, { recursive: true, mode: 0o700 })
    const folder = await mkdtemp(join(temporaryFolder, `query-${process.pid}-`))
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
        let interrupting: NodeJS.Timeout | undefined
        const interrupt = () => {
          connection.interrupt()
          // An interruption between two statements is lost, and so is one while a statement is being prepared.
          interrupting = setInterval(() => connection.interrupt(), 50)
        }
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
          clearInterval(interrupting)
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
