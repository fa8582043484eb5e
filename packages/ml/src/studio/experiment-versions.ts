import { experimentAnswer, experimentGraph, experimentVersionAnswer, graphChangesAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { compareGraphs } from '../experiments/compare-graphs.ts'
import { keepVersion, listVersions, putGraph, readExperiment, readVersion } from '../experiments/experiment-records.ts'
import { hideGraphSecrets } from '../modules/secret-parameters.ts'
import { assertMatch } from './entity-tag.ts'
import { etagOf, pageQuery, toExperimentAnswer, toVersionSummary } from './experiment-answers.ts'
import { defineStudioRoute } from './studio-route.ts'

const collection = '/workspaces/{workspaceId}/experiments/{experimentId}/versions'
const tag = 'Experiments'

export const listExperimentVersions = defineStudioRoute({
  method: 'GET',
  path: collection,
  tag,
  summary: 'Lists what was saved of an experiment, newest first.',
  needs: 'read',
  query: z.strictObject(pageQuery),
  answers: { 200: z.strictObject({ value: z.array(experimentVersionAnswer), count: z.int() }) },
  async handle({ workspaceId, params: { experimentId }, query: { skip, top } }, { store }) {
    const place = { workspaceId, experimentId }
    await readExperiment(store, place)
    const { versions, count } = await listVersions(store, place, { offset: skip, limit: top })
    return { status: 200, body: { value: versions.map(toVersionSummary), count } }
  },
})

export const readExperimentVersion = defineStudioRoute({
  method: 'GET',
  path: `${collection}/{version}`,
  tag,
  summary: 'Reads a version with its graph.',
  needs: 'read',
  answers: { 200: experimentVersionAnswer.extend({ graph: experimentGraph }) },
  async handle({ workspaceId, params: { experimentId, version } }, { store, modules }) {
    const found = await readVersion(store, { workspaceId, experimentId }, Number(version))
    return { status: 200, body: { ...toVersionSummary(found), graph: hideGraphSecrets(found.graph, modules) } }
  },
})

export const restoreExperimentVersion = defineStudioRoute({
  method: 'POST',
  path: `${collection}/{version}/restore`,
  tag,
  summary: 'Makes the graph of a version the current one; what was current stays as a version.',
  needs: 'write',
  answers: { 200: experimentAnswer },
  async handle({ workspaceId, params: { experimentId, version }, actor, call }, { store, clock, modules }) {
    const place = { workspaceId, experimentId }
    const at = new Date(clock.now()).toISOString()
    const stored = await store.transact({ actor }, async (transaction) => {
      const { experiment, entityTag } = await readExperiment(transaction, place)
      assertMatch(call, entityTag)
      const { number, graph } = await readVersion(transaction, place, Number(version))
      await keepVersion(transaction, place, experiment.version)
      return putGraph(transaction, workspaceId, experiment, graph, { actor, at, isKept: true, restoredFrom: number })
    })
    return { status: 200, headers: etagOf(stored), body: toExperimentAnswer(stored, modules) }
  },
})

export const compareExperimentVersions = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/experiments/{experimentId}/compare',
  tag,
  summary: 'Says what changed from one version to another, or to the current graph.',
  needs: 'read',
  query: z.strictObject({
    from: z.coerce.number().int().min(1),
    to: z.coerce.number().int().min(1).optional().describe('Default: the current graph'),
  }),
  answers: { 200: graphChangesAnswer },
  async handle({ workspaceId, params: { experimentId }, query: { from, to } }, { store, modules }) {
    const place = { workspaceId, experimentId }
    const { experiment } = await readExperiment(store, place)
    const before = await readVersion(store, place, from)
    const after = to === undefined ? experiment.graph : (await readVersion(store, place, to)).graph
    return { status: 200, body: compareGraphs(before.graph, after, modules) }
  },
})
