import {
  AppError,
  type ExperimentDocument,
  type ExperimentGraph,
  experimentAnswer,
  experimentDescription,
  experimentGraph,
  experimentName,
  experimentSummaryAnswer,
  experimentTemplateAnswer,
  listedExperimentAnswer,
} from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import * as z from 'zod'
import { logsOfRun } from '../experiments/execute-run.ts'
import {
  listExperiments as findExperiments,
  putExperiment,
  putGraph,
  readExperiment,
  readVersion,
  removeExperiment,
} from '../experiments/experiment-records.ts'
import { isActive, listRuns, readLastRun } from '../experiments/run-records.ts'
import { sealGraph } from '../modules/secret-parameters.ts'
import { experimentTemplates } from '../samples/experiment-templates.ts'
import { createMachineLearningId } from '../web-services/endpoint-keys.ts'
import { assertMatch } from './entity-tag.ts'
import { etagOf, pageQuery, toExperimentAnswer, toExperimentSummary, toRunAnswer } from './experiment-answers.ts'
import { defineStudioRoute } from './studio-route.ts'

const collection = '/workspaces/{workspaceId}/experiments'
const item = '/workspaces/{workspaceId}/experiments/{experimentId}'
const tag = 'Experiments'
const emptyGraph: ExperimentGraph = { nodes: [], edges: [], webServiceParameters: [] }

export const listExperiments = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the experiments of a workspace with the newest run of each.',
  needs: 'read',
  query: z.strictObject({
    search: z.string().max(260).optional().describe('In name or description'),
    orderBy: z.enum(['updatedAt', 'createdAt', 'name']).default('updatedAt'),
    order: z.enum(['asc', 'desc']).optional().describe('Default: names from A, times from the newest'),
    ...pageQuery,
  }),
  answers: { 200: z.strictObject({ value: z.array(listedExperimentAnswer), count: z.int().describe('Of all pages') }) },
  async handle({ workspaceId, query: { search, orderBy, order, skip, top } }, { store }) {
    const isDescending = (order ?? (orderBy === 'name' ? 'asc' : 'desc')) === 'desc'
    const query = { search, orderBy, isDescending, offset: skip, limit: top }
    const { experiments, count } = await findExperiments(store, workspaceId, query)
    const value = await Promise.all(
      experiments.map(async (stored) => {
        const lastRun = await readLastRun(store, { workspaceId, experimentId: stored.experiment.id })
        return {
          ...toExperimentSummary(stored),
          moduleCount: stored.experiment.graph.nodes.length,
          ...(lastRun === undefined ? {} : { lastRun: toRunAnswer(lastRun) }),
        }
      }),
    )
    return { status: 200, body: { value, count } }
  },
})

export const listExperimentTemplates = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/experiment-templates',
  tag,
  summary: 'Lists experiments to begin with.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(experimentTemplateAnswer) }) },
  async handle({ workspaceId }, { store }) {
    const value = await Promise.all(
      Object.entries(experimentTemplates).map(async ([id, { title, summary, datasets }]) => {
        const found = await Promise.all(datasets.map((name) => findDataset(store, workspaceId, name)))
        return { id, title, summary, datasets, isAvailable: !found.includes(undefined) }
      }),
    )
    return { status: 200, body: { value } }
  },
})

const newExperiment = z
  .strictObject({
    name: experimentName.optional().describe('Default: made of the date'),
    description: experimentDescription.default(''),
    graph: experimentGraph.optional(),
    copyOf: z.strictObject({ experimentId: z.string(), version: z.int().min(1).optional() }).optional(),
    template: z.string().optional().describe('Id of a template'),
  })
  .refine(({ graph, copyOf, template }) => [graph, copyOf, template].filter((one) => one !== undefined).length <= 1, {
    error: 'give only one of graph, copyOf and template',
  })

export const createExperiment = defineStudioRoute({
  method: 'POST',
  path: collection,
  tag,
  summary: 'Makes an experiment: blank, of a graph, as a copy, or from a template.',
  needs: 'write',
  body: newExperiment,
  answers: { 201: experimentAnswer },
  async handle({ workspaceId, actor, body }, { store, clock, randomBytes, modules, secrets }) {
    const now = new Date(clock.now()).toISOString()
    const stored = await store.transact({ actor }, async (transaction) => {
      const source = body.copyOf && { workspaceId, experimentId: body.copyOf.experimentId }
      const original = source && (await readExperiment(transaction, source)).experiment
      const graph = await firstGraph()
      const experiment: ExperimentDocument = {
        id: createMachineLearningId(randomBytes),
        name: body.name ?? (original === undefined ? `Experiment created on ${now.slice(0, 10)}` : copyName(original)),
        description: body.description === '' ? (original?.description ?? '') : body.description,
        createdAt: now,
        updatedAt: now,
        author: actor,
        updatedBy: actor,
        version: 0,
        graph,
      }
      return putGraph(transaction, workspaceId, experiment, graph, { actor, at: now })

      async function firstGraph(): Promise<ExperimentGraph> {
        if (body.graph !== undefined) return sealGraph(body.graph, undefined, { modules, secrets, workspaceId })
        if (body.template !== undefined) return graphOfTemplate(transaction, workspaceId, body.template)
        if (source === undefined || original === undefined) return emptyGraph
        const { version } = body.copyOf ?? {}
        return version === undefined ? original.graph : (await readVersion(transaction, source, version)).graph
      }
    })
    return { status: 201, headers: etagOf(stored), body: toExperimentAnswer(stored, modules) }
  },
})

