import {
  experimentCheckAnswer,
  experimentGraph,
  experimentPlanAnswer,
  type ModuleRecipe,
  runRequest,
} from '@sluice/contracts'
import * as z from 'zod'
import { readEarlierResults } from '../experiments/earlier-results.ts'
import { examineExperiment } from '../experiments/examine-experiment.ts'
import { readExperiment } from '../experiments/experiment-records.ts'
import { defaultSeed } from '../experiments/plan-run.ts'
import { toCanonicalJson } from '../experiments/recipe.ts'
import { loadSavedThings } from '../experiments/saved-things.ts'
import { openGraph, sealGraph } from '../modules/secret-parameters.ts'
import { defineStudioRoute } from './studio-route.ts'

const item = '/workspaces/{workspaceId}/experiments/{experimentId}'
const tag = 'Experiments'

export const checkExperiment = defineStudioRoute({
  method: 'POST',
  path: `${item}/check`,
  tag,
  summary: 'Finds every fault, and what is known at every port without a run and from earlier runs.',
  needs: 'read',
  body: z.strictObject({ graph: experimentGraph.optional().describe('Default: as it is saved') }),
  answers: { 200: experimentCheckAnswer },
  async handle({ workspaceId, params: { experimentId }, body }, { store, modules, secrets, runs, sql }) {
    const place = { workspaceId, experimentId }
    const { experiment } = await readExperiment(store, place)
    const context = { modules, secrets, workspaceId }
    // What is sent hides the secrets that it keeps.
    const stored = body.graph === undefined ? experiment.graph : sealGraph(body.graph, experiment.graph, context)
    const graph = openGraph(stored, context)
    const saved = await loadSavedThings(store, workspaceId, graph)
    const earlier = await readEarlierResults(store, place)
    const { nodes, faults } = await examineExperiment(graph, defaultSeed, {
      modules,
      secrets,
      saved,
      sql,
      findResult: (recipe) => runs.cache.find(recipe),
      async lastResult(node, recipe) {
        const last = earlier.get(node)
        const isSame = last !== undefined && isSameSource(last.recipe, recipe)
        return isSame && last.artifact !== undefined ? runs.cache.read(last.artifact) : undefined
      },
    })
    const toAnswer = (ports: readonly string[], shapes: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(ports.map((port) => [port, shapes[port] ?? null]))
    return {
      status: 200,
      body: {
        faults,
        nodes: nodes.map(({ node, title, module, inputs, outputs, result }) => ({
          node: node.id,
          title,
          inputs: toAnswer(Object.keys(module.inputs), inputs),
          outputs: toAnswer(Object.keys(module.outputs), outputs),
          isUpToDate: result !== undefined,
        })),
      },
    }
  },
})

type Recipe = Pick<ModuleRecipe, 'module' | 'parameters'> & { readonly inputs: object }

/** A source, set as it was. Of others nobody knows what reaches them now. */
const isSameSource = (before: Recipe, now: Recipe): boolean =>
  Object.keys(now.inputs).length === 0 &&
  toCanonicalJson([before.module, before.parameters]) === toCanonicalJson([now.module, now.parameters])

export const planExperiment = defineStudioRoute({
  method: 'POST',
  path: `${item}/plan`,
  tag,
  summary: 'Says what a run would do, and why, without running anything.',
  needs: 'read',
  body: runRequest.extend({ graph: experimentGraph.optional().describe('Default: as it is saved') }),
  answers: { 200: experimentPlanAnswer },
  async handle(
    { workspaceId, params: { experimentId }, body: { graph, ...request } },
    { store, modules, secrets, runs },
  ) {
    const place = { workspaceId, experimentId }
    const { experiment } = await readExperiment(store, place)
    const stored =
      graph === undefined ? experiment.graph : sealGraph(graph, experiment.graph, { modules, secrets, workspaceId })
    const { steps, faults } = await runs.plan(place, stored, request)
    return {
      status: 200,
      body: {
        faults,
        steps: steps.map(({ node, title, kind, why }) => ({ node: node.id, module: node.module, title, kind, why })),
      },
    }
  },
})
