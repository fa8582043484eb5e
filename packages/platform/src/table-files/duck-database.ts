import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '@sluice/contracts'
import { columnParts, schemaKey, toStoredText } from './stored-schema.ts'
import type { TableFilesOptions, TableQuery } from './table-files.ts'

type Question = Pick<TableQuery, 'sql' | 'tables' | 'signal'>

const defaultMemoryLimit = 512_000_000

/** Runs SQL over files, each time in a database of its own that reaches nothing but them. */
export function createDuckDatabase({ temporaryFolder, memoryLimitBytes, threads }: TableFilesOptions) {
  const inDatabase = async <Result>(
    { tables, signal }: Omit<Question, 'sql'>,
    writable: string | undefined,
    work: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> => {
    signal?.throwIfAborted()
    // Loaded when the first query comes: most processes never need it.
    const { DuckDBInstance } = await import('@duckdb/node-api')
    await mkdir(temporaryFolder, { recursive: true, mode: 0o700 })
    const spill = await mkdtemp(join(temporaryFolder, 'query-'))
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${Math.round((memoryLimitBytes ?? defaultMemoryLimit) / 1e6)}MB`,
      temp_directory: spill,
      ...(threads === undefined ? {} : { threads: String(threads) }),
    })
    try {
      const connection = await instance.connect()
      // A connection that is idle at that moment forgets the interruption; so it is repeated until the work has ended.
      let interrupting: NodeJS.Timeout | undefined
      const interrupt = () => {
        connection.interrupt()
        interrupting = setInterval(() => connection.interrupt(), 20)
      }
      signal?.addEventListener('abort', interrupt, { once: true })
      try {
        const folders = [spill, ...(writable === undefined ? [] : [dirname(writable)])]
        const paths = Object.values(tables).map(({ path }) => path)
        await connection.run(`SET allowed_directories = [${folders.map((folder) => toText(`${folder}/`)).join(', ')}]`)
        await connection.run(`SET allowed_paths = [${paths.map(toText).join(', ')}]`)
        await connection.run('SET enable_external_access = false')
        await connection.run('SET lock_configuration = true')
        for (const [name, { path }] of Object.entries(tables)) {
          await connection.run(`CREATE VIEW ${toName(name)} AS SELECT * FROM read_parquet(${toText(path)})`)
        }
        signal?.throwIfAborted()
        return await work(connection)
      } catch (error) {
        signal?.throwIfAborted()
        throw error instanceof AppError
          ? error
          : new AppError(
              'LibraryException',
              { details: (error as Error).message.replaceAll(temporaryFolder, '') },
              { cause: error },
            )
      } finally {
        signal?.removeEventListener('abort', interrupt)
        clearInterval(interrupting)
        connection.closeSync()
      }
    } finally {
      instance.closeSync()
      await rm(spill, { recursive: true, force: true })
    }
  }

  return {
    async query({ sql, tables, into, schema, signal }: TableQuery): Promise<void> {
      const metadata = toText(toStoredText(columnParts(schema)))
      await inDatabase({ tables, ...(signal && { signal }) }, into, (connection) =>
        connection.run(
          `COPY (${sql}) TO ${toText(into)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 65536, KV_METADATA {${toText(schemaKey)}: ${metadata}})`,
        ),
      )
    },
    select: ({ sql, ...question }: Question): Promise<Readonly<Record<string, unknown>>[]> =>
      inDatabase(question, undefined, async (connection) => {
        const reader = await connection.runAndReadAll(sql)
        return reader.getRowObjectsJS() as Readonly<Record<string, unknown>>[]
      }),
  }
}

/** A text in SQL. */
export const toText = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name in SQL. */
export const toName = (name: string): string => `"${name.replaceAll('"', '""')}"`
