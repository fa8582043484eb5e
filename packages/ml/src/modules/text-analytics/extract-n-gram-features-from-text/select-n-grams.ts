import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { columnAt, isMissing, readCell, resolveColumns, type Table } from '@sluice/dataflow'
import { toNumbers } from '../../../algorithms/column-numbers.ts'
import { classScorers, isClassScore, numberScorers } from '../../../algorithms/feature-scores/feature-scores.ts'
import type { FeatureScorer, SparseFeature } from '../../../algorithms/feature-scores/sparse-feature.ts'
import type { NgramParameters } from './n-gram-parameters.ts'
import type { WeightedRows } from './weighted-rows.ts'

/** More classes than this no score of classes means anything for. */
const mostClasses = 1000

/**
 * The target column, where the parameters need one.
 * @throws AppError `SelectedColumnCount`, `ColumnTypeNotSupported`, and what `resolveColumns` throws
 */
export function findTargetColumn(dataset: TableSchema, parameters: NgramParameters): number | undefined {
  const { vocabularyMode, selectsFeatures, scoringMethod, targetColumn } = parameters
  if (vocabularyMode === 'read-only' || !selectsFeatures || scoringMethod === 'count-based') return undefined
  const columnSet = 'Target column'
  const [index, ...others] = resolveColumns(targetColumn, dataset, { columnSet })
  if (index === undefined || others.length > 0) {
    throw new AppError('SelectedColumnCount', { columnSet, expected: '1', found: others.length + 1 })
  }
  const { name, type } = dataset[index] as ColumnSchema
  if (type === 'String' && !isClassScore(scoringMethod)) {
    throw new AppError('ColumnTypeNotSupported', { column: name, type })
  }
  return index
}

/**
 * The places of the n-grams to be kept, ascending; of equal scores the earlier one is kept. Rows without a target are
 * not looked at.
 * @param target as `findTargetColumn` gives it
 * @throws AppError `TooManyUniqueValues`
 */
export function selectNgrams(
  table: Table,
  weighted: WeightedRows,
  placeCount: number,
  target: number | undefined,
  { scoringMethod, desiredFeatureCount, minimumNonZeroCount }: NgramParameters,
): number[] {
  if (target === undefined || scoringMethod === 'count-based') {
    const counts = new Int32Array(placeCount)
    for (const place of weighted.places) counts[place] = (counts[place] as number) + 1
    return [...counts.keys()].filter((place) => (counts[place] as number) >= minimumNonZeroCount)
  }
  const column = columnAt(table, target)
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row).filter(
    (row) => !isMissing(column.missing, row) && !Number.isNaN(column.values[row]),
  )
  const score = createScorer(column, rows, scoringMethod)
  const scores = featuresOf(weighted, rows, placeCount).map(score)
  return [...scores.keys()]
    .sort((a, b) => compare(scores[b] as number, scores[a] as number) || a - b)
    .slice(0, desiredFeatureCount)
    .sort((a, b) => a - b)
}

// Infinity less Infinity would be no number.
const compare = (first: number, second: number): number => (first === second ? 0 : first < second ? -1 : 1)

function createScorer(
  column: ReturnType<typeof columnAt>,
  rows: Int32Array,
  method: keyof typeof classScorers | keyof typeof numberScorers,
): FeatureScorer {
  if (!isClassScore(method)) {
    const numbers = toNumbers(column)
    return numberScorers[method](Float64Array.from(rows, (row) => numbers[row] as number))
  }
  const places = new Map<unknown, number>()
  const classes = Int32Array.from(rows, (row) => {
    const value = readCell(column, row)
    const place = places.get(value) ?? places.size
    places.set(value, place)
    return place
  })
  if (places.size > mostClasses) {
    throw new AppError('TooManyUniqueValues', { column: column.name, limit: mostClasses })
  }
  return classScorers[method]({ classes, count: places.size })
}

/** Column by column what stands row by row; rows are numbered among those that are looked at. */
function featuresOf({ rowStarts, places, weights }: WeightedRows, rows: Int32Array, placeCount: number) {
  const ends = new Int32Array(placeCount + 1)
  for (const place of places) ends[place + 1] = (ends[place + 1] as number) + 1
  for (let place = 0; place < placeCount; place += 1) {
    ends[place + 1] = (ends[place + 1] as number) + (ends[place] as number)
  }
  const starts = ends.slice()
  const rowsOfFeatures = new Int32Array(places.length)
  const values = new Float64Array(places.length)
  for (const [number, row] of rows.entries()) {
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      const place = places[at] as number
      const to = ends[place] as number
      rowsOfFeatures[to] = number
      values[to] = weights[at] as number
      ends[place] = to + 1
    }
  }
  return Array.from({ length: placeCount }, (_, place): SparseFeature => {
    const start = starts[place] as number
    const end = ends[place] as number
    return { rows: rowsOfFeatures.subarray(start, end), values: values.subarray(start, end) }
  })
}
