import type { ExperimentCheckAnswer, ExperimentNode, WebServiceParameter } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'

export interface PropertyPanelProps {
  readonly node: ExperimentNode
  readonly module: CatalogueEntry
  /** What is known at its ports; undefined until the server has told. */
  readonly known: ExperimentCheckAnswer['nodes'][number] | undefined
  /** Of this module; `target` is below it: `parameters.bitsize`, `inputs.dataset`. */
  readonly faults: ExperimentCheckAnswer['faults']
  /** Of the whole experiment. */
  readonly webServiceParameters: readonly WebServiceParameter[]
  readonly isReadOnly: boolean
  /** All parameters that are set now; `burst` names what is edited: changes of one burst are undone at once. */
  readonly onParameters: (parameters: ExperimentNode['parameters'], burst: string) => void
  /** Callers may set this parameter; undefined: they may not any more. */
  readonly onWebServiceParameter: (parameter: string, given: WebServiceParameter | undefined) => void
  readonly onComment: (comment: string | undefined, burst: string) => void
}

/** What can be set on a module, drawn from its declaration. */
export function PropertyPanel({ module }: PropertyPanelProps) {
  return <h2>{module.title}</h2>
}
