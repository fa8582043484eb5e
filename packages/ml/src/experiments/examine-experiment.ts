import {
  AppError,
  type ExperimentEdge,
  type ExperimentGraph,
  type ExperimentNode,
  type Fault,
  isAppError,
} from '@sluice/contracts'
import {
  checkGraph,
  findModule,
  isPartlyKnown,
  orderNodes,
  type PortShapes,
  type SchemaContext,
} from '@sluice/dataflow'
import type { Secrets, SqlScripts } from '@sluice/platform'
import type { Module, Modules, ParameterValues } from '../modules/module.ts'
import { createSchemaContext } from '../modules/module-context.ts'
import { hashSecrets } from '../modules/secret-parameters.ts'
import { hashOutput } from './output-manifest.ts'
import type { KeptResult, Lookup } from './result-cache.ts'
import type { SavedThings } from './saved-things.ts'
import type { DraftRecipe } from './why-run.ts'

export interface ExamineServices {
  readonly modules: Modules
  /** For what stands for secret parameters in recipes. */
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly saved: SavedThings
  /** For what scripts give; absent: nothing is known of it without a run. */
  readonly sql?: Pick<SqlScripts, 'describe'> | undefined
  /** Finds what an earlier run left; absent: only what is known without a run counts. */
  readonly findResult?: (recipe: DraftRecipe & CompleteInputs) => Promise<Lookup>
  /**
   * Finds what the module had at its last run, though it will run again: the columns of an import are known from it. Absent:
   * only results that a run would take count.
   */
  readonly lastResult?: (node: string, recipe: DraftRecipe) => Promise<KeptResult | undefined>
}
type CompleteInputs = { readonly inputs: Readonly<Record<string, PortSource & { readonly hash: string }>> }

export interface PortSource {
  readonly node: string
  readonly port: string
}

/** A module of an experiment with all that is known of it. */
export interface ExaminedNode {
  readonly node: ExperimentNode
  /** Its place among the nodes of the graph. */
  readonly index: number
  readonly module: Module
  readonly title: string
  /** Input port → where its value comes from in a run. */
  readonly sources: Readonly<Record<string, PortSource>>
  readonly inputs: PortShapes
  readonly outputs: PortShapes
  readonly recipe: DraftRecipe
  readonly result: KeptResult | undefined
  readonly wasDamaged: boolean
}

export interface ExaminedExperiment {
  /** Each after those it takes from. Without those that are broken themselves: unknown, wrongly set, in a circle. */
  readonly nodes: readonly ExaminedNode[]
  readonly faults: readonly Fault[]
}

/**
 * Looks at every module of an experiment: faults, columns and model shapes at all ports, and results of earlier runs.
 * What is broken in one place keeps nothing elsewhere from being known.
 * @param graph with its secrets in clear
 */
export async function examineExperiment(
  graph: ExperimentGraph,
  seed: number,
  services: ExamineServices,
): Promise<ExaminedExperiment> {
  const { modules, saved } = services
  const faults = checkGraph(graph, modules)
  const broken = brokenNodes(faults)
  const edges = runEdges(graph, modules, faults)
  const context = createSchemaContext(modules, saved.shapes, services.sql)
  const examined = new Map<string, ExaminedNode>()
  for (const node of orderNodes(graph.nodes, edges).ordered) {
    const index = graph.nodes.indexOf(node)
    if (broken.has(index)) continue
    const module = findModule(modules, node.module) as Module
    const parameters = module.parameters.parse(node.parameters)
    const title = `${module.title} (${node.id})`
    const sources = Object.fromEntries(
      edges.filter(({ to }) => to.node === node.id).map(({ from, to }) => [to.port, from]),
    )
    const inputs = Object.fromEntries(
      Object.entries(sources).map(([port, from]) => [port, examined.get(from.node)?.outputs[from.port]]),
    )
    const recipe = toRecipe(module, hashSecrets(module, parameters, services.secrets), seed, sources, examined, saved)
    const lookup = await findResult(recipe, module, services)
    const { shapes, fault } = deriveShapes(module, parameters, inputs, context)
    if (fault !== undefined) {
      faults.push({ code: fault.code, target: `nodes[${index}]`, message: `${title}: ${fault.message}` })
    }
    examined.set(node.id, {
      node,
      index,
      module,
      title,
      sources,
      inputs,
      // What came out says more than what could be known before.
      outputs: {
        ...shapes,
        ...shapesOf(
          lookup?.found ?? (isAllKnown(module, shapes) ? undefined : await services.lastResult?.(node.id, recipe)),
        ),
      },
      recipe,
      result: lookup?.found,
      wasDamaged: lookup !== undefined && lookup.found === undefined && lookup.wasDamaged,
    })
  }
  return { nodes: [...examined.values()], faults }
}

