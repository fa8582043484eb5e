import { type ExperimentGraph, hiddenSecret, type RunDocument, type RunRequest } from '@sluice/contracts'
import type { Secrets } from '@sluice/platform'
import type { Modules } from '../modules/module.ts'
import { openGraph, sealGraph } from '../modules/secret-parameters.ts'

export interface RunSecrets {
  readonly modules: Modules
  readonly secrets: Secrets
  readonly workspaceId: string
}

type Given = NonNullable<RunRequest['parameters']>

/** Values that a run was given, those of secret parameters sealed. */
export const sealRunParameters = (graph: ExperimentGraph, given: Given, context: RunSecrets): Given =>
  valuesIn(sealGraph(withValues(graph, given), undefined, context), given)

export const openRunParameters = (graph: ExperimentGraph, given: Given, context: RunSecrets): Given =>
  valuesIn(openGraph(withValues(graph, given), context), given)

/** As they are shown. */
export const hideRunParameters = (parameters: RunDocument['parameters']): RunDocument['parameters'] =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, isSealed(value) ? hiddenSecret : value]))

const isSealed = (value: unknown): boolean => typeof value === 'string' && value.startsWith('sealed:')

/** The given values in the place of defaults: what is secret among these is known already. */
const withValues = (graph: ExperimentGraph, given: Given): ExperimentGraph => ({
  ...graph,
  nodes: graph.nodes.map((node) => ({ ...node, parameters: {} })),
  webServiceParameters: Object.entries(given).map(([name, defaultValue]) => ({ name, defaultValue })),
})

const valuesIn = ({ webServiceParameters }: ExperimentGraph, given: Given): Given => ({
  ...given,
  ...Object.fromEntries(webServiceParameters.map(({ name, defaultValue }) => [name, defaultValue ?? null])),
})
