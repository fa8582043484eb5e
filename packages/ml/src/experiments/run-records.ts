import {
  AppError,
  type ExperimentGraph,
  type ModuleRun,
  type RunDocument,
  runDocument,
  runGraphDocument,
  runModulesDocument,
} from '@sluice/contracts'
import type { JsonObject, Store, StoreReader, Transaction } from '@sluice/platform'
import { experimentKey } from '../web-services/document-keys.ts'

export interface RunPlace {
  readonly workspaceId: string
  readonly experimentId: string
}

export const runsCollection = ({ workspaceId, experimentId }: RunPlace) =>
  `${experimentKey(workspaceId, experimentId)}/runs`
export const runKey = (place: RunPlace, id: string) => `${runsCollection(place)}/${id}`
const modulesKey = (place: RunPlace, id: string) => `${runKey(place, id)}/modules`
const graphKey = (place: RunPlace, id: string) => `${runKey(place, id)}/graph`
const lastRunsCollection = (workspaceId: string) => `/workspaces/${workspaceId}/lastruns`
/** The newest run of an experiment, apart from the experiment, whose entity tag belongs to those who edit it. */
export const lastRunKey = ({ workspaceId, experimentId }: RunPlace) =>
  `${lastRunsCollection(workspaceId)}/${experimentId}`

/** Indexes: runs that are not over, and all runs of a workspace. */
const activeIndex = 'machine-learning-active-run'
const workspaceIndex = 'machine-learning-run-of'

export const isActive = ({ state }: Pick<RunDocument, 'state'>): boolean => state === 'queued' || state === 'running'

const asJson = (value: object) => value as JsonObject
/** Progress comes several times a second: no rows of the audit. */
const quiet = { isAudited: false } as const

export async function putRun(transaction: Transaction, run: RunDocument, isAudited = false): Promise<void> {
  await transaction.put(
    { key: runKey(run, run.id), collection: runsCollection(run), body: asJson(run) },
    {
      isAudited,
      references: { [workspaceIndex]: run.workspaceId, ...(isActive(run) ? { [activeIndex]: 'active' } : {}) },
    },
  )
  const last = await transaction.get(lastRunKey(run))
  if (last !== undefined && String(last.body.createdAt) > run.createdAt) return
  await transaction.put(
    { key: lastRunKey(run), collection: lastRunsCollection(run.workspaceId), body: asJson(run) },
    quiet,
  )
}

export async function putModules(transaction: Transaction, run: RunDocument, modules: readonly ModuleRun[]) {
  const key = modulesKey(run, run.id)
  await transaction.put({ key, collection: runKey(run, run.id), body: asJson({ modules }) }, quiet)
}

export async function putRunGraph(transaction: Transaction, run: RunDocument, graph: ExperimentGraph): Promise<void> {
  const key = graphKey(run, run.id)
  await transaction.put({ key, collection: runKey(run, run.id), body: asJson({ graph }) }, quiet)
}

/** @throws AppError `RunNotFound` */
export async function readRun(reader: Pick<StoreReader, 'get'>, place: RunPlace, id: string): Promise<RunDocument> {
  const stored = /^[0-9a-f]{32}$/.test(id) ? await reader.get(runKey(place, id)) : undefined
  if (stored === undefined) throw new AppError('RunNotFound', { run: id })
  return runDocument.parse(stored.body)
}

export async function readModules(reader: Pick<StoreReader, 'get'>, place: RunPlace, id: string): Promise<ModuleRun[]> {
  const stored = await reader.get(modulesKey(place, id))
  return stored === undefined ? [] : runModulesDocument.parse(stored.body).modules
}

/** @throws AppError `RunNotFound` */
export async function readRunGraph(
  reader: Pick<StoreReader, 'get'>,
  place: RunPlace,
  id: string,
): Promise<ExperimentGraph> {
  const stored = await reader.get(graphKey(place, id))
  if (stored === undefined) throw new AppError('RunNotFound', { run: id })
  return runGraphDocument.parse(stored.body).graph
}

export async function readLastRun(reader: Pick<StoreReader, 'get'>, place: RunPlace): Promise<RunDocument | undefined> {
  const stored = await reader.get(lastRunKey(place))
  return stored && runDocument.parse(stored.body)
}

export interface RunPage {
  readonly runs: readonly RunDocument[]
  readonly count: number
}

/** Newest first. @param experimentId absent: all of the workspace */
export async function listRuns(
  reader: Pick<StoreReader, 'find'>,
  { workspaceId, experimentId }: { readonly workspaceId: string; readonly experimentId?: string | undefined },
  page: { readonly offset: number; readonly limit: number },
): Promise<RunPage> {
  const { documents, count } = await reader.find({
    from:
      experimentId === undefined
        ? { index: workspaceIndex, value: workspaceId }
        : { collection: runsCollection({ workspaceId, experimentId }) },
    orderBy: [{ field: { kind: 'body', path: ['createdAt'] }, isDescending: true }],
    ...page,
  })
  return { runs: documents.map(({ body }) => runDocument.parse(body)), count }
}

/** Runs of all workspaces that are not over, oldest first. */
export async function listActiveRuns(reader: Pick<Store, 'findByIndex'>): Promise<RunDocument[]> {
  return (await reader.findByIndex(activeIndex, 'active')).map(({ body }) => runDocument.parse(body))
}
