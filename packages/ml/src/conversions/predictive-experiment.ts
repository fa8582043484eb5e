import { AppError, type ExperimentGraph } from '@sluice/contracts'
import { assertNoFaults, checkGraph, type SchemaContext } from '@sluice/dataflow'
import type { Modules } from '../modules/module.ts'
import {
  addWebServiceInput,
  addWebServiceOutput,
  createGraphBuilder,
  findApplyingModule,
  findSavedModule,
  type GraphBuilder,
} from './graph-builder.ts'
import { type GraphView, isScoring, type PortPlace, rootOf, trainedTypes, viewGraph } from './graph-view.ts'

/** Something that the last run gave, to be saved and put into the new experiment. */
export interface SavedPart {
  readonly kind: 'trained-model' | 'transformation' | 'dataset'
  /** Where it came out. */
  readonly from: PortPlace
  /** The module of the new experiment that stands for it, and its parameter for the id. */
  readonly node: string
  readonly parameter: string
}

/** What happened to a module, for the preview. */
export interface Change {
  readonly action: 'replaced' | 'left-out' | 'added'
  readonly node: string
  readonly title: string
  readonly message: string
}

export interface ConversionPlan {
  /** Complete but for the ids of `saved`, which are zeros. */
  readonly graph: ExperimentGraph
  readonly saved: readonly SavedPart[]
  readonly changes: readonly Change[]
  /** Modules that could be the one that scores (or trains), the chosen one first. */
  readonly choices: readonly { readonly node: string; readonly title: string }[]
  readonly warnings: readonly string[]
}

export const noId = '0'.repeat(32)

/**
 * The predictive experiment of a training experiment: trained models and transformations take the place of what made
 * them, what only serves training goes, callers' rows enter where the data do and leave after the scoring.
 * @param chosen the scoring module, where there are several
 * @throws AppError `WebServicePackageInvalid` for a graph at fault, `ExperimentNotConvertible`
 * @see reference: AzureML, 4.1
 */
export function planPredictiveExperiment(
  graph: ExperimentGraph,
  modules: Modules,
  context: SchemaContext,
  chosen?: string,
): ConversionPlan {
  assertNoFaults(checkGraph(graph, modules))
  const view = viewGraph(graph, modules, context)
  const candidates = endsOf(view)
  const end = chosen === undefined ? candidates[0] : candidates.find((id) => id === chosen)
  if (end === undefined) {
    const reason =
      chosen === undefined
        ? 'It has no module that scores rows: add a trained model and Score Model, or one module that works row by row.'
        : `'${chosen}' is no module that scores rows.`
    throw new AppError('ExperimentNotConvertible', { reason })
  }
  const builder = createGraphBuilder(graph.nodes.map(({ id }) => id))
  const conversion = createConversion(view, modules, builder)
  conversion.keep(end)
  const last = conversion.keepWhatFollows(end)
  const root = conversion.rootFor(end)
  const input = root && addWebServiceInput(builder, root, modules)
  if (input === undefined) {
    throw new AppError('ExperimentNotConvertible', { reason: 'No table reaches the module that scores rows.' })
  }
  const added = [input, addWebServiceOutput(builder, last, 'output1', modules)]
  const finished = builder.finish(graph.webServiceParameters)
  const kept = new Set(finished.nodes.map(({ id }) => id))
  const known = new Set(conversion.changes.map(({ node }) => node))
  return {
    graph: finished,
    saved: conversion.saved,
    changes: [
      ...conversion.changes,
      ...view.nodes
        .filter(({ id }) => !kept.has(id) && !known.has(id))
        .map(
          ({ id }): Change => ({
            action: 'left-out',
            node: id,
            title: view.titleOf(id),
            message: 'It only serves training.',
          }),
        ),
      ...finished.nodes
        .filter(({ id }) => added.includes(id))
        .map(
          ({ id, module }): Change => ({
            action: 'added',
            node: id,
            title: modules[module]?.title ?? module,
            message: '',
          }),
        ),
    ],
    choices: [end, ...candidates.filter((id) => id !== end)].map((node) => ({ node, title: view.titleOf(node) })),
    warnings: conversion.warnings,
  }
}

