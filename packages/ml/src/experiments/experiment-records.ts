import {
  AppError,
  type ExperimentDocument,
  type ExperimentGraph,
  type ExperimentVersionDocument,
  experimentDocument,
  experimentVersionDocument,
} from '@sluice/contracts'
import type { DocumentCondition, JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { experimentKey } from '../web-services/document-keys.ts'
import { putDocument } from '../web-services/put-document.ts'
import { toCanonicalJson } from './recipe.ts'
import type { RunPlace } from './run-records.ts'

export interface StoredExperiment {
  readonly experiment: ExperimentDocument
  readonly entityTag: string
}

const experimentsCollection = (workspaceId: string) => `/workspaces/${workspaceId}/experiments`
const versionsCollection = ({ workspaceId, experimentId }: RunPlace) =>
  `${experimentKey(workspaceId, experimentId)}/versions`
/** With zeros before it, so that keys are in the order of the numbers. */
const versionKey = (place: RunPlace, number: number) =>
  `${versionsCollection(place)}/${String(number).padStart(8, '0')}`

/** @throws AppError `ExperimentNotFound` */
export async function readExperiment(reader: Pick<StoreReader, 'get'>, place: RunPlace): Promise<StoredExperiment> {
  const { workspaceId, experimentId } = place
  const isId = /^[0-9a-f]{32}$/.test(experimentId)
  const stored = isId ? await reader.get(experimentKey(workspaceId, experimentId)) : undefined
  if (stored === undefined) throw new AppError('ExperimentNotFound', { experiment: experimentId })
  return { experiment: experimentDocument.parse(stored.body), entityTag: stored.entityTag }
}

export interface ExperimentQuery {
  /** In name or description, in any case. */
  readonly search?: string | undefined
  readonly orderBy: 'name' | 'updatedAt' | 'createdAt'
  readonly isDescending: boolean
  readonly offset: number
  readonly limit: number
}

export async function listExperiments(
  reader: Pick<StoreReader, 'find'>,
  workspaceId: string,
  { search, orderBy, isDescending, offset, limit }: ExperimentQuery,
): Promise<{ readonly experiments: readonly StoredExperiment[]; readonly count: number }> {
  const contains = (member: string, value: string): DocumentCondition => ({
    kind: 'text',
    test: 'contains',
    field: { kind: 'body', path: [member] },
    value,
  })
  const { documents, count } = await reader.find({
    from: { collection: experimentsCollection(workspaceId) },
    ...(search === undefined || search === ''
      ? {}
      : { where: { kind: 'or', terms: [contains('name', search), contains('description', search)] } }),
    orderBy: [{ field: { kind: 'body', path: [orderBy] }, isDescending }],
    offset,
    limit,
  })
  const experiments = documents.map(({ body, entityTag }) => ({
    experiment: experimentDocument.parse(body),
    entityTag,
  }))
  return { experiments, count }
}

export interface Save {
  readonly actor: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Begins a version of its own that is not thinned out. */
  readonly isKept?: boolean
  readonly restoredFrom?: number
}

/** Saves of one author within this time are one version. */
const oneVersionMs = 300_000
/** So many versions are kept that nobody ran, restored or published. */
const draftVersions = 100

/** Puts an experiment with a new graph, and the version that holds it. */
export async function putGraph(
  transaction: Transaction,
  workspaceId: string,
  experiment: ExperimentDocument,
  graph: ExperimentGraph,
  save: Save,
): Promise<StoredExperiment> {
  const place = { workspaceId, experimentId: experiment.id }
  const isFirstChange = experiment.version === 0 && experiment.graph !== graph
  // It was made without a version: what it holds must not be lost with the first save.
  const first = { actor: experiment.author, at: experiment.updatedAt, isKept: true }
  const number = isFirstChange
    ? await putVersion(transaction, place, experiment, experiment.graph, first)
    : experiment.version
  const version = await putVersion(transaction, place, { ...experiment, version: number }, graph, save)
  const changed = { ...experiment, graph, version, updatedAt: save.at, updatedBy: save.actor }
  const { entityTag } = await putExperiment(transaction, workspaceId, changed)
  return { experiment: changed, entityTag }
}

/** Everything but the graph. */
export const putExperiment = (transaction: Transaction, workspaceId: string, experiment: ExperimentDocument) =>
  putDocument(transaction, experimentKey(workspaceId, experiment.id), experiment)

async function putVersion(
  transaction: Transaction,
  place: RunPlace,
  experiment: ExperimentDocument,
  graph: ExperimentGraph,
  { actor, at, isKept = false, restoredFrom }: Save,
): Promise<number> {
  const newest = await findVersion(transaction, place, experiment.version)
  if (newest !== undefined && toCanonicalJson(newest.graph) === toCanonicalJson(graph) && restoredFrom === undefined) {
    return newest.number
  }
  const goesOn =
    newest !== undefined &&
    !newest.isKept &&
    !isKept &&
    newest.author === actor &&
    Date.parse(at) - Date.parse(newest.firstSavedAt) < oneVersionMs
  const number = goesOn ? newest.number : experiment.version + 1
  const version: ExperimentVersionDocument = {
    number,
    firstSavedAt: goesOn ? newest.firstSavedAt : at,
    savedAt: at,
    author: actor,
    isKept,
    ...(restoredFrom === undefined ? {} : { restoredFrom }),
    graph,
  }
  await storeVersion(transaction, place, version)
  const old = goesOn ? undefined : await findVersion(transaction, place, number - draftVersions)
  if (old?.isKept === false) await transaction.remove(versionKey(place, old.number), { isAudited: false })
  return number
}

const storeVersion = (transaction: Transaction, place: RunPlace, version: ExperimentVersionDocument) =>
  transaction.put(
    {
      key: versionKey(place, version.number),
      collection: versionsCollection(place),
      body: version as unknown as JsonObject,
    },
    { isAudited: false },
  )

/** Lets a version stay as it is, because something was made of it. */
export async function keepVersion(transaction: Transaction, place: RunPlace, number: number): Promise<void> {
  const found = await findVersion(transaction, place, number)
  if (found !== undefined && !found.isKept) await storeVersion(transaction, place, { ...found, isKept: true })
}

async function findVersion(
  reader: Pick<StoreReader, 'get'>,
  place: RunPlace,
  number: number,
): Promise<ExperimentVersionDocument | undefined> {
  const stored = Number.isInteger(number) && number > 0 ? await reader.get(versionKey(place, number)) : undefined
  return stored && experimentVersionDocument.parse(stored.body)
}

/** @throws AppError `ExperimentVersionNotFound` */
export async function readVersion(
  reader: Pick<StoreReader, 'get'>,
  place: RunPlace,
  number: number,
): Promise<ExperimentVersionDocument> {
  const found = await findVersion(reader, place, number)
  if (found === undefined) throw new AppError('ExperimentVersionNotFound', { version: String(number) })
  return found
}

/** Newest first. */
export async function listVersions(
  reader: Pick<StoreReader, 'find'>,
  place: RunPlace,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly versions: readonly ExperimentVersionDocument[]; readonly count: number }> {
  const { documents, count } = await reader.find({
    from: { collection: versionsCollection(place) },
    orderBy: [{ field: { kind: 'body', path: ['number'] }, isDescending: true }],
    ...page,
  })
  return { versions: documents.map(({ body }) => experimentVersionDocument.parse(body)), count }
}

/** Removes an experiment with its versions and runs. Kept results stay until they are cleaned up: others may use them. */
export async function removeExperiment(transaction: Transaction, { workspaceId, experimentId }: RunPlace) {
  const key = experimentKey(workspaceId, experimentId)
  await transaction.removeBelow(key, { isAudited: false })
  await transaction.remove(key)
}
