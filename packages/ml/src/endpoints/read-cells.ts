import { AppError, type Fault, type TableSchema } from '@sluice/contracts'
import { createColumnBuilder, createTable, type LooseCell, parseCell, type Table } from '@sluice/dataflow'
import { isRecord } from './is-record.ts'

/** More faults than this are counted, not listed. */
export const listedFaults = 20

/**
 * Makes a table of cells as callers sent them.
 * @throws AppError `InputParseError` with row and column of each cell at fault
 */
export function readCells(
  inputName: string,
  schema: TableSchema,
  rowCount: number,
  cellAt: (row: number, column: number) => unknown,
): Table {
  const faults: Fault[] = []
  let faultCount = 0
  const columns = schema.map(({ name, type, ...rest }, index) => {
    const builder = createColumnBuilder({ name, type, ...rest }, rowCount)
    for (let row = 0; row < rowCount; row += 1) {
      const given = cellAt(row, index)
      const cell = isLooseCell(given) ? parseCell(type, given) : undefined
      if (cell === undefined) {
        faultCount += 1
        if (faults.length < listedFaults) faults.push(cellFault(name, row, given, type))
      }
      builder.append(cell ?? null)
    }
    return builder.finish()
  })
  if (faultCount > 0) throw toParseError(inputName, faults, faultCount, 'cell')
  return createTable(rowCount, columns, schema)
}

const isLooseCell = (value: unknown): value is LooseCell => value === null || typeof value !== 'object'

const cellFault = (column: string, row: number, given: unknown, type: string): Fault => ({
  code: 'Cell',
  target: `column '${column}', row ${row + 1}`,
  message: `${excerpt(given)} cannot be read as ${type}.`,
})

/** Shows a value that is at fault, however long it is. */
export function excerpt(value: unknown): string {
  if (Array.isArray(value)) return 'A list'
  if (isRecord(value)) return 'An object'
  const text = String(value)
  return `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`
}

/** @param faults at least one; `count` says how many there are in all */
export function toParseError(input: string, faults: readonly Fault[], count: number, what: 'cell' | 'row'): AppError {
  const [first] = faults as [Fault]
  const more = count > 1 ? `; ${count - 1} more ${what}(s) are at fault` : ''
  const details = `${first.target}: ${first.message.replace(/\.$/, '')}${more}`
  return new AppError('InputParseError', { details }, { target: input, faults })
}
