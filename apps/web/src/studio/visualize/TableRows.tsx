import { Button, Tooltip } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import type { StatisticsAnswer, TableSchema } from '@sluice/contracts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { CopyButton } from '../../shared/ui/values/CopyButton.tsx'
import { type OutputPlace, outputPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { RowRecord } from './RowRecord.tsx'
import { columnsPerPage, pagesOf, toClipboardText } from './row-pages.ts'
import styles from './TableRows.module.css'
import { useRowPages } from './use-row-pages.ts'
import { useVisualizeWords } from './visualize-words.ts'

const rowHeight = 32

/** All rows of a table; those on the screen are fetched and drawn. */
export function TableRows({
  place,
  rowCount,
  columns,
}: {
  readonly place: OutputPlace
  readonly rowCount: number
  readonly columns: TableSchema
}) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const path = outputPath(place)
  const [firstColumn, setFirstColumn] = useState(0)
  const [openRow, setOpenRow] = useState<number>()
  const { data: statistics } = useStudio<StatisticsAnswer>(`${path}/statistics`)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const { row, error, loaded } = useRowPages(path, pagesOf(items.map(({ index }) => index)), firstColumn)
  const shown = columns.slice(firstColumn, firstColumn + columnsPerPage)
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  if (error !== null) return <ErrorState error={error} />
  return (
    <div className={styles.whole}>
      <div className={styles.bar}>
        <ColumnPager total={columns.length} first={firstColumn} onFirst={setFirstColumn} />
        <CopyButton
          name={words('copyRows')}
          value={() =>
            Promise.resolve(
              toClipboardText(
                shown.map(({ name }) => name),
                loaded,
              ),
            )
          }
          size="small"
        />
      </div>
      <div className={styles.beside}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section ref={scroller} className={styles.scroll} tabIndex={0} aria-label={words('rows')}>
          <table className={styles.table} aria-label={words('rows')} aria-rowcount={rowCount + 1}>
            <thead>
              <tr aria-rowindex={1}>
                <th scope="col" className={styles.number}>
                  {words('row')}
                </th>
                {shown.map((column, index) => (
                  <ColumnHead
                    key={column.name}
                    column={column}
                    figures={statistics?.columns[firstColumn + index]}
                    rowCount={rowCount}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {before > 0 && <Spacer height={before} span={shown.length + 1} />}
              {items.map(({ index }) => (
                <tr key={index} aria-rowindex={index + 2} data-open={openRow === index || undefined}>
                  <td className={styles.number}>
                    <button
                      type="button"
                      className={styles.open}
                      aria-label={words('openRow', { number: index + 1 })}
                      aria-expanded={openRow === index}
                      onClick={() => setOpenRow(openRow === index ? undefined : index)}
                    >
                      {number(index + 1)}
                    </button>
                  </td>
                  {shown.map(({ name }, at) => (
                    <Cell key={name} cell={row(index)?.[at]} />
                  ))}
                </tr>
              ))}
              {after > 0 && <Spacer height={after} span={shown.length + 1} />}
            </tbody>
          </table>
          {rowCount === 0 && <p className={styles.empty}>{words('emptyTable')}</p>}
        </section>
        {openRow !== undefined && (
          <RowRecord
            number={openRow + 1}
            names={shown.map(({ name }) => name)}
            cells={row(openRow) ?? []}
            onClose={() => setOpenRow(undefined)}
          />
        )}
      </div>
    </div>
  )
}

function Cell({ cell }: { readonly cell: string | number | boolean | null | undefined }) {
  const words = useVisualizeWords()
  const { figure } = useFormats()
  if (cell === undefined) return <td className={styles.loading} />
  if (cell === null) return <td className={styles.missing}>{words('missing')}</td>
  if (typeof cell === 'number') return <td className={styles.numeric}>{figure(cell, 10)}</td>
  return <td translate="no">{String(cell)}</td>
}

const Spacer = ({ height, span }: { readonly height: number; readonly span: number }) => (
  <tr aria-hidden>
    <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
  </tr>
)

function ColumnPager({
  total,
  first,
  onFirst,
}: {
  readonly total: number
  readonly first: number
  readonly onFirst: (first: number) => void
}) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  if (total <= columnsPerPage) return null
  const last = Math.min(total, first + columnsPerPage)
  const [isFirst, isLast] = [first === 0, last === total]
  return (
    <>
      <Tooltip content={words('columnsBefore')} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          disabledFocusable={isFirst}
          onClick={() => isFirst || onFirst(Math.max(0, first - columnsPerPage))}
        />
      </Tooltip>
      <span role="status">
        {words('columnsShown', { from: number(first + 1), to: number(last), total: number(total) })}
      </span>
      <Tooltip content={words('columnsAfter')} relationship="label">
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronRightRegular />}
          disabledFocusable={isLast}
          onClick={() => isLast || onFirst(first + columnsPerPage)}
        />
      </Tooltip>
    </>
  )
}
