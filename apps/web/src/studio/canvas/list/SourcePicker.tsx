import { Dropdown, Option } from '@fluentui/react-components'
import { connect, connectionBetween, disconnect, type PortPlace, possiblePorts } from '@sluice/dataflow'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { portTitle, useEditor, useGraph } from '../editor/experiment-editor.ts'
import styles from './ListView.module.css'
import { listWords } from './list-words.ts'

const nothing = ''

/** What an input takes from: one of the outputs that fit, or nothing. */
export function SourcePicker({
  target,
  isFromCallers,
  label,
  name,
}: {
  readonly target: PortPlace
  /** Whether it is about the rows of callers, which may share the port with another source. */
  readonly isFromCallers: boolean
  readonly label: string
  /** Holds the label, and says of which module. */
  readonly name: string
}) {
  const words = useWords(listWords)
  const { store, ports, catalogue, titleOf, isReadOnly } = useEditor()
  const graph = useGraph()
  const [isOpen, setOpen] = useState(false)
  const isCaller = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id)
    return node !== undefined && ports[node.module]?.webServicePort === 'input'
  }
  const current = graph.edges.find(
    ({ from, to }) => to.node === target.node && to.port === target.port && isCaller(from.node) === isFromCallers,
  )
  const without = current === undefined ? graph : disconnect(graph, [current])
  // Hundreds of modules would have hundreds of lists of hundreds: they are made when one is opened.
  const sources = isOpen
    ? possiblePorts(without, target, ports).filter(({ node }) => isCaller(node) === isFromCallers)
    : []
  const textOf = ({ node: id, port }: Omit<PortPlace, 'side'>) => {
    const node = graph.nodes.find((one) => one.id === id)
    const title = node === undefined ? id : titleOf(node)
    const entry = node && catalogue.get(node.module)
    return entry?.outputs.length === 1 ? title : words('source', { title, port: portTitle(entry, 'output', port) })
  }
  const choose = (value: string) => {
    store.edit((before) => {
      const cleared = current === undefined ? before : disconnect(before, [current])
      const source = sources.find((one) => JSON.stringify(one) === value)
      const edge = source && connectionBetween(source, target)
      return edge === undefined ? cleared : connect(cleared, edge)
    })
  }
  return (
    <div className={styles.source}>
      <span className={styles.sourceLabel} translate="no">
        {label}
      </span>
      <Dropdown
        size="small"
        aria-label={name}
        disabled={isReadOnly}
        open={isOpen}
        onOpenChange={(_, { open }) => setOpen(open)}
        value={current === undefined ? words('none') : textOf(current.from)}
        selectedOptions={[current === undefined ? nothing : JSON.stringify({ ...current.from, side: 'output' })]}
        onOptionSelect={(_, { optionValue }) => choose(optionValue ?? nothing)}
        translate="no"
      >
        <Option value={nothing}>{words('none')}</Option>
        {sources.map((source) => (
          <Option key={JSON.stringify(source)} value={JSON.stringify(source)}>
            {textOf(source)}
          </Option>
        ))}
      </Dropdown>
    </div>
  )
}
