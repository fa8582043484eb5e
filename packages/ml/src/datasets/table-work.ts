import type { ColumnSchema, ReadFormat, ReadOptions, TableSchema } from '@sluice/contracts'

/** A file whose rows are to become a table. */
export interface SourceFile {
  readonly path: string
  /** As its sender called it; its ending helps to recognise the format. */
  readonly fileName: string
}

export interface GuessedColumn extends ColumnSchema {
  /** Why this type, in words. */
  readonly reason: string
}

/** How a file would be read. */
export interface Guess {
  readonly format: ReadFormat
  readonly hasHeader: boolean
  readonly delimiter?: string
  readonly encoding?: string
  readonly columns: readonly GuessedColumn[]
  /** The first rows, as text. */
  readonly sampleRows: readonly (readonly (string | null)[])[]
}

export interface ImportTask {
  readonly source: SourceFile
  readonly options: ReadOptions
  readonly maxBadRows: number
  /** Where the Parquet file goes. */
  readonly tablePath: string
  /** Where the rows that cannot be read go, one JSON object a line; no file where there are none. */
  readonly badRowsPath: string
}

export interface ImportOutcome {
  readonly format: ReadFormat
  readonly hasHeader: boolean
  readonly delimiter?: string
  readonly schema: TableSchema
  readonly rowCount: number
  readonly badRowCount: number
}

export interface WorkProgress {
  readonly bytesRead: number
  readonly rowsRead: number
}

export interface WorkPassage {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: WorkProgress) => void
}

/** Work on files that takes long and must not hold up the process that serves. */
export interface TableWork {
  /** @throws AppError `FileNotParsed` */
  guess(source: SourceFile, options: ReadOptions, passage: WorkPassage): Promise<Guess>
  /** @throws AppError `FileNotParsed`, `BadRowsTooMany`, `StorageFull` */
  importFile(task: ImportTask, passage: WorkPassage): Promise<ImportOutcome>
}