/** What scores; where nothing does, the row-wise modules that nothing takes from. */
function endsOf(view: GraphView): string[] {
  const ids = view.nodes.map(({ id }) => id)
  const scoring = ids.filter((id) => isScoring(view, id))
  if (scoring.length > 0) return scoring
  return ids.filter((id) => {
    const outputs = view.outputPorts(id, 'table')
    const isEnd = outputs.length > 0 && outputs.every((port) => view.targetsOf({ node: id, port }).length === 0)
    return isEnd && view.inputPorts(id, 'table').length > 0 && view.module(id).isRowWise(view.parametersOf(id))
  })
}

function createConversion(view: GraphView, modules: Modules, builder: GraphBuilder) {
  const saved: SavedPart[] = []
  const changes: Change[] = []
  const warnings: string[] = []
  const kept = new Set<string>()
  /** Place in the old graph → place in the new one. */
  const resolved = new Map<string, PortPlace>()

  const note = (action: Change['action'], node: string, message: string) => {
    if (changes.some((change) => change.node === node)) return
    changes.push({ action, node, title: view.titleOf(node), message })
  }

  const savedPlace = (from: PortPlace, type: Parameters<typeof findSavedModule>[1]): PortPlace => {
    const found = findSavedModule(modules, type)
    if (found === undefined) {
      const reason = `What ${view.titleOf(from.node)} (${from.node}) gives cannot be saved: there is no module for saved things of the type ${type}.`
      throw new AppError('ExperimentNotConvertible', { reason })
    }
    const position = view.node(from.node).position
    const node = builder.add(found.module.id, `saved-${from.node}`, { [found.parameter]: noId }, position)
    const kind = type === 'table' ? 'dataset' : type === 'transformation' ? 'transformation' : 'trained-model'
    saved.push({ kind, from, node, parameter: found.parameter })
    return { node, port: found.port }
  }

  /** Where what comes out of a place of the old graph comes out of the new one. */
  const resolve = (place: PortPlace): PortPlace => {
    const key = `${place.node} ${place.port}`
    const known = resolved.get(key)
    if (known !== undefined) return known
    const found = resolveAnew(place)
    resolved.set(key, found)
    return found
  }

  const resolveAnew = (place: PortPlace): PortPlace => {
    const { node, port } = place
    const module = view.module(node)
    const type = module.outputs[port]?.type
    const isMade = Object.keys(module.inputs).length > 0
    if (type !== undefined && isMade && (trainedTypes.includes(type) || type === 'transformation')) {
      note('replaced', node, type === 'transformation' ? 'By its saved transformation.' : 'By its trained model.')
      return savedPlace(place, type as 'trained-model' | 'trained-clustering-model' | 'transformation')
    }
    const [transformationPort] = view.outputPorts(node, 'transformation')
    if (type === 'table' && isMade && transformationPort !== undefined) {
      return applyInstead(place, { node, port: transformationPort })
    }
    const passedOver = sourceWhenPassedOver(view, place)
    if (passedOver !== undefined) {
      note('left-out', node, 'It only chooses rows.')
      return resolve(passedOver)
    }
    keep(node)
    return place
  }

  const applyInstead = ({ node }: PortPlace, transformation: PortPlace): PortPlace => {
    const apply = findApplyingModule(modules)
    if (apply === undefined) {
      throw new AppError('ExperimentNotConvertible', { reason: 'There is no module that applies a transformation.' })
    }
    const source = tableSourceOf(view, node)
    if (source === undefined) {
      throw new AppError('ExperimentNotConvertible', { reason: `No table reaches ${view.titleOf(node)} (${node}).` })
    }
    note('replaced', node, 'By its saved transformation, which is applied to callers’ rows.')
    const place = resolve(transformation)
    const id = builder.add(apply.module.id, `apply-${node}`, {}, view.node(node).position)
    builder.connect(place, { node: id, port: apply.transformation })
    builder.connect(resolve(source), { node: id, port: apply.dataset })
    return { node: id, port: apply.output }
  }

  /** Takes a module over, with everything that it needs. */
  const keep = (id: string) => {
    if (kept.has(id)) return
    kept.add(id)
    const module = view.module(id)
    const learned = module.whenPredicting?.(view.parametersOf(id))
    const node = view.node(id)
    builder.put(learned === undefined ? node : { ...node, parameters: { ...node.parameters, ...learned.parameters } })
    for (const port of Object.keys(module.inputs)) {
      const source = view.sourceOf(id, port)
      if (learned?.saved.input !== port && source !== undefined) builder.connect(resolve(source), { node: id, port })
    }
    if (learned !== undefined) {
      note('replaced', id, 'It keeps to what it learned from the training data.')
      builder.connect(savedPlace({ node: id, port: learned.saved.output }, 'table'), {
        node: id,
        port: learned.saved.input,
      })
    } else if (view.inputPorts(id, 'table').length > 0 && !module.isRowWise(view.parametersOf(id))) {
      warnings.push(`${module.title} (${id}) looks at all rows together: a call's rows alone may give something else.`)
    }
  }

  return {
    saved,
    changes,
    warnings,
    keep,
    /** Follows the result as long as exactly one module works on it row by row. @returns where the result leaves */
    keepWhatFollows(end: string): PortPlace {
      let place: PortPlace = { node: end, port: view.outputPorts(end, 'table')[0] as string }
      while (true) {
        const following = view
          .targetsOf(place)
          .map(({ node }) => node)
          .filter((id) => view.outputPorts(id, 'table').length > 0 && view.module(id).isRowWise(view.parametersOf(id)))
        const [next] = following
        if (next === undefined || following.length > 1 || kept.has(next)) return place
        keep(next)
        place = { node: next, port: view.outputPorts(next, 'table')[0] as string }
      }
    },
    /** The table of the new graph that callers' rows take the place of. */
    rootFor(end: string): PortPlace | undefined {
      const root = rootOf(view, end)
      return root === undefined ? undefined : resolved.get(`${root.node} ${root.port}`)
    },
  }
}

