import { AppError, type ExperimentDocument, experimentDocument, type Fault } from '@sluice/contracts'
import * as z from 'zod'
import { loadExperiment } from '../conversions/convert-experiment.ts'
import { putGraph, removeExperiment } from '../experiments/experiment-records.ts'
import { hideGraphSecrets, sealGraph } from '../modules/secret-parameters.ts'
import type { StudioServices } from '../studio/studio-services.ts'
import { createMachineLearningId } from '../web-services/endpoint-keys.ts'
import { readClassicBody } from './classic-body.ts'
import { type ClassicRequest, type ClassicServices, type ClassicStatus, defineClassicRoute } from './classic-route.ts'
import { classicGraph, classicWebService } from './graph/classic-graph.ts'
import { exportGraph } from './graph/export-graph.ts'
import { importGraph, type MissingPart, type SavedThingFinder } from './graph/import-graph.ts'

/** `workspace.f-id.experiment`, as clients have seen it. */
export const toClassicId = (workspaceId: string, experimentId: string) => `${workspaceId}.f-id.${experimentId}`

/** Our id in one of theirs, which may be ours alone. @throws AppError `ExperimentNotFound` */
export function readExperimentId(given: string): string {
  const id = /(?:^|\.)([0-9a-f]{32})$/i.exec(given)?.[1]
  if (id === undefined) throw new AppError('ExperimentNotFound', { experiment: given })
  return id.toLowerCase()
}

/** As .NET writes a moment in JSON. */
export const toClassicTime = (iso: string | undefined): string | null => {
  const time = iso === undefined ? Number.NaN : Date.parse(iso)
  return Number.isNaN(time) ? null : `/Date(${time})/`
}

const inDraft = (experiment: ExperimentDocument): ClassicStatus => ({
  StatusCode: 'InDraft',
  StatusDetail: '',
  CreationTime: toClassicTime(experiment.createdAt) ?? '/Date(0)/',
  StartTime: null,
  EndTime: null,
})

async function toSummary(experiment: ExperimentDocument, workspaceId: string, { classicRuns }: ClassicServices) {
  const id = toClassicId(workspaceId, experiment.id)
  return {
    ExperimentId: id,
    RunId: id,
    ParentExperimentId: id,
    OriginalExperimentDocumentationLink: null,
    Summary: experiment.description,
    Description: experiment.name,
    Creator: '',
    Category: 'user',
    IsLeaf: true,
    IsArchived: false,
    DisableNodesUpdate: null,
    Etag: experiment.updatedAt,
    Tags: [],
    Status: (await classicRuns?.status(workspaceId, experiment.id)) ?? inDraft(experiment),
  }
}

export const listClassicExperiments = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/experiments',
  async handle({ workspaceId }, services) {
    const stored = await services.store.list(`/workspaces/${workspaceId}/experiments`)
    const experiments = stored.map(({ body }) => experimentDocument.parse(body))
    return { status: 200, body: await Promise.all(experiments.map((one) => toSummary(one, workspaceId, services))) }
  },
})

export const readClassicExperiment = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}',
  async handle({ workspaceId, params }, services) {
    const experiment = await loadExperiment(services.store, workspaceId, readExperimentId(params.experimentId))
    const exported = exportGraph(hideGraphSecrets(experiment.graph, services.modules), services.modules, workspaceId)
    return {
      status: 200,
      body: { ...(await toSummary(experiment, workspaceId, services)), ...exported, NodeStatuses: [] },
    }
  },
})

const submission = z.object({
  Description: z.string().nullish(),
  Summary: z.string().nullish(),
  IsDraft: z.boolean().nullish(),
  ExperimentGraph: classicGraph,
  WebService: classicWebService.nullish(),
})

