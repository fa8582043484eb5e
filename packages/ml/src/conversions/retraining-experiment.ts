import { AppError, type ExperimentGraph } from '@sluice/contracts'
import { assertNoFaults, checkGraph, type SchemaContext } from '@sluice/dataflow'
import type { Modules } from '../modules/module.ts'
import { addWebServiceInput, addWebServiceOutput, createGraphBuilder } from './graph-builder.ts'
import { type GraphView, isScoring, isTraining, type PortPlace, rootOf, trainedTypes, viewGraph } from './graph-view.ts'
import type { Change, ConversionPlan } from './predictive-experiment.ts'

/**
 * The training experiment as a web service that trains: new data enter where the data do, the trained model comes out,
 * and what an evaluation says of it.
 * @param chosen the training module, where there are several
 * @throws AppError `WebServicePackageInvalid` for a graph at fault, `ExperimentNotConvertible`
 * @see reference: AzureML, 3.4 and 4.1
 */
export function planRetrainingExperiment(
  graph: ExperimentGraph,
  modules: Modules,
  context: SchemaContext,
  chosen?: string,
): ConversionPlan {
  assertNoFaults(checkGraph(graph, modules))
  const view = viewGraph(graph, modules, context)
  const candidates = view.nodes.map(({ id }) => id).filter((id) => isTraining(view, id))
  const trainer = chosen === undefined ? candidates[0] : candidates.find((id) => id === chosen)
  if (trainer === undefined) {
    const reason =
      chosen === undefined ? 'It has no module that trains a model.' : `'${chosen}' is no module that trains a model.`
    throw new AppError('ExperimentNotConvertible', { reason })
  }
  const root = rootOf(view, trainer)
  if (root === undefined) {
    throw new AppError('ExperimentNotConvertible', { reason: 'No table reaches the module that trains.' })
  }
  const builder = createGraphBuilder(graph.nodes.map(({ id }) => id))
  for (const node of view.nodes) builder.put(node)
  for (const { from, to } of view.edges) builder.connect(from, to)
  const model = { node: trainer, port: view.outputPorts(trainer, ...trainedTypes)[0] as string }
  const added = [addWebServiceInput(builder, root, modules), addWebServiceOutput(builder, model, 'output1', modules)]
  for (const [index, evaluation] of evaluationsOf(view, model).entries()) {
    added.push(addWebServiceOutput(builder, evaluation, `output${index + 2}`, modules))
  }
  const finished = builder.finish(graph.webServiceParameters)
  return {
    graph: finished,
    saved: [],
    changes: finished.nodes
      .filter(({ id }) => added.includes(id))
      .map(({ id, module, parameters }): Change => {
        const title = modules[module]?.title ?? module
        return { action: 'added', node: id, title, message: `Named ${parameters.name}.` }
      }),
    choices: [trainer, ...candidates.filter((id) => id !== trainer)].map((node) => ({
      node,
      title: view.titleOf(node),
    })),
    warnings: [],
  }
}

/** Tables that say how good the model is: what looks at all its scored rows together, and leads nowhere. */
function evaluationsOf(view: GraphView, model: PortPlace): PortPlace[] {
  const scoring = view
    .targetsOf(model)
    .map(({ node }) => node)
    .filter((id) => isScoring(view, id))
  const found = new Map<string, PortPlace>()
  for (const id of scoring) {
    for (const port of view.outputPorts(id, 'table')) {
      for (const { node } of view.targetsOf({ node: id, port })) {
        const [output] = view.outputPorts(node, 'table')
        if (output === undefined || view.module(node).isRowWise(view.parametersOf(node))) continue
        if (view.targetsOf({ node, port: output }).length === 0) found.set(node, { node, port: output })
      }
    }
  }
  return [...found.values()]
}
