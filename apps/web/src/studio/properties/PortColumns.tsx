import { SearchBox } from '@fluentui/react-components'
import type { ShapeAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import type { KnownColumn } from '../column-selector/known-columns.ts'
import { type PortKnowledge, toPortKnowledge } from './port-knowledge.ts'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'

/** Of more columns one is found by its name. */
const mostShown = 100

/** What is known at the ports of one side. */
export function PortColumns({
  title,
  ports,
  shapes,
  unconnected,
}: {
  readonly title: string
  readonly ports: readonly { readonly name: string; readonly title?: string }[]
  /** Undefined until the server has told. */
  readonly shapes: Readonly<Record<string, ShapeAnswer>> | undefined
  readonly unconnected: ReadonlySet<string>
}) {
  if (ports.length === 0) return null
  return (
    <div className={styles.ports}>
      <h3>{title}</h3>
      {ports.map((port) => (
        <PortDetails
          key={port.name}
          title={port.title ?? port.name}
          known={toPortKnowledge(shapes?.[port.name], unconnected.has(port.name))}
        />
      ))}
    </div>
  )
}

function PortDetails({ title, known }: { readonly title: string; readonly known: PortKnowledge }) {
  const words = useWords(propertiesWords)
  const line = (what: string) => words('port', { port: title, what })
  if (known.kind === 'unknown') return <p className={styles.port}>{line(words(known.why))}</p>
  if (known.kind === 'model' && known.features === undefined) {
    return <p className={styles.port}>{line(words('untrained', { task: known.task }))}</p>
  }
  const columns = known.kind === 'model' ? (known.features ?? []) : known.columns
  const what =
    known.kind === 'model'
      ? words('trained', { task: known.task })
      : words(known.kind === 'transformation' ? 'transformation' : 'columnCount', { count: columns.length })
  return (
    <details className={styles.details}>
      <summary>{line(what)}</summary>
      {known.kind === 'columns' && known.isPartly && <p className={styles.line}>{words('someAfterRun')}</p>}
      {known.kind === 'model' && known.label !== undefined && (
        <p translate="no">{words('modelLabel', { label: known.label })}</p>
      )}
      <ColumnTypes title={title} columns={columns} />
    </details>
  )
}

function ColumnTypes({ title, columns }: { readonly title: string; readonly columns: readonly KnownColumn[] }) {
  const words = useWords(propertiesWords)
  const ui = useWords(uiWords)
  const [text, setText] = useState('')
  const found = columns.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
  const label = words('findColumn', { port: title })
  return (
    <>
      {columns.length > mostShown && (
        <SearchBox
          size="small"
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(_, { value }) => setText(value)}
          dismiss={{ 'aria-label': ui('clear') }}
        />
      )}
      <ul className={styles.columns}>
        {found.slice(0, mostShown).map((column) => (
          <li key={column.name}>
            <span translate="no">{column.name}</span>
            <ColumnFacts column={column} />
          </li>
        ))}
      </ul>
      {found.length > mostShown && (
        <p className={styles.line}>{words('moreColumns', { count: found.length - mostShown })}</p>
      )}
    </>
  )
}

function ColumnFacts({ column }: { readonly column: KnownColumn }) {
  const words = useWords(propertiesWords)
  if (column.type === 'unknown') return <span className={styles.type}>{words('unknownType')}</span>
  const { type, isCategorical, roles } = column
  // Every column is a feature unless something else was said.
  const uses = roles.filter((role) => role !== 'feature')
  return (
    <span className={styles.type}>
      <span translate="no">{[type, ...uses].join(', ')}</span>
      {isCategorical && `, ${words('categorical')}`}
    </span>
  )
}
