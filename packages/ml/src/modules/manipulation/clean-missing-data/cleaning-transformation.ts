import type { ColumnSchema } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  columnAt,
  createColumn,
  createColumnSelector,
  createTable,
  isMissing,
  selectRows,
  type Table,
  type Values,
} from '@sluice/dataflow'
import { toNumberOfType, toNumbers } from '../../../algorithms/column-numbers.ts'
import { fillByChainedEquations } from '../../../algorithms/imputation/chained-equations.ts'
import { fillByProbabilisticPca } from '../../../algorithms/imputation/probabilistic-pca.ts'
import type { TransformationCode } from '../../module.ts'
import { findTransformedColumns } from '../../transformed-columns.ts'
import { type Cleaning, unpackCleaning } from './cleaning.ts'
import { cleaningParameters, mayRemoveColumns } from './cleaning-parameters.ts'
import { describeCleaning } from './describe-cleaning.ts'

/** Cleans other data as those were that it was made from; indicator columns are not made. */
export const cleaningTransformation: TransformationCode = {
  describe: ({ shape, state }) => describeCleaning(unpackCleaning(state), shape.columns),
  outputSchema(shape, dataset) {
    findTransformedColumns(shape, dataset)
    return mayRemoveColumns(cleaningParameters.parse(shape.parameters)) ? undefined : dataset
  },
  compile({ shape, state }, dataset) {
    const cleaning = unpackCleaning(state)
    const places = findTransformedColumns(shape, dataset)
    const at = (place: number) => places[place] as number
    const clean = columnCleaner(cleaning, at)
    const removed = new Set(cleaning.removed.map(at))
    const kept = dataset.flatMap((_, index) => (removed.has(index) ? [] : [index]))
    const outputSchema = kept.map((index) => dataset[index] as ColumnSchema)
    const select = createColumnSelector(kept, outputSchema)
    return {
      outputSchema,
      run(table) {
        const cleaned = clean(table)
        return removed.size === 0 ? cleaned : select(cleaned)
      },
    }
  },
}

function columnCleaner(cleaning: Cleaning, at: (place: number) => number): (table: Table) => Table {
  switch (cleaning.kind) {
    case 'remove-rows': {
      const indexes = new Set(cleaning.cleaned.map(at))
      return (table) => removeRows(table, indexes)
    }
    case 'replace': {
      const { cleaned, numbers, texts } = cleaning
      const places = new Map(cleaned.map((place, order) => [at(place), order]))
      return (table) =>
        mapColumns(table, (column, index) => {
          const order = places.get(index)
          if (order === undefined || column.missing === undefined) return column
          const replacement = replacementFor(column, numbers[order] as number, texts[order] as string)
          return fillColumn(column, () => replacement)
        })
    }
    case 'chained-equations':
    case 'probabilistic-pca': {
      const indexes = cleaning.modelled.map(at)
      const cleaned = new Set(cleaning.cleaned.map(at))
      return (table) => {
        const columns = indexes.map((index) => columnAt(table, index))
        if (columns.every(({ missing }) => missing === undefined)) return table
        const numbers = columns.map(toNumbers)
        const filled =
          cleaning.kind === 'chained-equations'
            ? fillByChainedEquations(cleaning.model, numbers)
            : fillByProbabilisticPca(cleaning.model, numbers)
        return mapColumns(table, (column, index) => {
          if (!cleaned.has(index) || column.missing === undefined) return column
          const values = filled[indexes.indexOf(index)] as Float64Array
          return fillColumn(column, (row) => replacementFor(column, values[row] as number, ''))
        })
      }
    }
  }
}

function replacementFor({ type }: Column, number: number, text: string): Exclude<Cell, null> {
  if (type === 'String') return text
  if (type === 'Int64') return text === '' ? BigInt(toNumberOfType(number, type)) : BigInt(text)
  return toNumberOfType(number, type)
}

function fillColumn(column: Column, replacementAt: (row: number) => Exclude<Cell, null>): Column {
  const { values, missing } = column
  // Arrays of texts and typed arrays are both copied by `slice`.
  const filled = (values as unknown as { slice(): (string | number | bigint)[] }).slice()
  for (let row = 0; row < filled.length; row += 1) {
    if (!isMissing(missing, row)) continue
    const replacement = replacementAt(row)
    filled[row] = typeof replacement === 'boolean' ? Number(replacement) : replacement
  }
  return createColumn(column, filled as unknown as Values<never>)
}

/** Nothing is missing in columns that are kept sparse. */
function mapColumns(table: Table, map: (column: Column, index: number) => Column): Table {
  let first = 0
  const parts = table.parts.map((part) => {
    const index = first
    first += part.kind === 'column' ? 1 : part.schema.length
    return part.kind === 'column' ? map(part, index) : part
  })
  return createTable(table.rowCount, parts, table.schema)
}

function removeRows(table: Table, indexes: ReadonlySet<number>): Table {
  const looked: Column[] = []
  mapColumns(table, (column, index) => {
    if (indexes.has(index) && column.missing !== undefined) looked.push(column)
    return column
  })
  if (looked.length === 0) return table
  const kept: number[] = []
  for (let row = 0; row < table.rowCount; row += 1) {
    if (!looked.some(({ missing }) => isMissing(missing, row))) kept.push(row)
  }
  return selectRows(table, Int32Array.from(kept))
}
