import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'

interface Row {
  readonly id: string
  readonly name: string
  readonly calls: number
}

const toRows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index),
    name: `API number ${index + 1}`,
    calls: (index * 7919) % 1000,
  }))

const columns: readonly TableColumn<Row>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, text: ({ name }) => name, sortField: 'name' },
  { id: 'state', header: 'State', cell: () => <StateLabel kind="done">Online</StateLabel> },
  { id: 'calls', header: 'Calls', cell: ({ calls }) => calls, text: ({ calls }) => calls, isNumeric: true },
  { id: 'id', header: 'Id', cell: ({ id }) => <code translate="no">{id}</code>, isOptional: true },
]
const shared = { columns, rowId: ({ id }: Row) => id, rowName: ({ name }: Row) => name }

export function TableParts() {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState('name')
  const [page, setPage] = useState(1)
  return (
    <>
      <Section title="Full, with everything">
        <DataTable
          {...shared}
          label="APIs"
          rows={toRows(8)}
          sort={sort}
          onSort={setSort}
          paging={{ page, size: 8, total: 42, onPage: setPage }}
          filters={<SearchField things="APIs" value={search} onSearch={setSearch} />}
          bulkActions={(rows, clear) => <Button onClick={clear}>{`Delete ${rows.length}`}</Button>}
          empty={null}
        />
      </Section>
      <Section title="Being read anew">
        <DataTable {...shared} label="APIs being read" rows={toRows(2)} empty={null} isFetching />
      </Section>
      <Section title="A thousand rows">
        <DataTable {...shared} label="Many APIs" rows={toRows(1_000)} empty={null} />
      </Section>
      <Section title="Empty">
        <DataTable
          {...shared}
          label="No APIs"
          rows={[]}
          empty={
            <EmptyState title="No APIs yet" action={<Button>Add API</Button>}>
              An API is what developers call.
            </EmptyState>
          }
        />
      </Section>
      <Section title="Nothing found">
        <DataTable
          {...shared}
          label="APIs that match"
          rows={[]}
          empty={<NothingFound things="APIs" search="x" onClear={() => undefined} />}
        />
      </Section>
    </>
  )
}
