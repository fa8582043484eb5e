import {
  AppError,
  type TrainedModelDocument,
  type TransformDocument,
  trainedModelDocument,
  transformDocument,
} from '@sluice/contracts'
import type { JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { sameName } from '../datasets/dataset-documents.ts'
import { collectionOf, experimentKey, trainedModelKey, transformKey } from '../web-services/document-keys.ts'

/** What modules make besides tables, kept in the workspace. */
export interface SavedByKind {
  readonly 'trained-model': TrainedModelDocument
  readonly transform: TransformDocument
}
export type SavedKind = keyof SavedByKind
export type SavedDocument = SavedByKind[SavedKind]

const kinds = {
  'trained-model': {
    title: 'trained model',
    unknown: 'TrainedModelUnknown',
    parse: (body: JsonObject): SavedDocument => trainedModelDocument.parse(body),
    key: trainedModelKey,
    folder: 'trained-models',
  },
  transform: {
    title: 'transformation',
    unknown: 'TransformUnknown',
    parse: (body: JsonObject): SavedDocument => transformDocument.parse(body),
    key: transformKey,
    folder: 'transforms',
  },
} as const

export const savedFolders: readonly string[] = Object.values(kinds).map(({ folder }) => folder)

/** Key of the folder with the file. */
export const savedArtifact = (kind: SavedKind, id: string): string => `${kinds[kind].folder}/${id}`

export async function listSaved<Kind extends SavedKind>(
  reader: StoreReader,
  kind: Kind,
  workspaceId: string,
): Promise<SavedByKind[Kind][]> {
  const { key, parse } = kinds[kind]
  const found = await reader.list(collectionOf(key(workspaceId, '')))
  return found.map(({ body }) => parse(body) as SavedByKind[Kind])
}

/** @throws AppError `TrainedModelUnknown`, `TransformUnknown` */
export async function findSaved<Kind extends SavedKind>(
  reader: StoreReader,
  kind: Kind,
  workspaceId: string,
  id: string,
): Promise<SavedByKind[Kind]> {
  const { key, parse, unknown } = kinds[kind]
  const found = await reader.get(key(workspaceId, id))
  if (found === undefined) throw new AppError(unknown, { id })
  return parse(found.body) as SavedByKind[Kind]
}

export async function putSaved(
  transaction: Transaction,
  kind: SavedKind,
  workspaceId: string,
  document: SavedDocument,
): Promise<void> {
  const key = kinds[kind].key(workspaceId, document.id)
  await transaction.put({ key, collection: collectionOf(key), body: document as unknown as JsonObject })
}

/**
 * Name and family of a new one.
 * @param replaces one of which it becomes the next version
 * @throws AppError `SavedNameTaken`, `TrainedModelUnknown`, `TransformUnknown`
 */
export async function placeOfNewSaved(
  reader: StoreReader,
  kind: SavedKind,
  workspaceId: string,
  given: { readonly id: string; readonly name: string; readonly replaces: string | undefined },
): Promise<{ readonly name: string; readonly familyId: string }> {
  const { id, name, replaces } = given
  if (replaces !== undefined) {
    const before = await findSaved(reader, kind, workspaceId, replaces)
    return { name: before.name, familyId: before.familyId }
  }
  const all: readonly SavedDocument[] = await listSaved(reader, kind, workspaceId)
  if (all.some((saved) => sameName(saved.name, name))) {
    throw new AppError('SavedNameTaken', { kind: kinds[kind].title, name })
  }
  return { name, familyId: id }
}

/**
 * Renames all versions, or describes one.
 * @throws AppError `SavedNameTaken`, `TrainedModelUnknown`, `TransformUnknown`
 */
export async function changeSaved(
  transaction: Transaction,
  kind: SavedKind,
  workspaceId: string,
  {
    id,
    ...change
  }: { readonly id: string; readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<SavedDocument> {
  const saved: SavedDocument = await findSaved(transaction, kind, workspaceId, id)
  const all: readonly SavedDocument[] = await listSaved(transaction, kind, workspaceId)
  const name = change.name ?? saved.name
  if (all.some((other) => other.familyId !== saved.familyId && sameName(other.name, name))) {
    throw new AppError('SavedNameTaken', { kind: kinds[kind].title, name })
  }
  const changed = { ...saved, name, description: change.description ?? saved.description }
  for (const version of all) {
    if (version.familyId !== saved.familyId || version.id === id || version.name === name) continue
    await putSaved(transaction, kind, workspaceId, { ...version, name })
  }
  await putSaved(transaction, kind, workspaceId, changed)
  return changed
}

/** @throws AppError `SavedInUse`, `TrainedModelUnknown`, `TransformUnknown` */
export async function deleteSaved(
  transaction: Transaction,
  kind: SavedKind,
  workspaceId: string,
  { id, isForced }: { readonly id: string; readonly isForced: boolean },
): Promise<SavedDocument> {
  const saved: SavedDocument = await findSaved(transaction, kind, workspaceId, id)
  if (!isForced) {
    const experiments = await transaction.list(collectionOf(experimentKey(workspaceId, '')))
    // Ids are random, so that one in the text of an experiment is a parameter that names it.
    const users = experiments.filter(({ body }) => JSON.stringify(body.graph ?? {}).includes(`"${id}"`))
    if (users.length > 0) {
      const names = users.slice(0, 5).map(({ body }) => `'${String(body.name)}'`)
      throw new AppError('SavedInUse', { kind: kinds[kind].title, name: saved.name, users: names.join(', ') })
    }
  }
  await transaction.remove(kinds[kind].key(workspaceId, id))
  return saved
}
