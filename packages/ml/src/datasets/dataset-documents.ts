import { AppError, type DatasetDocument, datasetDocument } from '@sluice/contracts'
import type { JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { collectionOf, datasetKey, experimentKey, workspaceKey } from '../web-services/document-keys.ts'

/** All versions of all datasets of a workspace, in order of creation. */
export async function listDatasets(reader: StoreReader, workspaceId: string): Promise<DatasetDocument[]> {
  const documents = await reader.list(`${workspaceKey(workspaceId)}/datasets`)
  return documents.map(({ body }) => datasetDocument.parse(body))
}

/** @throws AppError `DatasetUnknown` */
export async function findDataset(reader: StoreReader, workspaceId: string, id: string): Promise<DatasetDocument> {
  const found = await reader.get(datasetKey(workspaceId, id))
  if (found === undefined) throw new AppError('DatasetUnknown', { id })
  return datasetDocument.parse(found.body)
}

export const familyOf = ({ familyId, id }: Pick<DatasetDocument, 'familyId' | 'id'>): string => familyId ?? id

/** Names are compared as people read them: without case, and however an accent is written. */
export const sameName = (a: string, b: string): boolean => foldName(a) === foldName(b)
const foldName = (name: string) => name.normalize('NFC').toLowerCase()

/** The newest version of each dataset, in the order in which the datasets were first made. */
export function latestVersions(datasets: readonly DatasetDocument[]): DatasetDocument[] {
  const latest = new Map<string, DatasetDocument>()
  for (const dataset of datasets) {
    const known = latest.get(familyOf(dataset))
    if (known === undefined || dataset.version > known.version) latest.set(familyOf(dataset), dataset)
  }
  return [...latest.values()]
}

/** What a new dataset or version is called and counted as. */
export interface VersionPlace {
  readonly name: string
  readonly familyId: string
  readonly version: number
}

/**
 * @param newVersionOf any version of the dataset that gets a new one; undefined = a dataset of its own
 * @throws AppError `DatasetUnknown`, `DatasetNameTaken`
 */
export function placeOfNew(
  datasets: readonly DatasetDocument[],
  {
    id,
    name,
    newVersionOf,
  }: { readonly id: string; readonly name: string; readonly newVersionOf?: string | undefined },
): VersionPlace {
  if (newVersionOf === undefined) {
    if (datasets.some((dataset) => sameName(dataset.name, name))) throw new AppError('DatasetNameTaken', { name })
    return { name, familyId: id, version: 1 }
  }
  const before = datasets.find((dataset) => dataset.id === newVersionOf || familyOf(dataset) === newVersionOf)
  if (before === undefined) throw new AppError('DatasetUnknown', { id: newVersionOf })
  const familyId = familyOf(before)
  const versions = datasets.filter((dataset) => familyOf(dataset) === familyId)
  return { name: before.name, familyId, version: Math.max(...versions.map(({ version }) => version)) + 1 }
}

export async function putDataset(
  transaction: Transaction,
  workspaceId: string,
  dataset: DatasetDocument,
): Promise<void> {
  const key = datasetKey(workspaceId, dataset.id)
  await transaction.put({ key, collection: collectionOf(key), body: dataset as JsonObject })
}

/**
 * Renames all versions of a dataset, or describes one.
 * @throws AppError `DatasetUnknown`, `DatasetNameTaken`
 */
export async function changeDataset(
  transaction: Transaction,
  workspaceId: string,
  id: string,
  change: { readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<DatasetDocument> {
  const datasets = await listDatasets(transaction, workspaceId)
  const dataset = datasets.find((candidate) => candidate.id === id)
  if (dataset === undefined) throw new AppError('DatasetUnknown', { id })
  const name = change.name ?? dataset.name
  const isOther = (candidate: DatasetDocument) => familyOf(candidate) !== familyOf(dataset)
  if (datasets.some((candidate) => isOther(candidate) && sameName(candidate.name, name))) {
    throw new AppError('DatasetNameTaken', { name })
  }
  const changed = { ...dataset, name, description: change.description ?? dataset.description }
  for (const version of datasets) {
    if (isOther(version)) continue
    if (version.id === id) await putDataset(transaction, workspaceId, changed)
    else if (version.name !== name) await putDataset(transaction, workspaceId, { ...version, name })
  }
  return changed
}

export interface Deletion {
  /** Any version. */
  readonly id: string
  /** All versions, not only this one. */
  readonly ofFamily: boolean
  /** Also where experiments use it. */
  readonly isForced: boolean
}

/**
 * Web services do not count as users: they keep what they were published with.
 * @returns what was deleted; its files are still there
 * @throws AppError `DatasetUnknown`, `DatasetInUse`
 */
export async function deleteDatasets(
  transaction: Transaction,
  workspaceId: string,
  { id, ofFamily, isForced }: Deletion,
): Promise<DatasetDocument[]> {
  const datasets = await listDatasets(transaction, workspaceId)
  const found = datasets.find((dataset) => dataset.id === id) ?? datasets.find((dataset) => familyOf(dataset) === id)
  if (found === undefined) throw new AppError('DatasetUnknown', { id })
  const deleted = datasets.filter((dataset) =>
    ofFamily ? familyOf(dataset) === familyOf(found) : dataset.id === found.id,
  )
  if (!isForced) await assertUnused(transaction, workspaceId, deleted)
  for (const dataset of deleted) await transaction.remove(datasetKey(workspaceId, dataset.id))
  return deleted
}

async function assertUnused(reader: StoreReader, workspaceId: string, datasets: readonly DatasetDocument[]) {
  const ids = new Set(datasets.map(({ id }) => id))
  const experiments = await reader.list(collectionOf(experimentKey(workspaceId, '')))
  const users = experiments.filter(({ body }) => namesAny(body, ids)).map(({ body }) => `'${String(body.name)}'`)
  if (users.length === 0) return
  const shown = users.length > 5 ? [...users.slice(0, 5), `${users.length - 5} more`] : users
  throw new AppError('DatasetInUse', { name: datasets[0]?.name ?? '', users: `the experiments ${shown.join(', ')}` })
}

/** Whether a node of the experiment's graph has one of the ids among its parameters. */
function namesAny(experiment: JsonObject, ids: ReadonlySet<string>): boolean {
  const { nodes } = (experiment.graph ?? {}) as { readonly nodes?: readonly { readonly parameters?: JsonObject }[] }
  return (nodes ?? []).some(({ parameters }) => ids.has(String(parameters?.datasetId)))
}
