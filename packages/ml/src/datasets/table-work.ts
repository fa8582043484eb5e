import type { ReadOptions } from '@sluice/contracts'
import type { ColumnStatistics, GuessedSchema, TableFile } from '@sluice/platform'

/** A file whose rows are to become a table. */
export interface SourceFile {
  readonly path: string
  /** As its sender called it; its ending helps to recognise the format. */
  readonly fileName: string
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
  readonly file: TableFile
  readonly badRowCount: number
  /** How the file was read. */
  readonly guessed: Pick<GuessedSchema, 'format' | 'hasHeader'>
}

export interface WorkProgress {
  readonly bytesRead: number
  readonly totalBytes: number
  readonly rowsRead: number
}

export interface WorkPassage {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: WorkProgress) => void
}

/** Work on files that takes long and must not hold up the process that serves. */
export interface TableWork {
  /** @throws AppError `FileNotParsed` */
  guess(source: SourceFile, options: ReadOptions, passage: WorkPassage): Promise<GuessedSchema>
  /** @throws AppError `FileNotParsed`, `BadRowsTooMany`, `StorageFull` */
  importFile(task: ImportTask, passage: WorkPassage): Promise<ImportOutcome>
  statistics(tablePath: string, passage: WorkPassage): Promise<ColumnStatistics[]>
  close(): Promise<void>
}
