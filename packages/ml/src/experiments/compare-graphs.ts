import { type ExperimentEdge, type ExperimentGraph, type ExperimentNode, hiddenSecret } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Module, Modules } from '../modules/module.ts'
import { secretParameterNames } from '../modules/secret-parameters.ts'
import { toCanonicalJson } from './recipe.ts'

export interface ParameterChange {
  readonly name: string
  /** As the property panel calls it. */
  readonly title: string
  /** Absent: not set, so that the module's default counts. */
  readonly before?: unknown
  readonly after?: unknown
}

export interface NodeChange {
  readonly node: string
  readonly module: string
  readonly title: string
  readonly change: 'added' | 'removed' | 'changed'
  /** Of `changed`: what was set otherwise. */
  readonly parameters: readonly ParameterChange[]
}

export interface GraphChanges {
  readonly nodes: readonly NodeChange[]
  readonly edges: { readonly added: readonly ExperimentEdge[]; readonly removed: readonly ExperimentEdge[] }
  /** Names of web-service parameters that were added, removed or declared otherwise. */
  readonly webServiceParameters: readonly string[]
}

/** What turns one graph into another. Where things stand on the canvas, and in which order, does not count. */
export function compareGraphs(before: ExperimentGraph, after: ExperimentGraph, modules: Modules): GraphChanges {
  const was = new Map(before.nodes.map((node) => [node.id, node]))
  const is = new Map(after.nodes.map((node) => [node.id, node]))
  const edgesBefore = new Set(before.edges.map(toCanonicalJson))
  const edgesAfter = new Set(after.edges.map(toCanonicalJson))
  const describe = ({ id, module }: ExperimentNode) => ({
    node: id,
    module,
    title: `${findModule(modules, module)?.title ?? module} (${id})`,
  })
  const removed = before.nodes
    .filter(({ id, module }) => is.get(id)?.module !== module)
    .map((node): NodeChange => ({ ...describe(node), change: 'removed', parameters: [] }))
  const others = after.nodes.flatMap((node): NodeChange[] => {
    const earlier = was.get(node.id)
    if (earlier?.module !== node.module) return [{ ...describe(node), change: 'added', parameters: [] }]
    const parameters = changedParameters(earlier, node, modules)
    const isSame = parameters.length === 0 && toCanonicalJson(linksOf(earlier)) === toCanonicalJson(linksOf(node))
    return isSame ? [] : [{ ...describe(node), change: 'changed', parameters }]
  })
  return {
    nodes: [...removed, ...others],
    edges: {
      added: after.edges.filter((edge) => !edgesBefore.has(toCanonicalJson(edge))),
      removed: before.edges.filter((edge) => !edgesAfter.has(toCanonicalJson(edge))),
    },
    webServiceParameters: changedNames(before.webServiceParameters, after.webServiceParameters),
  }
}

const linksOf = ({ webServiceParameters, comment }: ExperimentNode) => ({ webServiceParameters, comment })

function changedParameters(before: ExperimentNode, after: ExperimentNode, modules: Modules): ParameterChange[] {
  const module = findModule(modules, after.module) as Module | undefined
  const rules = (module?.parameters.shape ?? {}) as Record<
    string,
    { meta(): { title?: string } | undefined } | undefined
  >
  const secretNames = module === undefined ? [] : secretParameterNames(module)
  const shown = (name: string, value: unknown) => (secretNames.includes(name) ? hiddenSecret : value)
  return [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])].flatMap((name) => {
    const [was, is] = [before.parameters[name], after.parameters[name]]
    if (toCanonicalJson(was) === toCanonicalJson(is)) return []
    return [
      {
        name,
        title: rules[name]?.meta()?.title ?? name,
        ...(was === undefined ? {} : { before: shown(name, was) }),
        ...(is === undefined ? {} : { after: shown(name, is) }),
      },
    ]
  })
}

function changedNames(before: ExperimentGraph['webServiceParameters'], after: ExperimentGraph['webServiceParameters']) {
  const was = new Map(before.map((one) => [one.name, toCanonicalJson(one)]))
  const is = new Map(after.map((one) => [one.name, toCanonicalJson(one)]))
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name))
}
