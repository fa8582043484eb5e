import { type ExperimentGraph, hiddenSecret } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { loadValue, saveText } from '../../../shared/storage/browser-storage.ts'

/** Edits that were not saved when the page was left, and the state that they were made on. */
export interface GraphDraft {
  readonly graph: ExperimentGraph
  readonly entityTag: string
}

/** Of one user: who signs in next on this machine must not save what another has edited. */
const nameOf = (experimentId: string, subject: string) => `graph.${subject}.${experimentId}`

export const loadGraphDraft = (experimentId: string, subject: string): GraphDraft | undefined =>
  loadValue<GraphDraft>('machine', nameOf(experimentId, subject))

export const saveGraphDraft = (experimentId: string, subject: string, draft: GraphDraft | undefined): void =>
  saveText('machine', nameOf(experimentId, subject), draft && JSON.stringify(draft))

/** The graph without secrets that were typed: they must not be kept in a browser. */
export function hideTypedSecrets(
  graph: ExperimentGraph,
  catalogue: ReadonlyMap<string, CatalogueEntry>,
): ExperimentGraph {
  const nodes = graph.nodes.map((node) => {
    const secrets = (catalogue.get(node.module)?.parameters ?? []).filter(
      ({ name, editor }) =>
        editor === 'secret' && typeof node.parameters[name] === 'string' && node.parameters[name] !== '',
    )
    if (secrets.length === 0) return node
    const hidden = Object.fromEntries(secrets.map(({ name }) => [name, hiddenSecret]))
    return { ...node, parameters: { ...node.parameters, ...hidden } }
  })
  return { ...graph, nodes }
}
