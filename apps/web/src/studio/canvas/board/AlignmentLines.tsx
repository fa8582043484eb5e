import { ViewportPortal } from '@xyflow/react'
import styles from './AlignmentLines.module.css'
import type { Alignment } from './alignment.ts'

const length = 20_000

/** The lines that a dragged module is drawn to. */
export function AlignmentLines({ alignment }: { readonly alignment: Alignment | undefined }) {
  if (alignment?.x === undefined && alignment?.y === undefined) return null
  const { x, y } = alignment
  return (
    <ViewportPortal>
      {x !== undefined && (
        <div className={styles.line} style={{ left: x, top: -length / 2, width: 1, height: length }} />
      )}
      {y !== undefined && (
        <div className={styles.line} style={{ left: -length / 2, top: y, width: length, height: 1 }} />
      )}
    </ViewportPortal>
  )
}
