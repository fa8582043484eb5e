import type { Column } from './column.ts'
import { isMissing } from './missing-values.ts'
import { createNumberCodes, type NumberCodes } from './number-codes.ts'
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
 * @throws RangeError when there are more keys than can be numbered (67 million; 16 million texts)
 */
export function createRowKeys({ ignoresCase = false, isMissingNoKey = false }: RowKeyOptions = {}): RowKeys {
  const codersOfPart: PartCoder[] = []
  const pairsOfPart: NumberCodes[] = []
  let count = 0
  return {
    numbersOf(table) {
      let numbers: Int32Array | undefined
      for (const [place, part] of table.parts.entries()) {
        codersOfPart[place] ??= createPartCoder(ignoresCase, isMissingNoKey)
        const coder = codersOfPart[place] as PartCoder
        const codes = coder.codesOf(part)
        if (numbers === undefined) {
          numbers = codes
          count = coder.size()
          continue
        }
        pairsOfPart[place] ??= createNumberCodes()
        const pairs = pairsOfPart[place] as NumberCodes
        pairUp(numbers, codes, pairs)
        count = pairs.size
      }
      if (count > keyLimit) throw new RangeError('There are too many keys.')
      return numbers ?? new Int32Array(table.rowCount)
    },
    get count() {
      return count
    },
  }
}

/** Numbers the values of one column, or the rows of sparse columns. */
interface PartCoder {
  codesOf(part: TablePart): Int32Array
  size(): number
}

function createPartCoder(ignoresCase: boolean, isMissingNoKey: boolean): PartCoder {
  const numbers = createNumberCodes()
  /** Texts, and whole numbers that no double holds; their codes are taken from those of numbers, so that none is double. */
  const others = new Map<unknown, number>()
  const codeOfOther = (key: unknown): number => {
    const known = others.get(key)
    if (known !== undefined) return known
    const code = numbers.takeCode()
    others.set(key, code)
    return code
  }
  const codesOfColumn = ({ type, values, missing }: Column): Int32Array => {
    const codes = new Int32Array(values.length)
    const cells = values as ArrayLike<number | string | bigint>
    const codeOf: (value: never) => number =
      type === 'String'
        ? (value: string) => codeOfOther(ignoresCase ? value.toLowerCase() : value)
        : type === 'Int64'
          ? // Below, it equals the same number of another type.
            (value: bigint) => (BigInt(Number(value)) === value ? numbers.codeOf(Number(value)) : codeOfOther(value))
          : (value: number) => numbers.codeOf(value)
    const codeOfMissing = () => (isMissingNoKey ? noKey : codeOfOther(null))
    for (let row = 0; row < codes.length; row += 1) {
      codes[row] = isMissing(missing, row) ? codeOfMissing() : codeOf(cells[row] as never)
    }
    return codes
  }
  const codesOfSparse = ({ rowStarts, columnIndexes, values }: SparseColumns): Int32Array => {
    const codes = new Int32Array(rowStarts.length - 1)
    for (let row = 0; row < codes.length; row += 1) {
      let key = ''
      for (let place = rowStarts[row] as number; place < (rowStarts[row + 1] as number); place += 1) {
        key += `${columnIndexes[place]}:${values[place]} `
      }
      codes[row] = codeOfOther(key)
    }
    return codes
  }
  return {
    codesOf: (part) => (part.kind === 'sparse' ? codesOfSparse(part) : codesOfColumn(part)),
    size: () => numbers.size,
  }
}

/** Numbers of the pairs, written over the first. */
function pairUp(numbers: Int32Array, codes: Int32Array, pairs: NumberCodes): void {
  for (let row = 0; row < numbers.length; row += 1) {
    const first = numbers[row] as number
    const second = codes[row] as number
    numbers[row] = first === noKey || second === noKey ? noKey : pairs.codeOf(first * keyLimit + second)
  }
}
