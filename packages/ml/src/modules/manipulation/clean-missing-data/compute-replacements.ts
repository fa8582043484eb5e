import { AppError, type ColumnType } from '@sluice/contracts'
import { type Column, isMissing, parseCell } from '@sluice/dataflow'
import { isNumeric, toNumberOfType, toNumbers } from '../../../algorithms/column-numbers.ts'
import {
  countValues,
  meanOf,
  modeOf,
  mostFrequent,
  quantileOf,
  sortedValues,
} from '../../../algorithms/column-statistics.ts'
import { type Cleaning, isKeptAsText } from './cleaning.ts'
import type { CleaningMode } from './cleaning-parameters.ts'

export type ReplacingMode = Extract<CleaningMode, 'custom' | 'mean' | 'median' | 'mode'>
type Replacements = Pick<Extract<Cleaning, { kind: 'replace' }>, 'numbers' | 'texts'>

/**
 * What stands in for the missing values of each column.
 * @param columns each has a value, unless the mode is `custom`
 * @throws AppError `ColumnTypeNotSupported`, `ParameterNotParsed`
 */
export function computeReplacements(mode: ReplacingMode, custom: string, columns: readonly Column[]): Replacements {
  const numbers = new Float64Array(columns.length)
  const texts = columns.map((column, index) => {
    const replacement = mode === 'custom' ? readCustom(custom, column) : estimate(mode, column)
    if (isKeptAsText(column.type)) return String(replacement)
    numbers[index] = toNumberOfType(Number(replacement), column.type)
    return ''
  })
  return { numbers, texts }
}

/** @throws AppError `ColumnTypeNotSupported` when the mode has no meaning for the type */
export function assertSuits(
  mode: CleaningMode,
  { name, type }: { readonly name: string; readonly type: ColumnType },
): void {
  const isSuitable =
    mode === 'mean'
      ? type !== 'String'
      : mode === 'median'
        ? isNumeric(type)
        : mode === 'mice' || mode === 'probabilistic-pca'
          ? isNumeric(type) || type === 'Boolean'
          : true
  if (!isSuitable) throw new AppError('ColumnTypeNotSupported', { column: name, type })
}

function estimate(mode: Exclude<ReplacingMode, 'custom'>, column: Column): number | string | bigint {
  if (mode === 'mode' && (column.type === 'String' || column.type === 'Int64')) {
    return mostFrequent(presentValues<string | bigint>(column)) as string | bigint
  }
  const numbers = toNumbers(column)
  if (mode === 'mean') return asWhole(meanOf(numbers.filter((value) => !Number.isNaN(value))), column)
  const sorted = sortedValues(numbers)
  switch (mode) {
    case 'median':
      return asWhole(quantileOf(sorted, 0.5), column)
    case 'mode':
      return modeOf(countValues(sorted))
  }
}

const asWhole = (number: number, { type }: Column): number | bigint =>
  type === 'Int64' ? BigInt(toNumberOfType(number, type)) : number

function* presentValues<Value>({ values, missing }: Column): Generator<Value> {
  for (let row = 0; row < values.length; row += 1) if (!isMissing(missing, row)) yield values[row] as Value
}

const ticksPerMillisecond = 10_000
/** Milliseconds from the first day of year 1, where ticks begin, to 1970. */
const ticksEpoch = 62_135_596_800_000

function readCustom(text: string, { name, type }: Column): number | string | bigint {
  const parsed = parseCell(type, text)
  if (parsed !== undefined && parsed !== null) return typeof parsed === 'boolean' ? Number(parsed) : parsed
  if (/^-?\d+$/.test(text.trim())) {
    const milliseconds = Number(text) / ticksPerMillisecond
    if (type === 'TimeSpan') return milliseconds
    if (type === 'DateTime' || type === 'DateTimeOffset') return milliseconds - ticksEpoch
  }
  throw new AppError('ParameterNotParsed', {
    parameter: 'Replacement value',
    reason: `'${text}' is no value of column "${name}", which is of type ${type}.`,
  })
}