/** Nodes that nothing can be said of, by their places. */
function brokenNodes(faults: readonly Fault[]): Set<number> {
  const broken = new Set<number>()
  for (const { target } of faults) {
    const match = /^nodes\[(\d+)\]\.(?:id|module|parameters)\b/.exec(target)
    if (match !== null) broken.add(Number(match[1]))
  }
  return broken
}

/** Connections that values go over in a run: sound ones, one a port, a web-service input only where nothing else is. */
function runEdges(graph: ExperimentGraph, modules: Modules, faults: readonly Fault[]): ExperimentEdge[] {
  const unsound = new Set(faults.flatMap(({ target }) => /^edges\[(\d+)\]/.exec(target)?.[1] ?? []).map(Number))
  const isFromCallers = ({ from }: ExperimentEdge) => {
    const node = graph.nodes.find(({ id }) => id === from.node)
    return node !== undefined && findModule(modules, node.module)?.webServicePort === 'input'
  }
  const sound = graph.edges.filter((_, index) => !unsound.has(index))
  const chosen = new Map<string, ExperimentEdge>()
  for (const edge of [...sound.filter((edge) => !isFromCallers(edge)), ...sound.filter(isFromCallers)]) {
    const port = JSON.stringify([edge.to.node, edge.to.port])
    if (!chosen.has(port)) chosen.set(port, edge)
  }
  return [...chosen.values()]
}

function toRecipe(
  module: Module,
  parameters: ParameterValues,
  seed: number,
  sources: ExaminedNode['sources'],
  examined: ReadonlyMap<string, ExaminedNode>,
  saved: SavedThings,
): DraftRecipe {
  const plain = JSON.parse(JSON.stringify(parameters)) as DraftRecipe['parameters']
  return {
    module: module.id,
    codeVersion: module.codeVersion,
    parameters: plain,
    inputs: Object.fromEntries(
      // What only callers send is no part of a run.
      Object.entries(sources).flatMap(([port, from]) => {
        if (examined.get(from.node)?.module.webServicePort === 'input') return []
        const output = examined.get(from.node)?.result?.manifest.ports[from.port]
        return [[port, { ...from, hash: output && hashOutput(output) }]]
      }),
    ),
    saved: saved.hashesFor(plain),
    seed,
  }
}

async function findResult(
  recipe: DraftRecipe,
  module: Module,
  { findResult: find }: ExamineServices,
): Promise<Lookup | undefined> {
  if (find === undefined || module.webServicePort !== undefined || !module.isCached(recipe.parameters)) return undefined
  return isComplete(recipe) ? find(recipe) : undefined
}

/** Whether everything that it depends on is known. */
export const isComplete = (recipe: DraftRecipe): recipe is DraftRecipe & CompleteInputs =>
  Object.values(recipe.inputs).every(({ hash }) => hash !== undefined)

function deriveShapes(
  module: Module,
  parameters: ParameterValues,
  inputs: PortShapes,
  context: SchemaContext,
): { readonly shapes: PortShapes; readonly fault?: AppError } {
  try {
    return { shapes: module.outputShapes(inputs, parameters, context) }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { shapes: {}, fault: error }
  }
}

const isAllKnown = ({ outputs }: Module, shapes: PortShapes): boolean =>
  Object.keys(outputs).every((port) => shapes[port] !== undefined && !isPartlyKnown(shapes[port]))

const shapesOf = (result: KeptResult | undefined): PortShapes =>
  Object.fromEntries(Object.entries(result?.manifest.ports ?? {}).map(([port, { shape }]) => [port, shape]))

/** @throws AppError `ExperimentHasFaults` with every fault, when there is one */
export function assertRunnable(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new AppError('ExperimentHasFaults', { count: faults.length }, { faults })
}
