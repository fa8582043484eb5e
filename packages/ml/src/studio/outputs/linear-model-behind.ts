import type { ExperimentGraph, ModuleRun } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import { readModules, readRunGraph } from '../../experiments/run-records.ts'
import { readPackedValue } from '../../experiments/task-files.ts'
import { describeModel } from '../../learning/describe-model.ts'
import type { Module } from '../../modules/module.ts'
import { isTable } from '../../modules/port-values.ts'
import type { StudioServices } from '../studio-services.ts'
import { findOutput, type OutputPlace } from './output-place.ts'

export interface LinearModelBehind {
  readonly node: string
  readonly title: string
  /** Class whose weights these are, where there are several. */
  readonly output: string | undefined
  /** By the names of columns; those that count nothing are left out. */
  readonly weights: ReadonlyMap<string, number>
}

/** The first linear model that a run trained on what came, by whatever way, out of a module. */
export async function findLinearModel(
  services: Pick<StudioServices, 'store' | 'runs' | 'modules'>,
  { workspaceId, params }: OutputPlace,
  output: string | undefined,
): Promise<LinearModelBehind | undefined> {
  const run = { workspaceId, experimentId: params.experimentId }
  const graph = await readRunGraph(services.store, run, params.runId)
  const modules = await readModules(services.store, run, params.runId)
  for (const { node, title, port } of modelsBehind(graph, modules, params.node)) {
    const { path } = await findOutput(services, { workspaceId, params: { ...params, node, port } })
    const value = await readPackedValue(path)
    if (isTable(value) || value.kind !== 'model') continue
    const learner = (findModule(services.modules, value.shape.learner) as Module | undefined)?.learner
    const view = learner === undefined ? undefined : describeModel(value, learner).view
    if (view?.kind !== 'weights') continue
    const outputs = [...new Set(view.weights.flatMap((one) => one.output ?? []))]
    const chosen = output !== undefined && outputs.includes(output) ? output : outputs[0]
    const meant = view.weights.filter((one) => one.output === chosen)
    return { node, title, output: chosen, weights: new Map(meant.map(({ feature, weight }) => [feature, weight])) }
  }
  return undefined
}

function modelsBehind(graph: ExperimentGraph, modules: readonly ModuleRun[], from: string) {
  const reached = new Set([from])
  // A set goes on with what is added while it is read.
  for (const node of reached) for (const edge of graph.edges) if (edge.from.node === node) reached.add(edge.to.node)
  return modules.flatMap(({ node, title, outputs = [] }) =>
    reached.has(node)
      ? outputs.filter(({ type }) => type === 'trained-model').map(({ port }) => ({ node, title, port }))
      : [],
  )
}
