import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { createSparseSelector, type SparseSelector } from './sparse-columns.ts'
import { createTable, type Table, type TablePart } from './table.ts'

/**
 * The columns at these places, in this order; named as in `schema`, where one is given. Columns that are kept sparse
 * stay so.
 * @throws RangeError when there is no such column
 */
export const selectColumns = (table: Table, indexes: readonly number[], schema?: TableSchema): Table =>
  createColumnSelector(indexes, schema)(table)

/**
 * The same for many tables that are made alike, such as those of one scorer: where the columns are is worked out once, and
 * the results share their schemas.
 */
export function createColumnSelector(indexes: readonly number[], schema?: TableSchema): (table: Table) => Table {
  let layout: readonly (TableSchema | undefined)[] = []
  let steps: readonly Step[] | undefined
  return (table) => {
    const { parts } = table
    if (steps === undefined || !isLaidOut(parts, layout)) {
      layout = parts.map(sparseSchemaOf)
      steps = planSteps(parts, indexes, schema)
    }
    const selected = steps.map((step) => takeStep(parts[step.part] as TablePart, step))
    return createTable(table.rowCount, selected, schema)
  }
}

/** What one part of the result is made of. */
interface Step {
  /** Place of the part that it is taken from. */
  readonly part: number
  readonly name: string | undefined
  /** For sparse columns. */
  readonly select: SparseSelector | undefined
}

function takeStep(part: TablePart, { name, select }: Step): TablePart {
  if (part.kind === 'sparse') return select === undefined ? part : select(part)
  return name === undefined || name === part.name ? part : { ...part, name }
}

const sparseSchemaOf = (part: TablePart): TableSchema | undefined => (part.kind === 'sparse' ? part.schema : undefined)

const isLaidOut = (parts: readonly TablePart[], layout: readonly (TableSchema | undefined)[]): boolean =>
  parts.length === layout.length && parts.every((part, index) => sparseSchemaOf(part) === layout[index])

function planSteps(parts: readonly TablePart[], indexes: readonly number[], schema: TableSchema | undefined): Step[] {
  const places = placesOf(parts)
  const steps: Step[] = []
  let position = 0
  while (position < indexes.length) {
    const place = places[indexes[position] as number]
    if (place === undefined) throw new RangeError(`There is no column ${indexes[position]}.`)
    const part = parts[place.part] as TablePart
    if (part.kind === 'column') {
      steps.push({ part: place.part, name: schema?.[position]?.name, select: undefined })
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
    const names = schema?.slice(position, position + within.length)
    const select = createSparseSelector(part.schema, within, names && rename(part.schema, within, names))
    steps.push({ part: place.part, name: undefined, select })
    position += within.length
  }
  return steps
}

const rename = (schema: TableSchema, within: readonly number[], names: TableSchema): TableSchema =>
  within.map((index, position) => {
    const column = schema[index] as ColumnSchema
    const { name } = names[position] as ColumnSchema
    return name === column.name ? column : { ...column, name }
  })

interface Place {
  /** Place of the part in its table. */
  readonly part: number
  /** Within a part of several columns. */
  readonly index: number
}

const placesOf = (parts: readonly TablePart[]): Place[] =>
  parts.flatMap((part, place): Place[] =>
    part.kind === 'column' ? [{ part: place, index: 0 }] : part.schema.map((_, index) => ({ part: place, index })),
  )
