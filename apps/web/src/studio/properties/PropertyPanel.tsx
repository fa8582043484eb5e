import type { ExperimentCheckAnswer, ExperimentNode, WebServiceParameter } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { CommentField } from './CommentField.tsx'
import { type SortedFaults, sortFaults } from './faults-by-parameter.ts'
import { ModuleHelp } from './ModuleHelp.tsx'
import { ParameterForm } from './ParameterForm.tsx'
import { PortColumns } from './PortColumns.tsx'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'

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
export function PropertyPanel(props: PropertyPanelProps) {
  const { node, module, known, isReadOnly, onComment } = props
  const words = useWords(propertiesWords)
  const faults = sortFaults(props.faults, `${module.title} (${node.id})`)
  const { unconnected } = faults
  return (
    // What was typed belongs to this module, not to the next one.
    <div key={node.id} className={styles.panel}>
      <h2>{module.title}</h2>
      <ModuleHelp module={module} />
      <ModuleFaults module={module} faults={faults} />
      <ParameterForm {...props} faults={faults.byParameter} />
      <CommentField
        comment={node.comment}
        isReadOnly={isReadOnly}
        onComment={(comment) => onComment(comment, 'comment')}
      />
      <PortColumns title={words('columnsIn')} ports={module.inputs} shapes={known?.inputs} unconnected={unconnected} />
      <PortColumns title={words('columnsOut')} ports={module.outputs} shapes={known?.outputs} unconnected={new Set()} />
    </div>
  )
}

function ModuleFaults({ module, faults }: { readonly module: CatalogueEntry; readonly faults: SortedFaults }) {
  const words = useWords(propertiesWords)
  const ports = module.inputs.filter(({ name }) => faults.unconnected.has(name))
  const all = [...ports.map(({ name, title }) => words('connect', { port: title ?? name })), ...faults.others]
  return all.map((text) => (
    <Notice key={text} intent="warning">
      {text}
    </Notice>
  ))
}
