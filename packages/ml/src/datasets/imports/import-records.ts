import { AppError, type DatasetImportDocument, datasetImportDocument } from '@sluice/contracts'
import type { JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { collectionOf, datasetImportKey, workspacesCollection } from '../../web-services/document-keys.ts'
import { sameName } from '../dataset-documents.ts'

export interface StoredImport {
  readonly workspaceId: string
  readonly document: DatasetImportDocument
}

export const isFinished = ({ state }: DatasetImportDocument): boolean => state !== 'queued' && state !== 'running'

export async function listImports(reader: StoreReader, workspaceId: string): Promise<DatasetImportDocument[]> {
  const found = await reader.list(collectionOf(datasetImportKey(workspaceId, '')))
  return found.map(({ body }) => datasetImportDocument.parse(body))
}

export async function listAllImports(reader: StoreReader): Promise<StoredImport[]> {
  const workspaces = await reader.list(workspacesCollection)
  const lists = workspaces.map(async ({ body }) => {
    const workspaceId = String(body.id)
    return (await listImports(reader, workspaceId)).map((document) => ({ workspaceId, document }))
  })
  return (await Promise.all(lists)).flat()
}

/** @throws AppError `DatasetImportUnknown` */
export async function findImport(reader: StoreReader, workspaceId: string, id: string): Promise<DatasetImportDocument> {
  const found = await reader.get(datasetImportKey(workspaceId, id))
  if (found === undefined) throw new AppError('DatasetImportUnknown', { id })
  return datasetImportDocument.parse(found.body)
}

export async function putImport(
  transaction: Transaction,
  workspaceId: string,
  document: DatasetImportDocument,
): Promise<void> {
  const key = datasetImportKey(workspaceId, document.id)
  // Bookkeeping: the audit has the dataset that comes of it.
  await transaction.put({ key, collection: collectionOf(key), body: document as JsonObject }, { isAudited: false })
}

/**
 * A name is taken from the moment on at which its import is accepted, so that of many at once just one goes on.
 * @throws AppError `DatasetNameTaken`
 */
export function assertNotBeingMade(unfinished: readonly DatasetImportDocument[], name: string): void {
  const isSame = ({ request }: DatasetImportDocument) =>
    request.newVersionOf === undefined && sameName(request.name, name)
  if (unfinished.some(isSame)) throw new AppError('DatasetNameTaken', { name })
}