const copyName = ({ name }: ExperimentDocument): string => `${name.slice(0, 250)} - Copy`

async function graphOfTemplate(reader: Pick<StoreReader, 'find'>, workspaceId: string, id: string) {
  const template = Object.hasOwn(experimentTemplates, id) ? experimentTemplates[id] : undefined
  if (template === undefined) throw new AppError('ExperimentTemplateNotFound', { template: id })
  const datasetIds = await Promise.all(
    template.datasets.map(async (name) => {
      const found = await findDataset(reader, workspaceId, name)
      if (found === undefined) throw new AppError('ExperimentTemplateIncomplete', { dataset: name })
      return found
    }),
  )
  return template.createGraph(datasetIds)
}

/** Id of the newest dataset of this name. */
async function findDataset(reader: Pick<StoreReader, 'find'>, workspaceId: string, name: string) {
  const { documents } = await reader.find({
    from: { collection: `/workspaces/${workspaceId}/datasets` },
    where: { kind: 'compare', field: { kind: 'body', path: ['name'] }, operator: 'eq', value: name },
    orderBy: [{ field: { kind: 'body', path: ['createdAt'] }, isDescending: true }],
    limit: 1,
  })
  return documents[0] && String(documents[0].body.id)
}

export const readExperimentRoute = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads an experiment with its graph and entity tag.',
  needs: 'read',
  answers: { 200: experimentAnswer },
  async handle({ workspaceId, params: { experimentId } }, { store, modules }) {
    const stored = await readExperiment(store, { workspaceId, experimentId })
    return { status: 200, headers: etagOf(stored), body: toExperimentAnswer(stored, modules) }
  },
})

export const changeExperiment = defineStudioRoute({
  method: 'PATCH',
  path: item,
  tag,
  summary: 'Renames or describes an experiment; the graph stays.',
  needs: 'write',
  body: z.strictObject({ name: experimentName.optional(), description: experimentDescription.optional() }),
  answers: { 200: experimentAnswer },
  async handle({ workspaceId, params: { experimentId }, actor, call, body }, { store, clock, modules }) {
    const stored = await store.transact({ actor }, async (transaction) => {
      const { experiment, entityTag } = await readExperiment(transaction, { workspaceId, experimentId })
      assertMatch(call, entityTag, false)
      const changed: ExperimentDocument = {
        ...experiment,
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.description === undefined ? {} : { description: body.description }),
        updatedAt: new Date(clock.now()).toISOString(),
        updatedBy: actor,
      }
      return { experiment: changed, entityTag: (await putExperiment(transaction, workspaceId, changed)).entityTag }
    })
    return { status: 200, headers: etagOf(stored), body: toExperimentAnswer(stored, modules) }
  },
})

export const saveExperimentGraph = defineStudioRoute({
  method: 'PUT',
  path: `${item}/graph`,
  tag,
  summary: 'Saves the graph, which may have faults; If-Match says which state was edited.',
  needs: 'write',
  body: experimentGraph,
  answers: { 200: experimentSummaryAnswer },
  async handle({ workspaceId, params: { experimentId }, actor, call, body }, { store, clock, modules, secrets }) {
    const at = new Date(clock.now()).toISOString()
    const stored = await store.transact({ actor }, async (transaction) => {
      const { experiment, entityTag } = await readExperiment(transaction, { workspaceId, experimentId })
      assertMatch(call, entityTag)
      const graph = sealGraph(body, experiment.graph, { modules, secrets, workspaceId })
      return putGraph(transaction, workspaceId, experiment, graph, { actor, at })
    })
    return { status: 200, headers: etagOf(stored), body: toExperimentSummary(stored) }
  },
})

export const deleteExperiment = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes an experiment with its versions and runs; runs that go on are cancelled.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ workspaceId, params: { experimentId }, actor, call }, { store, artifacts, runs }) {
    const place = { workspaceId, experimentId }
    const { entityTag } = await readExperiment(store, place)
    assertMatch(call, entityTag, false)
    const all = (await listRuns(store, place, { offset: 0, limit: 100_000 })).runs
    for (const run of all.filter(isActive)) {
      // It may be over by itself in this moment.
      await runs.cancel(place, run.id, actor).catch(ignoreOver)
    }
    await store.transact({ actor }, (transaction) => removeExperiment(transaction, place))
    for (const { id } of all) await artifacts.remove(logsOfRun(id))
    return { status: 204 }
  },
})

function ignoreOver(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'RunIsOver') throw error
}
