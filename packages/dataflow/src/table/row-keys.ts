import type { Column } from './column.ts'
import { isMissing } from './missing-values.ts'
import type { SparseColumns } from './sparse-columns.ts'
import type { Table, TablePart } from './table.ts'

/** Numbers the keys of rows, over as many tables as come; what it remembers grows with the number of keys only. */
export interface RowKeys {
  /**
   * The number of each row's key, from 0 in the order in which keys first came; equal rows have equal numbers.
   * @param table of the key columns only, always of the same kinds
   */
  numbersOf(table: Table): Int32Array
  /** How many keys there were. */
  readonly count: number
}

export interface RowKeyOptions {
  /** Texts that differ in letter case only are equal. Default false. */
  readonly ignoresCase?: boolean
  /** A missing cell makes a row without key, number -1. Default: missing equals missing. */
  readonly isMissingNoKey?: boolean
}

const noKey = -1
/** Numbers of keys stay below, so that two make one number that is exact. */
const keyLimit = 2 ** 26

/**
 * Numbers are equal by what they are worth, whatever their types; NaN equals NaN.
 * @throws RangeError when there are more keys than memory takes (16 million)
 */
export function createRowKeys({ ignoresCase = false, isMissingNoKey = false }: RowKeyOptions = {}): RowKeys {
  const codesOfPart: Map<unknown, number>[] = []
  const pairsOfPart: Map<number, number>[] = []
  let count = 0

  const codesOf = (part: TablePart, place: number): Int32Array => {
    codesOfPart[place] ??= new Map()
    const codes = codesOfPart[place] as Map<unknown, number>
    return part.kind === 'sparse' ? codesOfSparse(part, codes) : codesOfColumn(part, codes, ignoresCase, isMissingNoKey)
  }

  return {
    numbersOf(table) {
      let numbers: Int32Array | undefined
      for (const [place, part] of table.parts.entries()) {
        const codes = codesOf(part, place)
        if (numbers === undefined) {
          numbers = codes
          count = (codesOfPart[place] as Map<unknown, number>).size
          continue
        }
        pairsOfPart[place] ??= new Map()
        const pairs = pairsOfPart[place] as Map<number, number>
        pairUp(numbers, codes, pairs)
        count = pairs.size
      }
      return numbers ?? new Int32Array(table.rowCount)
    },
    get count() {
      return count
    },
  }
}

function codesOfColumn(
  column: Column,
  codes: Map<unknown, number>,
  ignoresCase: boolean,
  isMissingNoKey: boolean,
): Int32Array {
  const { values, missing } = column
  const length = values.length
  const result = new Int32Array(length)
  const toKey = keyReader(column, ignoresCase)
  for (let row = 0; row < length; row += 1) {
    const isGone = isMissing(missing, row)
    if (isGone && isMissingNoKey) {
      result[row] = noKey
      continue
    }
    result[row] = codeOf(codes, isGone ? null : toKey(values[row]))
  }
  return result
}

function keyReader({ type }: Column, ignoresCase: boolean): (value: unknown) => unknown {
  if (type === 'String' && ignoresCase) return (value) => (value as string).toLowerCase()
  // Beyond doubles a whole number is a key of its own; below, it equals the same number of another type.
  if (type === 'Int64') {
    return (value) => (BigInt(Number(value)) === value ? Number(value) : value)
  }
  return (value) => value
}

function codesOfSparse(sparse: SparseColumns, codes: Map<unknown, number>): Int32Array {
  const { rowStarts, columnIndexes, values } = sparse
  const result = new Int32Array(rowStarts.length - 1)
  for (let row = 0; row < result.length; row += 1) {
    let key = ''
    for (let place = rowStarts[row] as number; place < (rowStarts[row + 1] as number); place += 1) {
      key += `${columnIndexes[place]}:${values[place]} `
    }
    result[row] = codeOf(codes, key)
  }
  return result
}

function codeOf(codes: Map<unknown, number>, key: unknown): number {
  const known = codes.get(key)
  if (known !== undefined) return known
  const code = codes.size
  if (code >= keyLimit) throw new RangeError('There are too many keys.')
  codes.set(key, code)
  return code
}

/** Numbers of the pairs, written over the first. */
function pairUp(numbers: Int32Array, codes: Int32Array, pairs: Map<number, number>): void {
  for (let row = 0; row < numbers.length; row += 1) {
    const first = numbers[row] as number
    const second = codes[row] as number
    numbers[row] =
      first === noKey || second === noKey ? noKey : codeOf(pairs as Map<unknown, number>, first * keyLimit + second)
  }
}
