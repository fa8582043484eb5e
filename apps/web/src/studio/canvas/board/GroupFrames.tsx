import { MoreHorizontalRegular } from '@fluentui/react-icons'
import type { ExperimentGroup } from '@sluice/contracts'
import { moduleSize } from '@sluice/dataflow'
import { ViewportPortal } from '@xyflow/react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import { useEditor } from '../editor/experiment-editor.ts'
import { useBoard } from './board-context.ts'
import type { FlowModule } from './flow-elements.ts'
import styles from './GroupFrames.module.css'

const margin = 24
const head = 32

/** Frames around groups, behind the modules. */
export function GroupFrames({
  groups,
  modules,
}: {
  readonly groups: readonly ExperimentGroup[]
  readonly modules: readonly FlowModule[]
}) {
  const words = useWords(canvasWords)
  const { isReadOnly } = useEditor()
  const { openMenu } = useBoard()
  if (groups.length === 0) return null
  return (
    <ViewportPortal>
      {groups.map(({ id, title, nodes }) => {
        const places = modules.filter((module) => nodes.includes(module.id)).map(({ position }) => position)
        if (places.length === 0) return null
        const left = Math.min(...places.map(({ x }) => x)) - margin
        const top = Math.min(...places.map(({ y }) => y)) - margin - head
        const width = Math.max(...places.map(({ x }) => x)) + moduleSize.width + margin - left
        const height = Math.max(...places.map(({ y }) => y)) + moduleSize.height + margin - top
        return (
          <div key={id} className={styles.frame} style={{ left, top, width, height }}>
            <div className={styles.head}>
              <span className={styles.title} translate="no">
                {title}
              </span>
              {!isReadOnly && (
                <button
                  type="button"
                  className={`${styles.more} nodrag nopan`}
                  aria-label={words('more', { title: words('groupOf', { title }) })}
                  aria-haspopup="menu"
                  data-tip={words('more', { title: words('groupOf', { title }) })}
                  onClick={(event) => openMenu({ kind: 'group', group: id, anchor: event.currentTarget })}
                >
                  <MoreHorizontalRegular aria-hidden />
                </button>
              )}
            </div>
          </div>
        )
      })}
    </ViewportPortal>
  )
}
