import { AppError, type ColumnSchema } from '@sluice/contracts'
import { type Column, columnAt, type Table } from '@sluice/dataflow'
import { toNumbers } from '../../../algorithms/column-numbers.ts'
import { fitChainedEquations } from '../../../algorithms/imputation/chained-equations.ts'
import { fitProbabilisticPca } from '../../../algorithms/imputation/probabilistic-pca.ts'
import type { RunContext } from '../../module.ts'
import type { Cleaning } from './cleaning.ts'
import type { CleaningParameters } from './cleaning-parameters.ts'
import { assertSuits, computeReplacements } from './compute-replacements.ts'

/**
 * Finds out what cleaning these columns means.
 * @param selected places of the columns in the table; the cleaning speaks of places among these
 * @throws AppError `ColumnTypeNotSupported`, `ParameterNotParsed`, `IsInfinite`
 */
export function fitCleaning(
  table: Table,
  selected: readonly number[],
  parameters: CleaningParameters,
  context: Pick<RunContext, 'signal' | 'progress' | 'log'>,
): Cleaning {
  const { mode } = parameters
  for (const index of selected) assertSuits(mode, table.schema[index] as ColumnSchema)
  // Columns of hashed text are left out: they have nothing missing, and are too many to predict anything from.
  const sparse = sparseColumns(table)
  const columns = new Map(
    selected.flatMap((index, place) => (sparse.has(index) ? [] : [[place, columnAt(table, index)] as const])),
  )
  const columnOf = (place: number) => columns.get(place) as Column
  const isEmpty = (place: number) => missingCount(columnOf(place)) === table.rowCount
  const inRange = [...columns].flatMap(([place, column]) => {
    const ratio = table.rowCount === 0 ? 0 : missingCount(column) / table.rowCount
    return ratio >= parameters.minimumRatio && ratio <= parameters.maximumRatio ? [place] : []
  })
  switch (mode) {
    case 'remove-row':
      return { kind: 'remove-rows', removed: [], cleaned: inRange }
    case 'remove-column':
      return { kind: 'remove-rows', removed: inRange.filter((place) => missingCount(columnOf(place)) > 0), cleaned: [] }
    case 'custom': {
      const replacements = computeReplacements(mode, parameters.replacementValue, inRange.map(columnOf))
      return { kind: 'replace', removed: [], cleaned: inRange, ...replacements }
    }
  }
  const removed = parameters.columnsWithAllMissing === 'remove' && table.rowCount > 0 ? inRange.filter(isEmpty) : []
  const cleaned = inRange.filter((place) => !isEmpty(place))
  if (mode === 'mean' || mode === 'median' || mode === 'mode') {
    return { kind: 'replace', removed, cleaned, ...computeReplacements(mode, '', cleaned.map(columnOf)) }
  }
  const modelled = [...columns.keys()].filter((place) => !isEmpty(place))
  const numbers = modelled.map((place) => finiteNumbers(columnOf(place)))
  const rounds = mode === 'mice' ? parameters.iterations : parameters.pcaIterations
  const onRound = (round: number) => {
    context.signal.throwIfAborted()
    context.progress(round / rounds, `iteration ${round} of ${rounds}`)
  }
  return mode === 'mice'
    ? { kind: 'chained-equations', removed, modelled, cleaned, model: fitChainedEquations(numbers, rounds, onRound) }
    : { kind: 'probabilistic-pca', removed, modelled, cleaned, model: fitProbabilisticPca(numbers, rounds, onRound) }
}

const missingCount = ({ missing }: Column): number => missing?.count ?? 0

function sparseColumns(table: Table): ReadonlySet<number> {
  const indexes = new Set<number>()
  let first = 0
  for (const part of table.parts) {
    const width = part.kind === 'column' ? 1 : part.schema.length
    if (part.kind === 'sparse') for (let index = first; index < first + width; index += 1) indexes.add(index)
    first += width
  }
  return indexes
}

function finiteNumbers(column: Column): Float64Array {
  const numbers = toNumbers(column)
  const infinite = numbers.find((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
  if (infinite !== undefined) throw new AppError('IsInfinite', { value: `${infinite} in column ${column.name}` })
  return numbers
}
