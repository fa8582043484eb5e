import type { TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { ExportFormat, ExportOptions } from './export/export-table-file.ts'
import type { GuessedSchema, ImportOptions, ImportPassage, ImportResult, ImportSource } from './import/import-types.ts'
import type { ColumnStatistics, StatisticsOptions } from './statistics/column-statistics.ts'

/** A table on disk, of any size: Parquet with our schema in it. */
export interface TableFile {
  readonly path: string
  readonly schema: TableSchema
  readonly rowCount: number
  readonly byteCount: number
}

export interface ReadRange {
  /** Places of the columns wanted, in the wanted order; default all. */
  readonly columns?: readonly number[]
  /** Rows from here… */
  readonly start?: number
  /** …up to, not including, here. */
  readonly end?: number
}

export interface TableQuery {
  /** One SELECT in DuckDB's dialect; nothing else is reachable from it than the tables. */
  readonly sql: string
  readonly tables: Readonly<Record<string, TableFile>>
  /** Where the result goes, a path that is not taken. */
  readonly into: string
  /**
   * Of the result, in the order of its columns: cells are cast to these types. Or what makes it of the result's own,
   * which it is by default. Sparse columns that pass through count as the columns they stand for.
   */
  readonly schema?: TableSchema | ((described: TableSchema) => TableSchema)
  /** What SQL sees of times: timestamps and intervals (default), or the stored numbers, which lose nothing. */
  readonly times?: 'timestamps' | 'milliseconds'
  /**
   * `packed` (default): sparse columns that lie together are one column of bytes, which can only pass through;
   * `sqlColumns` tells its name. `columns`: each by itself.
   */
  readonly sparse?: 'packed' | 'columns'
  readonly signal?: AbortSignal
}

/** Tables as files, read and written in pieces, so that they may be larger than memory. */
export interface TableFiles {
  /** Writes a new file and has it on disk. Where it fails nothing is left. */
  write(
    path: string,
    schema: TableSchema,
    tables: Table | Iterable<Table> | AsyncIterable<Table>,
    signal?: AbortSignal,
  ): Promise<TableFile>
  /** @throws AppError `DataInvalid` when it is none of ours, or damaged */
  open(path: string): Promise<TableFile>
  read(file: TableFile, range?: ReadRange): Promise<Table>
  /** Piece by piece, in order, at most `rowsPerChunk` (default 65 536) rows each. */
  chunks(
    file: TableFile,
    options?: { readonly columns?: readonly number[]; readonly rowsPerChunk?: number },
  ): AsyncIterable<Table>
  /**
   * Rows by SQL, spilled to disk where memory does not hold them. It reaches nothing but its tables.
   * @throws AppError `LibraryException` with DuckDB's words
   */
  query(query: TableQuery): Promise<TableFile>
  /** Rows of a small result, cells as JSON would have them (numbers, texts, booleans, null; large integers as bigint). */
  select(query: Omit<TableQuery, 'into' | 'schema'>): Promise<Readonly<Record<string, unknown>>[]>
  /** What the columns of a file are called in SQL, in order, and the places of the columns that each stands for. */
  sqlColumns(file: TableFile): Promise<readonly { readonly name: string; readonly columns: readonly number[] }[]>
  /** Finds out what a file of another format holds, from all of its rows. @throws AppError `FileNotParsed` */
  guess(source: ImportSource, passage?: ImportPassage): Promise<GuessedSchema>
  /**
   * Makes a table file of a file of another format. Rows that cannot be read are left out and written beside.
   * @throws AppError `FileNotParsed`, `BadRowsTooMany`
   */
  importFile(source: ImportSource, into: string, options?: ImportOptions): Promise<ImportResult>
  /** Exact figures of each column, also of tables larger than memory. */
  statistics(file: TableFile, options?: StatisticsOptions): Promise<ColumnStatistics[]>
  /** Writes a table in another format, for download, as a new file. */
  exportFile(file: TableFile, format: ExportFormat, into: string, signal?: AbortSignal): Promise<void>
  /** The same as it is made, piece by piece. Parquet cannot be sent so: its end has to be known. */
  exportBytes(
    file: TableFile,
    format: Exclude<ExportFormat, 'parquet'>,
    options?: ExportOptions,
  ): AsyncIterable<Uint8Array>
  /** Ends queries that still run, and refuses further ones. */
  close(): Promise<void>
}

export interface TableFilesOptions {
  /** Folder for what does not fit into memory. */
  readonly temporaryFolder: string
  /** Of a query; default 512 MB. */
  readonly memoryLimitBytes?: number
  /** Cores that a query may use; default all. */
  readonly threads?: number
}
