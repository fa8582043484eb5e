import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { selectSparseColumns } from './sparse-columns.ts'
import { createTable, type Table, type TablePart } from './table.ts'

/**
 * The columns at these places, in this order; named as in `schema`, where one is given. Columns that are kept sparse
 * stay so.
 * @throws RangeError when there is no such column
 */
export function selectColumns(table: Table, indexes: readonly number[], schema?: TableSchema): Table {
  const places = partsOfColumns(table)
  const parts: TablePart[] = []
  let position = 0
  while (position < indexes.length) {
    const place = places[indexes[position] as number]
    if (place === undefined) throw new RangeError(`There is no column ${indexes[position]}.`)
    if (place.part.kind === 'column') {
      const name = schema?.[position]?.name ?? place.part.name
      parts.push(name === place.part.name ? place.part : { ...place.part, name })
      position += 1
      continue
    }
    // A run of ascending places of one sparse part stays together.
    const within = [place.index]
    let next = places[indexes[position + within.length] as number]
    while (next?.part === place.part && next.index > (within.at(-1) as number)) {
      within.push(next.index)
      next = places[indexes[position + within.length] as number]
    }
    const selected = selectSparseColumns(place.part, within)
    const names = schema?.slice(position, position + within.length)
    parts.push(names === undefined ? selected : { ...selected, schema: rename(selected.schema, names) })
    position += within.length
  }
  return createTable(table.rowCount, parts, schema)
}

const rename = (schema: TableSchema, names: TableSchema): TableSchema =>
  schema.map((column, index) => {
    const { name } = names[index] as ColumnSchema
    return name === column.name ? column : { ...column, name }
  })

interface Place {
  readonly part: TablePart
  /** Within a part of several columns. */
  readonly index: number
}

function partsOfColumns(table: Table): Place[] {
  return table.parts.flatMap((part): Place[] =>
    part.kind === 'column' ? [{ part, index: 0 }] : part.schema.map((_, index) => ({ part, index })),
  )
}
