import {
  Button,
  Checkbox,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ArrowSortDownRegular,
  ArrowSortUpRegular,
  ColumnTripleRegular,
} from '@fluentui/react-icons'
import {
  type ColumnDef,
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './DataTable.module.css'
import { downloadCsv } from './download-csv.ts'
import { Pager } from './Pager.tsx'

export interface TableColumn<Row> {
  readonly id: string
  /** Empty above buttons that say themselves what they do; those who listen hear “Actions”. */
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** The value in a CSV file; without it the column is not part of one. */
  readonly text?: (row: Row) => string | number
  /** Field that the server sorts by. */
  readonly sortField?: string
  /** Right-aligned, with digits of one width. */
  readonly isNumeric?: boolean
  /** Not shown until it is chosen. */
  readonly isOptional?: boolean
}

export interface DataTableProps<Row> {
  /** What the rows are, as a plural: `APIs`. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  readonly rowId: (row: Row) => string
  /** How a row is called where it is spoken of. */
  readonly rowName: (row: Row) => string
  /** `name` or `-name`; undefined with `onSort` = the order of the server. */
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
  /** Pages of the server. */
  readonly paging?: { readonly page: number; readonly size: number; readonly total: number; onPage(page: number): void }
  /** What can be done with several rows at once; with it rows can be selected. */
  readonly bulkActions?: (rows: readonly Row[], clear: () => void) => ReactNode
  /** Search and filters, left above the table. */
  readonly filters?: ReactNode
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode
  readonly isFetching?: boolean
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
/** From so many rows on, only those on the screen are drawn. */
const virtualFrom = 200

/** The table of the portals: sorted and paged by the server, columns of choice, several rows at once, CSV. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowId, rowName, sort, onSort, paging, bulkActions, filters, empty, isFetching } = props
  const words = useWords(uiWords)
  // A section of the page may be called what the table is called.
  const region = words('tableRegion', { label })
  const [columnVisibility, setColumnVisibility] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(columns.map(({ id, isOptional }) => [id, isOptional !== true])),
  )
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          cell: ({ row }) => column.cell(row.original),
        }),
      ),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: rows as Row[],
    getRowId: rowId,
    state: { columnVisibility, rowSelection },
    onColumnVisibilityChange: setColumnVisibility,
    onRowSelectionChange: setRowSelection,
  })
  const byId = new Map(columns.map((column) => [column.id, column]))
  const shown = table.getRowModel().rows
  const selected = shown.filter((row) => row.getIsSelected())
  const scroller = useRef<HTMLDivElement>(null)
  const isVirtual = shown.length >= virtualFrom
  const virtualizer = useVirtualizer({
    count: isVirtual ? shown.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 37,
    overscan: 12,
  })
  const items = virtualizer.getVirtualItems()
  const drawn = isVirtual ? items.flatMap(({ index }) => shown[index] ?? []) : shown
  const before = isVirtual ? (items[0]?.start ?? 0) : 0
  const after = isVirtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0
  const span = columns.length + (bulkActions === undefined ? 0 : 1)
  const optional = columns.some(({ isOptional }) => isOptional)
  const hasCsv = columns.some(({ text }) => text !== undefined)
  return (
    <div className={styles.whole}>
      <div className={styles.bar} hidden={filters === undefined && bulkActions === undefined && !optional && !hasCsv}>
        {bulkActions !== undefined && selected.length > 0 ? (
          <div className={styles.selection}>
            <span role="status">{words('selected', { count: selected.length })}</span>
            {bulkActions(
              selected.map(({ original }) => original),
              () => setRowSelection({}),
            )}
            <Button appearance="subtle" onClick={() => setRowSelection({})}>
              {words('clear')}
            </Button>
          </div>
        ) : (
          <div className={styles.filters}>{filters}</div>
        )}
        <div className={styles.tools}>
          {optional && (
            <Menu
              checkedValues={{ shown: columns.filter(({ id }) => columnVisibility[id] !== false).map(({ id }) => id) }}
              onCheckedValueChange={(_, { checkedItems }) =>
                setColumnVisibility(Object.fromEntries(columns.map(({ id }) => [id, checkedItems.includes(id)])))
              }
            >
              <MenuTrigger disableButtonEnhancement>
                <Tooltip content={words('columns')} relationship="label">
                  <Button appearance="subtle" icon={<ColumnTripleRegular />} />
                </Tooltip>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {columns.slice(1).map(
                    ({ id, header }) =>
                      header !== '' && (
                        <MenuItemCheckbox key={id} name="shown" value={id}>
                          {header}
                        </MenuItemCheckbox>
                      ),
                  )}
                </MenuList>
              </MenuPopover>
            </Menu>
          )}
          {hasCsv && rows.length > 0 && (
            <Tooltip content={words('downloadCsv')} relationship="label">
              <Button
                appearance="subtle"
                icon={<ArrowDownloadRegular />}
                onClick={() => downloadCsv(label, rows, columns)}
              />
            </Tooltip>
          )}
        </div>
      </div>
      {rows.length === 0 ? (
        empty
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section ref={scroller} className={isVirtual ? styles.tall : styles.scroll} tabIndex={0} aria-label={region}>
          <table
            className={styles.table}
            aria-label={label}
            aria-busy={isFetching === true}
            aria-rowcount={paging?.total}
          >
            <thead>
              <tr>
                {bulkActions !== undefined && (
                  <th scope="col" className={styles.check}>
                    <Checkbox
                      aria-label={words('selectAll')}
                      checked={selected.length === shown.length ? true : selected.length > 0 ? 'mixed' : false}
                      onChange={(_, { checked }) =>
                        setRowSelection(checked === true ? Object.fromEntries(shown.map(({ id }) => [id, true])) : {})
                      }
                    />
                  </th>
                )}
                {table.getHeaderGroups()[0]?.headers.map(({ id }) => {
                  const column = byId.get(id)
                  return column && <HeaderCell key={id} column={column} sort={sort} onSort={onSort} />
                })}
              </tr>
            </thead>
            <tbody>
              {before > 0 && <SpacerRow height={before} span={span} />}
              {drawn.map((row) => (
                <tr key={row.id} data-selected={row.getIsSelected() || undefined}>
                  {bulkActions !== undefined && (
                    <td className={styles.check}>
                      <Checkbox
                        aria-label={words('selectRow', { name: rowName(row.original) })}
                        checked={row.getIsSelected()}
                        onChange={(_, { checked }) => row.toggleSelected(checked === true)}
                      />
                    </td>
                  )}
                  {row.getVisibleCells().map(({ column: { id } }) => {
                    const column = byId.get(id)
                    return (
                      column && (
                        <td key={id} className={column.isNumeric ? styles.numeric : undefined}>
                          {column.cell(row.original)}
                        </td>
                      )
                    )
                  })}
                </tr>
              ))}
              {after > 0 && <SpacerRow height={after} span={span} />}
            </tbody>
          </table>
        </section>
      )}
      {paging !== undefined && paging.total > 0 && <Pager {...paging} />}
    </div>
  )
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: TableColumn<Row>
  readonly sort: string | undefined
  readonly onSort: ((sort: string) => void) | undefined
}) {
  const words = useWords(uiWords)
  const { header, sortField, isNumeric } = column
  const className = isNumeric ? styles.numeric : undefined
  if (sortField === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {header === '' ? <span className="visually-hidden">{words('rowActions')}</span> : header}
      </th>
    )
  }
  const isUp = sort === sortField
  const isDown = sort === `-${sortField}`
  return (
    <th scope="col" className={className} aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <button type="button" className={styles.sort} onClick={() => onSort(isUp ? `-${sortField}` : sortField)}>
        {header}
        {isUp && <ArrowSortUpRegular aria-hidden />}
        {isDown && <ArrowSortDownRegular aria-hidden />}
      </button>
    </th>
  )
}

const SpacerRow = ({ height, span }: { readonly height: number; readonly span: number }) => (
  <tr aria-hidden>
    <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
  </tr>
)
