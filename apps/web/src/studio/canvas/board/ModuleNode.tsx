import { MoreVerticalRegular } from '@fluentui/react-icons'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useBoard } from './board-context.ts'
import type { FlowModule } from './flow-elements.ts'
import styles from './ModuleNode.module.css'
import { Port } from './Port.tsx'
import { StateIcon, useStateWord } from './StateIcon.tsx'

/** A module on the canvas: stripe of its category, title, state or comment, ports above and below. */
export const ModuleNode = memo(function ModuleNode({ id, data, selected }: NodeProps<FlowModule>) {
  const { node, entry, title, info } = data
  const words = useWords(canvasWords)
  const stateWord = useStateWord()
  const { openMenu } = useBoard()
  const second = [info.state === 'not-run' ? '' : stateWord(info), node.comment ?? ''].filter((text) => text !== '')
  return (
    <div
      className={styles.module}
      data-selected={selected}
      data-state={info.state}
      data-category={stripeOf(entry?.category ?? [])}
      data-tip={[title, info.detail, node.comment].filter(Boolean).join('\n')}
    >
      {entry?.inputs.map((port, index) => (
        <Port
          key={port.name}
          side="input"
          node={id}
          port={port}
          title={title}
          at={(index + 1) / (entry.inputs.length + 1)}
        />
      ))}
      <div className={styles.texts}>
        <span className={styles.title} translate="no">
          {title}
        </span>
        {second.length > 0 && (
          <span className={styles.second}>
            <StateIcon state={info.state} />
            {info.state !== 'not-run' && <span className={styles.word}>{second[0]}</span>}
            {node.comment !== undefined && (
              <span className={styles.comment} translate="no">
                {node.comment}
              </span>
            )}
          </span>
        )}
      </div>
      <button
        type="button"
        // With the module chosen by keyboard, the next stop is its menu.
        tabIndex={selected ? 0 : -1}
        className={`${styles.more} nodrag nopan`}
        aria-label={words('more', { title })}
        aria-haspopup="menu"
        data-tip={words('more', { title })}
        onClick={(event) => {
          event.stopPropagation()
          openMenu({ kind: 'module', node: id, anchor: event.currentTarget })
        }}
      >
        <MoreVerticalRegular aria-hidden />
      </button>
      {entry?.outputs.map((port, index) => (
        <Port
          key={port.name}
          side="output"
          node={id}
          port={port}
          title={title}
          at={(index + 1) / (entry.outputs.length + 1)}
        />
      ))}
    </div>
  )
})

/** Kinds of categories that have a colour of their own. */
function stripeOf([root = '']: readonly string[]): string {
  if (/^(Saved|Trained|Transforms|Data Input|Data Format)/.test(root)) return 'data'
  if (/^(Data Transformation|Feature|Statistical)/.test(root)) return 'transformation'
  if (root.startsWith('Text')) return 'text'
  if (root.startsWith('Machine')) return 'learning'
  return root.startsWith('Web') ? 'service' : 'other'
}
