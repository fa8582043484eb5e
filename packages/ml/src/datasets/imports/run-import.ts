import { copyFile, link, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DatasetDocument, DatasetImportRequest, DataTypeId } from '@sluice/contracts'
import type { ArtifactDraft, Artifacts } from '@sluice/platform'
import { sampleFilePath } from '../../samples/sample-datasets.ts'
import { toStorageError } from '../storage-full.ts'
import type { ImportOutcome, SourceFile, TableWork, WorkPassage } from '../table-work.ts'
import type { Uploads } from '../uploads/upload-files.ts'
import type { FetchFile } from './fetch-file.ts'

/** Names of the files of a dataset. */
export const datasetFiles = { table: 'data.parquet', original: 'original', badRows: 'bad-rows.jsonl' } as const

export const datasetArtifact = (datasetId: string): string => `datasets/${datasetId}`

export interface ImportServices {
  readonly artifacts: Artifacts
  readonly uploads: Uploads
  readonly work: TableWork
  readonly fetchFile: FetchFile
}

export interface ImportedContent
  extends Pick<DatasetDocument, 'schema' | 'content' | 'source' | 'original' | 'badRows'> {}

/**
 * Makes the files of a dataset; they stand under their key when this resolves, and nothing of them is left when not.
 * @throws AppError
 */
export async function runImport(
  {
    workspaceId,
    datasetId,
    request,
  }: {
    readonly workspaceId: string
    readonly datasetId: string
    readonly request: DatasetImportRequest
  },
  { artifacts, uploads, work, fetchFile }: ImportServices,
  passage: WorkPassage,
): Promise<ImportedContent> {
  const draft = await artifacts.begin()
  try {
    const originalPath = draft.path(datasetFiles.original)
    const { fileName, ...described } = await bring(workspaceId, request, originalPath, { uploads, fetchFile }, passage)
    const source: SourceFile = { path: originalPath, fileName }
    const outcome = await work.importFile(
      {
        source,
        options: request.options,
        maxBadRows: request.maxBadRows,
        tablePath: draft.path(datasetFiles.table),
        badRowsPath: draft.path(datasetFiles.badRows),
      },
      passage,
    )
    passage.signal.throwIfAborted()
    return await keep(draft, datasetId, { outcome, source, described: described.source }, artifacts)
  } catch (error) {
    await draft.discard()
    throw toStorageError(error, 'this dataset')
  }
}

async function keep(
  draft: ArtifactDraft,
  datasetId: string,
  given: {
    readonly outcome: ImportOutcome
    readonly source: SourceFile
    readonly described: NonNullable<DatasetDocument['source']>
  },
  artifacts: Artifacts,
): Promise<ImportedContent> {
  const { outcome, source, described } = given
  const originalByteCount = (await stat(source.path)).size
  const key = datasetArtifact(datasetId)
  // What an attempt left that was killed before it was recorded.
  await artifacts.remove(key)
  await draft.commit(key)
  return {
    schema: [...outcome.file.schema] as DatasetDocument['schema'],
    content: { kind: 'file', artifact: key, rowCount: outcome.file.rowCount, byteCount: outcome.file.byteCount },
    source: described,
    original: { dataTypeId: toDataTypeId(outcome.guessed), fileName: source.fileName, byteCount: originalByteCount },
    ...(outcome.badRowCount === 0 ? {} : { badRows: { count: outcome.badRowCount, keptCount: outcome.badRowCount } }),
  }
}

/** Puts the file where it stays; without copying it, where the file system can. */
async function bring(
  workspaceId: string,
  { source, name }: DatasetImportRequest,
  path: string,
  { uploads, fetchFile }: Pick<ImportServices, 'uploads' | 'fetchFile'>,
  passage: WorkPassage,
): Promise<{ readonly fileName: string; readonly source: NonNullable<DatasetDocument['source']> }> {
  if (source.kind === 'sample') {
    await copyFile(sampleFilePath(source.file), path)
    return { fileName: source.file, source: { kind: 'sample' } }
  }
  if (source.kind === 'address') {
    await fetchFile(source.address, path, passage)
    const { origin, pathname } = new URL(source.address)
    // A query may be a signature.
    return { fileName: decodedBaseName(pathname) || name, source: { kind: 'address', address: `${origin}${pathname}` } }
  }
  const { path: uploaded, upload } = await uploads.file(workspaceId, source.uploadId)
  await link(uploaded, path).catch(() => copyFile(uploaded, path))
  const fileName = basename(upload.metadata.filename ?? '') || name
  return { fileName, source: { kind: 'upload', fileName } }
}

function decodedBaseName(pathname: string): string {
  try {
    return basename(decodeURIComponent(pathname))
  } catch {
    // Not an encoding: it is shown as it stands.
    return basename(pathname)
  }
}

const toDataTypeId = ({ format, hasHeader }: ImportOutcome['guessed']): DataTypeId => {
  switch (format) {
    case 'csv':
      return hasHeader ? 'GenericCSV' : 'GenericCSVNoHeader'
    case 'tsv':
      return hasHeader ? 'GenericTSV' : 'GenericTSVNoHeader'
    case 'arff':
      return 'ARFF'
    case 'plain-text':
      return 'PlainText'
    case 'json-lines':
      return 'JSONLines'
    case 'parquet':
      return 'Parquet'
  }
}
