import { Button, Tooltip } from '@fluentui/react-components'
import {
  ChevronDoubleLeftRegular,
  ChevronDoubleRightRegular,
  ChevronLeftRegular,
  ChevronRightRegular,
} from '@fluentui/react-icons'
import { type JSX, type RefObject, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import styles from './ByName.module.css'
import { ColumnList } from './ColumnList.tsx'
import { columnSelectorWords } from './column-selector-words.ts'
import { filterColumns, type ListedColumn, noFilter, splitColumns, typesOf } from './filter-columns.ts'
import type { KnownColumn } from './known-columns.ts'
import { type ListMarks, noMarks } from './list-marks.ts'

/** Two lists, between which columns go to and fro. */
export function ByName({
  columns,
  names,
  onNames,
  onMarked,
  begin,
}: {
  readonly columns: readonly KnownColumn[]
  /** Chosen so far, in order. */
  readonly names: readonly string[]
  readonly onNames: (names: readonly string[]) => void
  /** Columns that are marked and not moved yet. */
  readonly onMarked: (names: readonly string[]) => void
  /** Where the cursor begins. */
  readonly begin: RefObject<HTMLDivElement | null>
}) {
  const words = useWords(columnSelectorWords)
  const lists = splitColumns(columns, names, {
    unknownType: words('unknownType'),
    notThere: words('notThere'),
  })
  const from = useList(lists.available, (marked) => onMarked(marked.map(({ name }) => name)))
  const to = useList(lists.chosen)
  // Places mean other columns after a move.
  const unmark = () => {
    from.unmark()
    to.unmark()
  }
  const add = (chosen: readonly ListedColumn[]) => {
    if (chosen.length === 0) return
    onNames([...names, ...chosen.map(({ name }) => name)])
    unmark()
  }
  const remove = (taken: readonly ListedColumn[]) => {
    if (taken.length === 0) return
    const places = new Set(taken.map(({ place }) => place))
    onNames(names.filter((_, place) => !places.has(place)))
    unmark()
  }
  return (
    <>
      <div className={styles.lists}>
        <ColumnList
          label={words('available')}
          {...from.props}
          onMove={(places) => add(from.at(places))}
          emptyText={words(lists.available.length > 0 ? 'noMatch' : 'emptyAvailable')}
          ref={begin}
        />
        <div className={styles.moves}>
          <MoveButton
            label={words('select')}
            icon={<ChevronRightRegular />}
            isOff={from.marked.length === 0}
            onMove={() => add(from.marked)}
          />
          <MoveButton
            label={words('unselect')}
            icon={<ChevronLeftRegular />}
            isOff={to.marked.length === 0}
            onMove={() => remove(to.marked)}
          />
          <MoveButton
            label={words('selectAll')}
            icon={<ChevronDoubleRightRegular />}
            isOff={from.shown.length === 0}
            onMove={() => add(from.shown)}
          />
          <MoveButton
            label={words('unselectAll')}
            icon={<ChevronDoubleLeftRegular />}
            isOff={to.shown.length === 0}
            onMove={() => remove(to.shown)}
          />
        </div>
        <ColumnList
          label={words('chosen')}
          {...to.props}
          onMove={(places) => remove(to.at(places))}
          emptyText={words(lists.chosen.length > 0 ? 'noMatch' : 'emptyChosen')}
        />
      </div>
      <p className={styles.help}>{words('listHelp')}</p>
    </>
  )
}

/** Filter and marks of one of the lists. */
function useList(columns: readonly ListedColumn[], onMarked?: (marked: readonly ListedColumn[]) => void) {
  const [filter, setFilter] = useState(noFilter)
  const [marks, setMarks] = useState(noMarks)
  const shown = filterColumns(columns, filter)
  const at = (places: ReadonlySet<number>) => [...places].sort((a, b) => a - b).flatMap((place) => shown[place] ?? [])
  const mark = (changed: ListMarks) => {
    setMarks(changed)
    onMarked?.(at(changed.marked))
  }
  return {
    shown,
    at,
    marked: at(marks.marked),
    unmark: () => mark(noMarks),
    props: {
      columns: shown,
      types: typesOf(columns),
      filter,
      onFilter: (changed: typeof filter) => {
        setFilter(changed)
        mark(noMarks)
      },
      marks,
      onMarks: mark,
    },
  }
}

function MoveButton({
  label,
  icon,
  isOff,
  onMove,
}: {
  readonly label: string
  readonly icon: JSX.Element
  readonly isOff: boolean
  readonly onMove: () => void
}) {
  return (
    <Tooltip content={label} relationship="label">
      <Button icon={icon} disabledFocusable={isOff} onClick={() => isOff || onMove()} />
    </Tooltip>
  )
}
