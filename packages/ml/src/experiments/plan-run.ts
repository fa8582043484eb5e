import type { ExperimentGraph, ExperimentNode, Fault, RunRequest } from '@sluice/contracts'
import { findModule, parseParameterValue } from '@sluice/dataflow'
import type { Modules } from '../modules/module.ts'
import { type ExaminedNode, type ExamineServices, examineExperiment } from './examine-experiment.ts'
import { type EarlierResult, whyRun } from './why-run.ts'

export const defaultSeed = 1

/** A module that a run comes to. */
export interface PlannedStep extends ExaminedNode {
  /** `outside`: a port of the web service, which a run only passes by. */
  readonly kind: 'runs' | 'cached' | 'outside'
  /** In words. */
  readonly why: string
}

export interface RunPlan {
  /** Each after those it takes from. */
  readonly steps: readonly PlannedStep[]
  /** What keeps these modules from being run; faults elsewhere do not count. */
  readonly faults: readonly Fault[]
}

export interface PlanServices extends ExamineServices {
  /** What the module had at its last run. */
  earlierResult(node: string): EarlierResult | undefined
}

/** What a run would do, and why, without doing it. */
export async function planRun(graph: ExperimentGraph, request: RunRequest, services: PlanServices): Promise<RunPlan> {
  const { modules, saved } = services
  const faults: Fault[] = []
  const { nodes: nodesToRun, faults: parameterFaults } = withParameters(graph, request.parameters ?? {}, modules)
  faults.push(...parameterFaults)
  const graphToRun = { ...graph, nodes: nodesToRun }
  const examined = await examineExperiment(graphToRun, request.seed ?? defaultSeed, services)
  const needed = neededNodes(graph, request.selected, faults)
  faults.push(...examined.faults.filter((fault) => concerns(fault, graph, needed)))
  const titles = new Map(examined.nodes.map(({ node, title }) => [node.id, title]))
  const steps: PlannedStep[] = []
  for (const one of examined.nodes) {
    const { node, module, recipe, result, wasDamaged } = one
    if (!needed.has(node.id)) continue
    if (module.webServicePort !== undefined) {
      steps.push({ ...one, kind: 'outside', why: 'only calls of the web service pass here' })
      continue
    }
    faults.push(...portsForCallersOnly(one, examined.nodes))
    if (result !== undefined) {
      steps.push({ ...one, kind: 'cached', why: 'nothing that it depends on has changed' })
      continue
    }
    const naming = {
      module,
      titleOf: (id: string) => titles.get(id) ?? id,
      nameOfSaved: (id: string) => saved.nameOf(id),
    }
    const why = whyRun(recipe, services.earlierResult(node.id), naming, wasDamaged ? 'damaged' : undefined)
    steps.push({ ...one, kind: 'runs', why })
  }
  if (graph.nodes.length === 0) {
    faults.push({ code: 'NothingToRun', target: 'nodes', message: 'The experiment has no modules yet.' })
  }
  return { steps, faults }
}

/** The nodes with what a run sets on those that take web-service parameters. */
function withParameters(
  graph: ExperimentGraph,
  given: NonNullable<RunRequest['parameters']>,
  modules: Modules,
): { readonly nodes: ExperimentNode[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = []
  for (const name of Object.keys(given)) {
    if (!graph.webServiceParameters.some((parameter) => parameter.name === name)) {
      const message = `There is no web-service parameter '${name}'.`
      faults.push({ code: 'UnknownWebServiceParameter', target: `parameters.${name}`, message })
    }
  }
  const nodes = graph.nodes.map((node) => {
    const module = findModule(modules, node.module)
    const links = Object.entries(node.webServiceParameters).filter(([, name]) => Object.hasOwn(given, name))
    if (module === undefined || links.length === 0) return node
    const parameters = { ...node.parameters }
    for (const [parameter, name] of links) {
      const parsed = parseParameterValue(module, parameter, given[name])
      if (parsed.isValid) parameters[parameter] = parsed.value as (typeof parameters)[string]
      else {
        const message = `'${name}' does not suit ${module.title} (${node.id}): ${parsed.reason}`
        faults.push({ code: 'InvalidParameter', target: `parameters.${name}`, message })
      }
    }
    return { ...node, parameters }
  })
  return { nodes, faults }
}

/** Ids of what is run: all, or the selected modules and everything before them. */
function neededNodes(graph: ExperimentGraph, selected: RunRequest['selected'], faults: Fault[]): Set<string> {
  if (selected === undefined) return new Set(graph.nodes.map(({ id }) => id))
  const ids = new Set(graph.nodes.map(({ id }) => id))
  for (const [index, id] of selected.entries()) {
    if (ids.has(id)) continue
    const message = `No module of the experiment has the id '${id}'.`
    faults.push({ code: 'UnknownNode', target: `selected[${index}]`, message })
  }
  const needed = new Set(selected)
  for (const id of needed) for (const { from, to } of graph.edges) if (to.node === id) needed.add(from.node)
  return needed
}

/** Faults of modules that are run; those of web-service parameters concern only callers. */
function concerns({ target }: Fault, graph: ExperimentGraph, needed: ReadonlySet<string>): boolean {
  const [, kind, index, rest = ''] = /^(nodes|edges)\[(\d+)\](.*)$/.exec(target) ?? []
  if (kind === 'nodes') {
    const node = graph.nodes[Number(index)]
    return node !== undefined && needed.has(node.id) && !rest.startsWith('.webServiceParameters')
  }
  const edge = kind === 'edges' ? graph.edges[Number(index)] : undefined
  return edge !== undefined && needed.has(edge.to.node)
}

/** In a run nobody calls: a port that only callers' rows come to stays empty. */
function portsForCallersOnly({ sources, index, module, title }: ExaminedNode, nodes: readonly ExaminedNode[]): Fault[] {
  return Object.entries(sources).flatMap(([port, source]) => {
    const from = nodes.find(({ node }) => node.id === source.node)
    if (from?.module.webServicePort !== 'input' || module.inputs[port]?.isOptional === true) return []
    return [
      {
        code: 'PortNotConnected',
        target: `nodes[${index}].inputs.${port}`,
        message: `The input ${port} of ${title} gets rows only from callers of the web service. Connect a dataset, too.`,
      },
    ]
  })
}
