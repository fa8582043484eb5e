import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetDocument, WriteFormat } from '@sluice/contracts'
import type { Artifacts, Clock, ColumnStatistics, Log, OutgoingHttp, Store, TableFiles } from '@sluice/platform'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { type ColumnComparison, type ColumnPair, compareColumns } from './content/compare-columns.ts'
import { createDatasetContents, type DatasetContents, exportBeside } from './content/dataset-contents.ts'
import { readStatistics } from './content/dataset-statistics.ts'
import { fileEndings } from './content/table-formats.ts'
import { createDatasetImports, type DatasetImports } from './imports/dataset-imports.ts'
import { createFetchFile } from './imports/fetch-file.ts'
import { createInProcessTableWork } from './in-process-table-work.ts'
import { listNamed, sweepSavedFiles } from './sweep-artifacts.ts'
import type { TableWork } from './table-work.ts'
import { openUploads, type Uploads } from './uploads/upload-files.ts'

/** All that belongs to datasets: files on their way, what is made of them, and the work on them. */
export interface Datasets {
  readonly uploads: Uploads
  readonly imports: DatasetImports
  readonly contents: DatasetContents
  readonly tables: TableFiles
  readonly work: TableWork
  /** Of datasets whose documents are gone. */
  removeFiles(datasets: readonly DatasetDocument[]): Promise<void>
  /** A folder whose document is gone; it stays while another document names it or a web service works with it. */
  removeUnnamed(artifact: string): Promise<void>
  /** The rows as a file, which may be made for this and is there until `remove`. */
  tableFile(dataset: DatasetDocument): Promise<{ readonly path: string; remove(): Promise<void> }>
  /** A table file in another format, made once and kept under `path`. */
  exportBeside(table: string, path: string, format: WriteFormat): Promise<string>
  /** Figures of all columns, computed once and kept. */
  statistics(dataset: DatasetDocument, signal: AbortSignal): Promise<ColumnStatistics[]>
  /** The same of any table file. @param keptPath where they are kept */
  statisticsOfFile(table: string, keptPath: string, signal: AbortSignal): Promise<ColumnStatistics[]>
  /** Two columns of a table file side by side. @throws AppError `ColumnNotFound` */
  compareColumns(table: string, pair: ColumnPair, signal: AbortSignal): Promise<ColumnComparison>
  /** Throws away what expired and what a kill left. @param olderThanMs files of datasets without a document; default an hour */
  sweep(olderThanMs?: number): Promise<void>
  close(): Promise<void>
}

export interface DatasetOptions {
  /** Where uploads are kept; on the file system of the artifacts, so that a file goes there without being copied. */
  readonly folder: string
  readonly store: Store
  readonly artifacts: Artifacts
  readonly tables: TableFiles
  /** Default: in this process. */
  readonly work?: TableWork
  readonly outgoing: OutgoingHttp
  readonly clock: Clock
  readonly log: Log
  readonly randomBytes: RandomBytes
  /** Default 10 GB. @see reference: AzureML, 4.1 */
  readonly maxUploadBytes?: number
  /** Folders that web services work with at this moment, which stay when their dataset is deleted; default: none. */
  readonly artifactsInUse?: () => Promise<ReadonlySet<string>>
}

const defaultMaxUploadBytes = 10_000_000_000
const hour = 3_600_000

/** Goes on with the imports that the last process left. */
export async function openDatasets(options: DatasetOptions): Promise<Datasets> {
  const { folder, store, artifacts, tables, outgoing, clock, log, randomBytes } = options
  const { maxUploadBytes = defaultMaxUploadBytes, artifactsInUse = async () => new Set<string>() } = options
  const work = options.work ?? createInProcessTableWork(tables)
  const uploads = await openUploads({ folder: join(folder, 'uploads'), clock, randomBytes, maxBytes: maxUploadBytes })
  const temporary = join(folder, '.temporary')
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true, mode: 0o700 })
  const fetchFile = createFetchFile(outgoing, maxUploadBytes)
  const imports = createDatasetImports({ store, clock, log, randomBytes, artifacts, uploads, work, fetchFile })
  const contents = createDatasetContents(artifacts, tables)
  const temporaryPath = (ending: string) => join(temporary, `${createMachineLearningId(randomBytes)}.${ending}`)
  const tableFile: Datasets['tableFile'] = async (dataset) => {
    const kept = await contents.file(dataset)
    if (kept !== undefined) return { path: kept.path, remove: async () => {} }
    const path = temporaryPath('parquet')
    await tables.write(path, dataset.schema, await contents.table(dataset))
    return { path, remove: () => rm(path, { force: true }) }
  }
  const statisticsOfFile: Datasets['statisticsOfFile'] = (table, keptPath, signal) =>
    readStatistics(keptPath, temporaryPath('json'), () => work.statistics(table, { signal }))
  const removeUnnamed = async (artifact: string) => {
    // What a web service works with is swept when it does so no longer.
    if ((await artifactsInUse()).has(artifact) || (await listNamed(store)).has(artifact)) return
    await artifacts.remove(artifact)
  }
  const sweep = async (olderThanMs = hour) => {
    const needed = await imports.sweep()
    await uploads.sweep(({ id }) => needed.has(id))
    // How old a file is the machine's clock says, which has written its times.
    await sweepSavedFiles({ artifacts, store }, { now: Date.now(), olderThanMs, inUse: artifactsInUse })
  }
  await imports.resume()
  const sweepInBackground = () => {
    sweep().catch((error: unknown) => log.error('Files of datasets could not be swept.', { error }))
  }
  const timer = setInterval(sweepInBackground, hour)
  timer.unref()
  return {
    uploads,
    imports,
    contents,
    tables,
    work,
    sweep,
    async removeFiles(datasets) {
      for (const { content } of datasets) if (content.kind === 'file') await removeUnnamed(content.artifact)
    },
    removeUnnamed,
    tableFile,
    exportBeside: (table, path, format) =>
      exportBeside(table, path, { format, tables, temporaryPath: temporaryPath(fileEndings[format]) }),
    statisticsOfFile,
    async compareColumns(table, pair, signal) {
      const copy = temporaryPath('parquet')
      try {
        return await compareColumns(await tables.open(table), pair, { tables, temporaryPath: copy, signal })
      } finally {
        await rm(copy, { force: true })
      }
    },
    async statistics(dataset, signal) {
      const kept = await contents.folder(dataset)
      const { path, remove } = await tableFile(dataset)
      try {
        return kept === undefined
          ? await work.statistics(path, { signal })
          : await statisticsOfFile(path, kept.path('statistics.json'), signal)
      } finally {
        await remove()
      }
    },
    async close() {
      clearInterval(timer)
      await imports.close()
      await work.close()
    },
  }
}
