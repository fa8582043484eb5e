import { type ExperimentGraph, type ExperimentNode, hiddenSecret, type WebServiceParameter } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Secrets } from '@sluice/platform'
import type * as z from 'zod'
import type { Module, Modules, ParameterValues } from './module.ts'

const sealedMark = 'sealed:'

/** Parameters whose values open something, such as the key of a storage account: those with the editor `secret`. */
export const secretParameterNames = ({ parameters }: Pick<Module, 'parameters'>): string[] =>
  Object.entries(parameters.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, rule]) =>
    rule.meta()?.editor === 'secret' ? [name] : [],
  )

/**
 * The graph as it is stored: secrets sealed for the workspace, so that a copy elsewhere does not open.
 * @param graph as it was sent, with `hiddenSecret` where a secret stays
 * @param former as it is stored so far
 */
export function sealGraph(
  graph: ExperimentGraph,
  former: ExperimentGraph | undefined,
  { modules, secrets, workspaceId }: GraphSecrets<'seal'>,
): ExperimentGraph {
  const known = new Map<string, string>()
  if (former !== undefined) {
    mapSecrets(former, modules, (value, place) => {
      known.set(place, value)
      return value
    })
  }
  return mapSecrets(graph, modules, (value, place) => {
    if (value === hiddenSecret) return known.get(place) ?? ''
    return value === '' ? '' : `${sealedMark}${secrets.seal(value, purposeIn(workspaceId))}`
  })
}

/** The graph as it is run: secrets in clear. @throws AppError `SecretUnreadable` */
export const openGraph = (
  graph: ExperimentGraph,
  { modules, secrets, workspaceId }: GraphSecrets<'open'>,
): ExperimentGraph =>
  mapSecrets(graph, modules, (value) =>
    value.startsWith(sealedMark) ? secrets.open(value.slice(sealedMark.length), purposeIn(workspaceId)) : value,
  )

/** The graph as it is shown, whether its secrets are sealed or not. */
export const hideGraphSecrets = (graph: ExperimentGraph, modules: Modules): ExperimentGraph =>
  mapSecrets(graph, modules, (value) => (value === '' ? '' : hiddenSecret))

/** A value as descriptions of web services show it. */
export const hideSealed = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.startsWith(sealedMark) ? hiddenSecret : value

/** Parameters of one module as records and logs show them. */
export const hideSecrets = (module: Pick<Module, 'parameters'>, values: ParameterValues): ParameterValues =>
  replaceSecrets(module, values, () => hiddenSecret)

/**
 * Parameters of one module as keys of kept results are made of them: another secret gives another key, and no key gives a
 * secret back.
 */
export const hashSecrets = (
  module: Pick<Module, 'parameters'>,
  values: ParameterValues,
  secrets: Pick<Secrets, 'lookupHash'>,
): ParameterValues => replaceSecrets(module, values, (secret) => secrets.lookupHash(secret))

interface GraphSecrets<Use extends 'seal' | 'open'> {
  readonly modules: Modules
  readonly secrets: Pick<Secrets, Use>
  readonly workspaceId: string
}

// One purpose for a workspace: a published web service keeps the sealed values of the experiment that it came from.
const purposeIn = (workspaceId: string) => `workspaces/${workspaceId}/module-parameters`

function replaceSecrets(
  module: Pick<Module, 'parameters'>,
  values: ParameterValues,
  replace: (secret: string) => string,
): ParameterValues {
  const changed: Record<string, unknown> = { ...values }
  for (const name of secretParameterNames(module)) {
    const value = values[name]
    if (typeof value === 'string' && value !== '') changed[name] = replace(value)
  }
  return changed
}

/** @param map gets each secret with a text that names its place in the graph */
function mapSecrets(
  graph: ExperimentGraph,
  modules: Modules,
  map: (value: string, place: string) => string,
): ExperimentGraph {
  const setByCallers = new Set<string>()
  const nodes = graph.nodes.map((node): ExperimentNode => {
    const module = findModule(modules, node.module)
    const names = module === undefined ? [] : secretParameterNames(module)
    for (const name of names) {
      const parameter = node.webServiceParameters[name]
      if (parameter !== undefined) setByCallers.add(parameter)
    }
    const secrets = names.flatMap((name) => {
      const value = node.parameters[name]
      return typeof value === 'string' ? [[name, map(value, JSON.stringify([node.id, name]))] as const] : []
    })
    return secrets.length === 0 ? node : { ...node, parameters: { ...node.parameters, ...Object.fromEntries(secrets) } }
  })
  const webServiceParameters = graph.webServiceParameters.map((parameter): WebServiceParameter => {
    const { name, defaultValue } = parameter
    if (!setByCallers.has(name) || typeof defaultValue !== 'string') return parameter
    return { ...parameter, defaultValue: map(defaultValue, JSON.stringify([name])) }
  })
  return { ...graph, nodes, webServiceParameters }
}
