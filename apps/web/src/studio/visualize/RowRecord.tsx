import { Button, Tooltip } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useFormats } from '../../shared/languages/formats.ts'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './TableRows.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** One row with every cell in full. */
export function RowRecord({
  number,
  names,
  cells,
  onClose,
}: {
  /** From 1. */
  readonly number: number
  readonly names: readonly string[]
  readonly cells: readonly (string | number | boolean | null)[]
  readonly onClose: () => void
}) {
  const words = useVisualizeWords()
  const formats = useFormats()
  const title = words('rowNumber', { number: formats.number(number) })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <aside className={styles.record} aria-label={title} tabIndex={0}>
      <div className={styles.recordHead}>
        <h3>{title}</h3>
        <Tooltip content={words('closeRow', { number })} relationship="label">
          <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </div>
      <div translate="no">
        <Facts facts={names.map((name, index) => [name, cells[index] === null ? '' : String(cells[index] ?? '')])} />
      </div>
    </aside>
  )
}
