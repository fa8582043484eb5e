import { AppError } from '@sluice/contracts'

/**
 * Reads `1,3,5-8`: indexes from 1 and closed ranges.
 * @returns places from 0, in the order of the text, repeated where the text repeats them
 * @throws AppError `ColumnIndexNotParsed`, `ColumnRangeInvalid`
 */
export function parseIndexRanges(text: string, columnCount: number): number[] {
  return text.split(',').flatMap((item) => {
    const range = item.trim()
    const match = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(range)
    if (match === null) throw new AppError('ColumnIndexNotParsed', { range })
    const first = Number(match[1])
    const last = Number(match[2] ?? match[1])
    if (first < 1 || last < first || last > columnCount) throw new AppError('ColumnRangeInvalid', { range })
    return Array.from({ length: last - first + 1 }, (_, offset) => first - 1 + offset)
  })
}