/** The one table that a module takes. */
function tableSourceOf(view: GraphView, id: string): PortPlace | undefined {
  const sources = view.inputPorts(id, 'table').flatMap((port) => view.sourceOf(id, port) ?? [])
  return sources.length === 1 ? sources[0] : undefined
}

/** Where rows come from when a module that only chooses rows is passed over: it gives the columns that it takes. */
function sourceWhenPassedOver(view: GraphView, place: PortPlace): PortPlace | undefined {
  const { node } = place
  const module = view.module(node)
  const connected = Object.keys(module.inputs).filter((port) => view.sourceOf(node, port) !== undefined)
  const source = tableSourceOf(view, node)
  if (connected.length !== 1 || source === undefined || module.isRowWise(view.parametersOf(node))) return undefined
  const before = view.inputSchema(node, connected[0] as string)
  const after = view.outputSchema(place)
  if (before === undefined || after === undefined) return undefined
  return JSON.stringify(before) === JSON.stringify(after) ? source : undefined
}

/** The graph with the ids under which its parts were saved. @param ids by the part's node in the graph */
export function withSavedParts(
  graph: ExperimentGraph,
  parts: readonly Pick<SavedPart, 'node' | 'parameter'>[],
  ids: ReadonlyMap<string, string>,
): ExperimentGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const part = parts.find((candidate) => candidate.node === node.id)
      const id = ids.get(node.id)
      if (part === undefined || id === undefined) return node
      return { ...node, parameters: { ...node.parameters, [part.parameter]: id } }
    }),
  }
}
