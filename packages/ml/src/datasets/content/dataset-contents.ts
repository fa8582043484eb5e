import { rename, rm, stat } from 'node:fs/promises'
import { AppError, type DatasetDocument, type WriteFormat } from '@sluice/contracts'
import { sliceRows, type Table } from '@sluice/dataflow'
import type { Artifact, Artifacts, TableFile, TableFiles } from '@sluice/platform'
import { toDatasetTable } from '../../web-services/dataset-table.ts'
import { datasetFiles } from '../imports/run-import.ts'

type Tables = Pick<TableFiles, 'open' | 'read'>

/** The rows of datasets, wherever they are kept. */
export interface DatasetContents {
  /** @throws AppError `DataInvalid` from here on when the files are gone or damaged */
  table(dataset: DatasetDocument): Promise<Table>
  rows(dataset: DatasetDocument, start: number, end: number): Promise<Table>
  /** Undefined where the rows stand in the document. */
  file(dataset: DatasetDocument): Promise<TableFile | undefined>
  /** The folder of its files; undefined where there is none. */
  folder(dataset: DatasetDocument): Promise<Artifact | undefined>
}

export const rowCountOf = ({ content }: DatasetDocument): number =>
  content.kind === 'inline' ? content.rows.length : content.rowCount

export function createDatasetContents(artifacts: Pick<Artifacts, 'find'>, tables: Tables): DatasetContents {
  const folder = async ({ content, name }: DatasetDocument): Promise<Artifact | undefined> => {
    if (content.kind === 'inline') return undefined
    const found = await artifacts.find(content.artifact)
    if (found === undefined) throw new AppError('DataInvalid', { dataset: name, reason: 'Its file is gone.' })
    return found
  }
  const file = async (dataset: DatasetDocument) => {
    const found = await folder(dataset)
    return found === undefined ? undefined : tables.open(found.path(datasetFiles.table))
  }
  const inline = (dataset: DatasetDocument): Table =>
    toDatasetTable(dataset, dataset.content.kind === 'inline' ? dataset.content.rows : [])
  return {
    folder,
    file,
    async table(dataset) {
      const found = await file(dataset)
      return found === undefined ? inline(dataset) : tables.read(found)
    },
    async rows(dataset, start, end) {
      const found = await file(dataset)
      const last = Math.min(end, rowCountOf(dataset))
      const first = Math.min(start, last)
      return found === undefined
        ? sliceRows(inline(dataset), first, last)
        : tables.read(found, { start: first, end: last })
    },
  }
}

/**
 * A table as a file of another format, made once and kept.
 * @param path on the same file system as `temporaryPath`
 */
export async function exportBeside(
  table: string,
  path: string,
  {
    format,
    tables,
    temporaryPath,
  }: { readonly format: WriteFormat; readonly tables: TableFiles; readonly temporaryPath: string },
): Promise<string> {
  if ((await stat(path).catch(() => undefined)) !== undefined) return path
  try {
    await tables.exportFile(await tables.open(table), format, temporaryPath)
    await rename(temporaryPath, path)
  } finally {
    await rm(temporaryPath, { force: true })
  }
  return path
}
