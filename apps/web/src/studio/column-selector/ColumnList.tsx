import { SearchBox, Select } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId, useRef } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import styles from './ColumnList.module.css'
import { columnSelectorWords } from './column-selector-words.ts'
import type { ListedColumn, ListFilter } from './filter-columns.ts'
import { type ListMarks, markByClick, markByKey } from './list-marks.ts'

const rowPx = 28

/** Columns of which several can be marked; Enter or a double click moves the marked ones. */
export function ColumnList({
  label,
  columns,
  types,
  filter,
  onFilter,
  marks,
  onMarks,
  onMove,
  emptyText,
  ref,
}: {
  readonly label: string
  /** Those that the filter leaves. */
  readonly columns: readonly ListedColumn[]
  /** Types that columns of the list have. */
  readonly types: readonly string[]
  readonly filter: ListFilter
  readonly onFilter: (filter: ListFilter) => void
  readonly marks: ListMarks
  readonly onMarks: (marks: ListMarks) => void
  readonly onMove: (places: ReadonlySet<number>) => void
  readonly emptyText: string
  /** What takes the keys. */
  readonly ref?: RefObject<HTMLDivElement | null> | undefined
}) {
  const words = useWords(columnSelectorWords)
  const ui = useWords(uiWords)
  const id = useId()
  const own = useRef<HTMLDivElement>(null)
  const box = ref ?? own
  const virtualizer = useVirtualizer({
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
  })
  const isActiveThere = marks.active < columns.length
  useEffect(() => {
    if (isActiveThere) virtualizer.scrollToIndex(marks.active)
  }, [virtualizer, marks.active, isActiveThere])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      onMove(marks.marked)
      return
    }
    const isControl = event.ctrlKey || event.metaKey
    const changed = markByKey(marks, { key: event.key, isShift: event.shiftKey, isControl }, columns.length)
    if (changed === undefined) return
    event.preventDefault()
    onMarks(changed)
  }
  const click = (index: number) => (event: MouseEvent) =>
    onMarks(markByClick(marks, { index, isToggle: event.ctrlKey || event.metaKey, isRange: event.shiftKey }))

  return (
    <div className={styles.whole}>
      <div className={styles.head}>
        <h3 id={`${id}-title`}>{label}</h3>
        <span className={styles.count}>{words('marked', { count: marks.marked.size })}</span>
      </div>
      <div className={styles.filters}>
        <SearchBox
          aria-label={words('searchIn', { list: label.toLowerCase() })}
          placeholder={words('searchIn', { list: label.toLowerCase() })}
          value={filter.text}
          onChange={(_, { value }) => onFilter({ ...filter, text: value })}
          dismiss={{ 'aria-label': ui('clear') }}
        />
        <Select
          aria-label={words('typeIn', { list: label.toLowerCase() })}
          value={filter.type}
          onChange={(_, { value }) => onFilter({ ...filter, type: value })}
        >
          <option value="">{words('allTypes')}</option>
          {types.map((type) => (
            <option key={type} value={type} translate="no">
              {type}
            </option>
          ))}
        </Select>
      </div>
      <div
        ref={box}
        className={styles.list}
        role="listbox"
        aria-multiselectable
        aria-labelledby={`${id}-title`}
        aria-activedescendant={isActiveThere ? `${id}-${marks.active}` : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const column = columns[index]
            if (column === undefined) return null
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for all of them
              <div
                key={column.place}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={marks.marked.has(index)}
                aria-setsize={columns.length}
                aria-posinset={index + 1}
                className={index === marks.active ? `${styles.option} ${styles.active}` : styles.option}
                style={{ transform: `translateY(${start}px)`, height: rowPx }}
                onMouseDown={(event) => {
                  // The list keeps the focus, and a range of texts is not what Shift means here.
                  event.preventDefault()
                  box.current?.focus()
                }}
                onClick={click(index)}
                onDoubleClick={() => onMove(new Set([index]))}
              >
                <span className={styles.name} translate="no">
                  {column.name}
                </span>
                <span className={styles.type}>{column.note ?? <span translate="no">{column.type}</span>}</span>
              </div>
            )
          })}
        </div>
      </div>
      {columns.length === 0 && <p className={styles.empty}>{emptyText}</p>}
    </div>
  )
}
