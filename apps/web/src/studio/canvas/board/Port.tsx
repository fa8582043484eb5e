import type { CatalogueEntry } from '@sluice/dataflow'
import { Handle, Position } from '@xyflow/react'
import { useStore } from 'zustand'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { usePortTypeWords } from '../editor/connection-words.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { portKey, useBoard } from './board-context.ts'
import styles from './Port.module.css'

type AnyPort = CatalogueEntry['inputs'][number] | CatalogueEntry['outputs'][number]

/** A port: connections are drawn from it and to it, or made by a click on each end. */
export function Port({
  side,
  node,
  port,
  title,
  at,
}: {
  readonly side: 'input' | 'output'
  readonly node: string
  readonly port: AnyPort
  /** Of its module. */
  readonly title: string
  /** From 0, the left end, to 1. */
  readonly at: number
}) {
  const words = useWords(canvasWords)
  const typeWords = usePortTypeWords()
  const { isReadOnly } = useEditor()
  const { connecting } = useBoard()
  const key = portKey({ node, port: port.name, side })
  const mark = useStore(connecting, ({ from, possible }) => {
    if (from === undefined) return 'idle'
    if (portKey(from) === key) return 'from'
    return possible.has(key) ? 'possible' : 'other'
  })
  const others = 'alsoTakes' in port && port.alsoTakes !== undefined ? port.alsoTakes : []
  const called = port.title ?? port.name
  const type = typeWords([port.type, ...others])
  return (
    <Handle
      id={port.name}
      type={side === 'input' ? 'target' : 'source'}
      position={side === 'input' ? Position.Top : Position.Bottom}
      isConnectable={!isReadOnly}
      className={`${styles.port} ${styles[side]}`}
      style={{ left: `${at * 100}%` }}
      data-mark={mark}
      data-tip={words('selectPort', { port: called, type })}
      role="button"
      tabIndex={-1}
      aria-label={words(side === 'input' ? 'inputPort' : 'outputPort', { port: called, title, type })}
    />
  )
}
