import type { ColumnRole, ColumnType } from '@sluice/contracts'
import type { RowFields as FieldsOfRow, LooseCell, Table } from '@sluice/dataflow'
import type { TableFile } from '../table-files.ts'

export const importFormats = ['csv', 'tsv', 'arff', 'json-lines', 'parquet', 'plain-text'] as const
export type ImportFormat = (typeof importFormats)[number]

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof textEncodings)[number]

/** A file that is to become a table; what is absent is recognised from its name and its first bytes. */
export interface ImportSource {
  readonly path: string
  /** As its sender called it; default the path's. */
  readonly fileName?: string
  readonly format?: ImportFormat
  /** csv, tsv: whether the first row has the names. */
  readonly hasHeader?: boolean
  /** csv: one ASCII character. */
  readonly delimiter?: string
  /** csv, tsv: one ASCII character; default `"`. */
  readonly quote?: string
  /** Latin-1 is read as Windows-1252, as everywhere on the web. */
  readonly encoding?: TextEncoding
}

/** How a file is read, everything decided. */
export interface RecognisedSource {
  readonly path: string
  readonly format: ImportFormat
  readonly hasHeader: boolean
  readonly delimiter: string
  readonly quote: string
  readonly encoding: TextEncoding
}

/** What is wanted of a column in place of what was guessed. */
export interface ColumnWish {
  readonly name?: string | undefined
  readonly type?: ColumnType | undefined
  readonly isCategorical?: boolean | undefined
  readonly roles?: readonly ColumnRole[] | undefined
}

export interface ImportPassage {
  readonly signal?: AbortSignal | undefined
  /** Bytes of the source that were read, of all; both passes over it count for half. */
  onProgress?(progress: { readonly readBytes: number; readonly totalBytes: number; readonly rowCount: number }): void
}

export interface ImportOptions extends ImportPassage {
  /** One for each column of the file, in its order; what is absent is as guessed. */
  readonly columns?: readonly ColumnWish[] | undefined
  /** Result of an earlier `guess` of the same source, which saves a pass over it. */
  readonly guessed?: GuessedSchema | undefined
  /** Bad rows beyond so many make it fail; default any number may be. */
  readonly maxBadRows?: number | undefined
  /** Where the bad rows are written, one `BadRow` as JSON a line; default beside the table, with `.bad.jsonl`. */
  readonly badRowsPath?: string | undefined
}

export interface GuessedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly isCategorical: boolean
  readonly roles: readonly ColumnRole[]
  /** What all cells are, or which cell decided. */
  readonly reason: string
}

export interface GuessedSchema {
  readonly format: ImportFormat
  readonly hasHeader: boolean
  readonly delimiter: string
  readonly encoding: TextEncoding
  readonly columns: readonly GuessedColumn[]
  /** Rows of the right length; all of them were looked at. */
  readonly rowCount: number
  readonly badRowCount: number
  /** The first rows as texts. */
  readonly sampleRows: readonly (readonly (string | null)[])[]
}

export interface ImportResult {
  readonly file: TableFile
  readonly rowCount: number
  readonly badRowCount: number
  /** There only when rows were bad. */
  readonly badRowsPath: string | undefined
  readonly guessed: GuessedSchema
}

/** A row that was left out, and why. */
export interface BadRow {
  /** Line of the source on which the row begins, from 1; of Parquet its row. */
  readonly line: number
  readonly reason: string
  /** The row as it stands there, cut after 1000 characters. */
  readonly text: string
}

/** Takes the rows of a pass over a source. */
export interface RowHandler {
  /** Fields of a row as bytes, valid only during the call. */
  onFields?(fields: RowFields): void
  onCells?(cells: readonly LooseCell[], line: number, text: () => string): void
  /** Rows that have types already; the first is the row `before` + 1. */
  onTable?(table: Table, before: number): void
  onBad(row: BadRow): void
  /** Between two pieces of the source: waits for what must be written first. */
  afterPiece(): void | Promise<void>
}

/** A row of delimited text: where each field begins and ends in the bytes. */
export type RowFields = FieldsOfRow<Buffer>
