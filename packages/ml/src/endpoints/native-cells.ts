import { type Column, isMissing, toTimeSpanText } from '@sluice/dataflow'

/** The cell of a row as JSON. */
export type CellText = (row: number) => string

/**
 * Writes cells with the types of JSON, numbers straight from where they are stored. What is missing, and what JSON does
 * not know (NaN, infinities), is null. Times are ISO 8601, a DateTime without a zone.
 */
export function nativeCells(column: Column): CellText {
  const { missing } = column
  const write = writerOf(column)
  return missing === undefined ? write : (row) => (isMissing(missing, row) ? 'null' : write(row))
}

function writerOf(column: Column): CellText {
  switch (column.type) {
    case 'String':
      return (row) => JSON.stringify(column.values[row])
    case 'Boolean':
      return (row) => (column.values[row] === 0 ? 'false' : 'true')
    case 'Double':
    case 'Single':
      return (row) => {
        const value = column.values[row] as number
        return Number.isFinite(value) ? String(value) : 'null'
      }
    case 'DateTime':
      return (row) => toTimeText(column.values[row] as number, '')
    case 'DateTimeOffset':
      return (row) => toTimeText(column.values[row] as number, 'Z')
    case 'TimeSpan':
      return (row) => JSON.stringify(toTimeSpanText(column.values[row] as number))
    default:
      return (row) => String(column.values[row])
  }
}

/** Moments that a date of JavaScript can be, in milliseconds. */
const maxTime = 8.64e15

const toTimeText = (time: number, zone: string): string =>
  Math.abs(time) <= maxTime ? `"${new Date(time).toISOString().slice(0, -1)}${zone}"` : 'null'