/** Finds what the workspace has by an id of the studio, or of another workspace's export. */
export function createSavedThingFinder(
  workspaceId: string,
  { directory }: Pick<StudioServices, 'directory'>,
): SavedThingFinder {
  const holdings = directory.holdings(workspaceId)
  const parts = (id: string) =>
    id
      .toLowerCase()
      .replaceAll('-', '')
      .match(/[0-9a-f]{32}/g) ?? []
  const first = (id: string, has: (part: string) => boolean) => parts(id).findLast(has)
  return {
    dataset: (id) => first(id, (part) => holdings.dataset(part) !== undefined),
    trainedModel: (id) => first(id, (part) => holdings.trainedModel(part) !== undefined),
    transform: (id) => first(id, (part) => holdings.transform(part) !== undefined),
  }
}

async function save(
  request: Pick<ClassicRequest<string>, 'call' | 'workspaceId' | 'actor'>,
  before: ExperimentDocument | undefined,
  services: ClassicServices,
): Promise<{ readonly experiment: ExperimentDocument; readonly missing: readonly MissingPart[] }> {
  const { workspaceId, actor } = request
  const body = await readClassicBody(request, submission)
  await services.directory.catchUp()
  const given = { graph: body.ExperimentGraph, webService: body.WebService }
  const imported = importGraph(given, services.modules, createSavedThingFinder(workspaceId, services))
  const { missing } = imported
  const graph = sealGraph(imported.graph, before?.graph, { ...services, workspaceId })
  // A save must not lose what cannot be read; an import, which makes a new experiment, takes what it can.
  if (before !== undefined && missing.length > 0)
    throw new AppError('ClassicGraphNotUnderstood', {}, { faults: missing.map(toFault) })
  const now = new Date(services.clock.now()).toISOString()
  const experiment = experimentDocument.parse({
    ...(before ?? { id: createMachineLearningId(services.randomBytes), createdAt: now, author: actor }),
    name: (body.Description?.trim() || before?.name || 'Untitled').slice(0, 260),
    description: (body.Summary ?? before?.description ?? '').slice(0, 4000),
    updatedAt: now,
    updatedBy: actor,
    graph: before?.graph ?? graph,
  })
  await services.store.transact({ actor }, (transaction) =>
    putGraph(transaction, workspaceId, experiment, graph, { actor, at: now }),
  )
  if (body.IsDraft === false) {
    if (services.classicRuns === undefined) throw new AppError('ExperimentsNotRun', {})
    await services.classicRuns.run(workspaceId, experiment.id, actor)
  }
  return { experiment, missing }
}

export const toFault = ({ kind, node, id, title, reason }: MissingPart): Fault => ({
  code: 'Missing',
  target: node,
  message: `${kind} ${id}${title === '' ? '' : ` (${title})`}: ${reason}`,
})

export const createClassicExperiment = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/experiments',
  async handle(request, services) {
    const { experiment, missing } = await save(request, undefined, services)
    const ExperimentId = toClassicId(request.workspaceId, experiment.id)
    return { status: 200, body: { ExperimentId, Etag: experiment.updatedAt, Missing: missing } }
  },
})

export const saveClassicExperiment = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}',
  async handle(request, services) {
    const { workspaceId, params } = request
    const before = await loadExperiment(services.store, workspaceId, readExperimentId(params.experimentId))
    const { experiment } = await save(request, before, services)
    return { status: 200, body: { ExperimentId: toClassicId(workspaceId, experiment.id), Etag: experiment.updatedAt } }
  },
})

export const deleteClassicExperiment = defineClassicRoute({
  method: 'DELETE',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}',
  async handle({ workspaceId, actor, params }, { store }) {
    const id = readExperimentId(params.experimentId)
    await loadExperiment(store, workspaceId, id)
    await store.transact({ actor }, (transaction) => removeExperiment(transaction, { workspaceId, experimentId: id }))
    return { status: 204 }
  },
})

export const readClassicOutput = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}/outputdata/{nodeId}/{port}',
  async handle({ workspaceId, params }, services) {
    const { id } = await loadExperiment(services.store, workspaceId, readExperimentId(params.experimentId))
    if (services.classicRuns === undefined) throw new AppError('ExperimentsNotRun', {})
    const body = await services.classicRuns.outputCsv(workspaceId, id, params.nodeId, params.port)
    return { status: 200, contentType: 'text/csv; charset=utf-8', body }
  },
})
