import { longestRowBytes } from '@sluice/dataflow'

export interface CutOptions {
  /** Code of a character; fields are quoted by `"`. */
  readonly delimiter: number
  /** The run of rows ends behind the row that makes it so long, or so many. */
  readonly maxUnits: number
  readonly maxRows: number
  /** Nothing follows behind these units. */
  readonly isLast: boolean
}

export interface RowRun {
  readonly units: number
  readonly rows: number
  /** How many lines further the next row is. */
  readonly lines: number
}

const lineFeed = 10
const carriageReturn = 13
const quote = 34

/**
 * Finds where a run of rows of delimited text ends, by the rules of `createRecordScanner`, which reads the rows later.
 * @param units bytes of an encoding that has ASCII in it, or 16-bit units; the first begins a row
 * @returns undefined when more has to be known
 */
export function cutRows(
  units: Uint8Array | Uint16Array,
  { delimiter, maxUnits, maxRows, isLast }: CutOptions,
): RowRun | undefined {
  const { length } = units
  const longestRow = longestRowBytes / units.BYTES_PER_ELEMENT
  let rows = 0
  let lines = 0
  let rowStart = 0
  let at = 0
  while (at < length) {
    const unit = units[at] as number
    if (unit > quote) {
      at += 1
      continue
    }
    if (unit === quote && (at === rowStart || units[at - 1] === delimiter)) {
      let end = units.indexOf(quote, at + 1)
      while (end >= 0 && units[end + 1] === quote) end = units.indexOf(quote, end + 2)
      const isTooLong = (end < 0 ? length : end) - rowStart >= longestRow
      if (!isTooLong && !isLast && (end < 0 || end + 1 === length)) return undefined
      if (!isTooLong && end >= 0) {
        lines += lineEndsBetween(units, at + 1, end)
        at = end + 1
        continue
      }
      // A quote that is nowhere closed: its row is the line on which it began.
      lines -= lineEndsBetween(units, rowStart, at)
      at = rowStart
      while (at < length && units[at] !== lineFeed && units[at] !== carriageReturn) at += 1
      if (at === length) break
    } else if (unit !== lineFeed && unit !== carriageReturn) {
      at += 1
      continue
    }
    if (units[at] === carriageReturn) {
      if (at + 1 === length && !isLast) return undefined
      if (units[at + 1] === lineFeed) at += 1
    }
    at += 1
    rows += 1
    lines += 1
    rowStart = at
    if (at >= maxUnits || rows >= maxRows) return { units: at, rows, lines }
  }
  if (!isLast) return undefined
  return rowStart < length ? { units: length, rows: rows + 1, lines: lines + 1 } : { units: length, rows, lines }
}

function lineEndsBetween(units: Uint8Array | Uint16Array, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at += 1) {
    const unit = units[at]
    if (unit === lineFeed || (unit === carriageReturn && units[at + 1] !== lineFeed)) count += 1
  }
  return count
}
