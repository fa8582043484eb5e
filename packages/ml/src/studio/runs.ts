import { experimentGraph, runAnswer, runDetailsAnswer, runRequest } from '@sluice/contracts'
import * as z from 'zod'
import { keepVersion, readExperiment } from '../experiments/experiment-records.ts'
import { endId, followRun } from '../experiments/run-events.ts'
import { listRuns as findRuns, isActive, readModules, readRun, readRunGraph } from '../experiments/run-records.ts'
import { hideGraphSecrets } from '../modules/secret-parameters.ts'
import { pageQuery, toModuleAnswer, toRunAnswer } from './experiment-answers.ts'
import { defineStudioRoute, type StudioEvent } from './studio-route.ts'

const collection = '/workspaces/{workspaceId}/experiments/{experimentId}/runs'
const item = '/workspaces/{workspaceId}/experiments/{experimentId}/runs/{runId}'
const tag = 'Runs'

export const startRun = defineStudioRoute({
  method: 'POST',
  path: collection,
  tag,
  summary: 'Runs the experiment as it is saved; the answer means that the run will come to an end.',
  needs: 'write',
  body: runRequest,
  answers: { 202: runAnswer },
  async handle({ workspaceId, params: { experimentId }, actor, body }, { store, runs }) {
    const place = { workspaceId, experimentId }
    const { experiment } = await readExperiment(store, place)
    const { name, version, graph } = experiment
    const run = await runs.start({ ...place, experimentName: name, version, graph, author: actor, request: body })
    await store.transact({ actor }, (transaction) => keepVersion(transaction, place, version))
    const location = `/studio/workspaces/${workspaceId}/experiments/${experimentId}/runs/${run.id}`
    return { status: 202, headers: { Location: location }, body: toRunAnswer(run) }
  },
})

const runList = z.strictObject({ value: z.array(runAnswer), count: z.int().describe('Of all pages') })

export const listRuns = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists the runs of an experiment, newest first.',
  needs: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: runList },
  async handle({ workspaceId, params: { experimentId }, query: { skip, top } }, { store }) {
    const place = { workspaceId, experimentId }
    await readExperiment(store, place)
    const { runs, count } = await findRuns(store, place, { offset: skip, limit: top })
    return { status: 200, body: { value: runs.map(toRunAnswer), count } }
  },
})

export const listRunsOfWorkspace = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/runs',
  tag,
  summary: 'Lists the runs of all experiments, newest first.',
  needs: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: runList },
  async handle({ workspaceId, query: { skip, top } }, { store }) {
    const { runs, count } = await findRuns(store, { workspaceId }, { offset: skip, limit: top })
    return { status: 200, body: { value: runs.map(toRunAnswer), count } }
  },
})

export const readRunRoute = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads a run with the state of every module.',
  needs: 'read',
  answers: { 200: runDetailsAnswer },
  async handle({ workspaceId, params: { experimentId, runId } }, { store }) {
    const place = { workspaceId, experimentId }
    const run = await readRun(store, place, runId)
    const modules = await readModules(store, place, runId)
    return { status: 200, body: { ...toRunAnswer(run), modules: modules.map(toModuleAnswer) } }
  },
})

export const readGraphOfRun = defineStudioRoute({
  method: 'GET',
  path: `${item}/graph`,
  tag,
  summary: 'Reads the graph as it was run.',
  needs: 'read',
  answers: { 200: experimentGraph },
  handle: async ({ workspaceId, params: { experimentId, runId } }, { store, modules }) => ({
    status: 200,
    body: hideGraphSecrets(await readRunGraph(store, { workspaceId, experimentId }, runId), modules),
  }),
})

export const followRunRoute = defineStudioRoute({
  method: 'GET',
  path: `${item}/events`,
  tag,
  summary: 'Tells of a run as it goes on: `snapshot` first, then `module` and `run` for what changes, `end` at last.',
  needs: 'read',
  answers: { 200: { contentType: 'text/event-stream' }, 204: undefined },
  async handle({ workspaceId, params: { experimentId, runId }, call, signal }, { store }) {
    const place = { workspaceId, experimentId }
    const run = await readRun(store, place, runId)
    // No content tells a client that comes back after the end to stay away.
    if (call.header('last-event-id') === endId && !isActive(run)) return { status: 204 }
    return { status: 200, events: toEvents(followRun(store, place, runId, signal)) }
  },
})

async function* toEvents(events: ReturnType<typeof followRun>): AsyncGenerator<StudioEvent> {
  for await (const event of events) {
    const { id } = event
    if (event.event === 'snapshot') {
      const data = { ...toRunAnswer(event.run), modules: event.modules.map(toModuleAnswer) }
      yield { event: 'snapshot', id, data }
    } else if (event.event === 'module') yield { event: 'module', id, data: toModuleAnswer(event.module) }
    else yield { event: event.event, id, data: toRunAnswer(event.run) }
  }
}

export const cancelRun = defineStudioRoute({
  method: 'POST',
  path: `${item}/cancel`,
  tag,
  summary: 'Ends a run within a moment; what was finished stays.',
  needs: 'write',
  answers: { 202: runAnswer },
  handle: async ({ workspaceId, params: { experimentId, runId }, actor }, { runs }) => ({
    status: 202,
    body: toRunAnswer(await runs.cancel({ workspaceId, experimentId }, runId, actor)),
  }),
})

export const deleteRun = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes a run that is over from the history.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ workspaceId, params: { experimentId, runId }, actor }, { runs }) {
    await runs.remove({ workspaceId, experimentId }, runId, actor)
    return { status: 204 }
  },
})
