import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { TableFile } from '../table-files/table-files.ts'

export interface SqlScriptOptions {
  readonly signal?: AbortSignal
}

export interface SqlFileOptions extends SqlScriptOptions {
  /** Where the result goes, a path that is not taken. */
  readonly into: string
  /** A path that is not taken, for what does not fit into memory. */
  readonly temporaryPath: string
}

/** A column of a result, as far as it is known without a run. */
export interface DescribedColumn {
  readonly name: string
  /** The table's column that it is; undefined where only its values tell its type. */
  readonly source: ColumnSchema | undefined
}

/**
 * Scripts in SQLite's dialect over tables, by their names in the script. They reach nothing but these tables, and what
 * they change is gone with them. The result is that of the last statement that gives rows.
 *
 * Times are texts to a script (`2014-09-21 11:10:00.000`), time spans too, Booleans are 0 and 1, missing cells NULL. A
 * column of the result that is one of a table's keeps its type; else the values tell: Int32, Int64, Double or String.
 */
export interface SqlScripts {
  /** @throws AppError `SqlScriptFailed` with SQLite's words; the signal's reason when it is aborted */
  run(script: string, tables: Readonly<Record<string, Table>>, options?: SqlScriptOptions): Promise<Table>
  /** The same in constant memory. */
  runOnFiles(script: string, tables: Readonly<Record<string, TableFile>>, options: SqlFileOptions): Promise<TableFile>
  /**
   * The columns that a script gives, at once and without a run.
   * @returns undefined for a script that is too entangled to be looked at in passing
   * @throws AppError `SqlScriptFailed` with SQLite's words and the line; `TooManyColumns`
   */
  describe(script: string, tables: Readonly<Record<string, TableSchema>>): readonly DescribedColumn[] | undefined
  close(): Promise<void>
}
