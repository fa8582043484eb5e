import { AppError, type Fault, type TableSchema } from '@sluice/contracts'
import { createColumnBuilder, createTable, type LooseCell, parseCell, type Table } from '@sluice/dataflow'
import { toNameList } from '../web-services/name-list.ts'
import { isRecord } from './is-record.ts'

export type InputReader = (value: unknown) => Table

/** More faults than this are counted, not listed. */
const listedFaults = 20

/** Reads what a call sends for one input, in either form, and matches columns by name. @see reference: AzureML, 1.4, 1.8 */
export function createInputReader(inputName: string, schema: TableSchema): InputReader {
  const readCells = (rowCount: number, cellAt: (row: number, column: number) => unknown): Table => {
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
    if (faultCount > 0) throw parseError(inputName, faults, faultCount)
    return createTable(rowCount, columns, schema)
  }

  const schemaNames = new Set(schema.map(({ name }) => name))
  const checkNames = (given: readonly string[]) => {
    const givenNames = new Set(given)
    const missing = [...schemaNames].filter((name) => !givenNames.has(name))
    const unknown = [...givenNames].filter((name) => !schemaNames.has(name))
    // A name that cannot be taken out of the set any more stood before.
    const repeated = [...new Set(given.filter((name) => !givenNames.delete(name)))]
    if (missing.length + unknown.length + repeated.length === 0) return
    const faults = [
      ...toFault('Missing column(s)', missing),
      ...toFault('Unknown column(s)', unknown),
      ...toFault('Repeated column(s)', repeated),
    ].map((message) => ({ code: 'ColumnNames', target: inputName, message }))
    const options = { target: inputName, faults }
    if (given.length === schema.length) throw new AppError('InputMismatchError', {}, options)
    throw new AppError('TableSchemaColumnCountMismatch', { given: given.length, expected: schema.length }, options)
  }

  const readTableForm = (names: readonly string[], rows: readonly unknown[]): Table => {
    const isInOrder = names.length === schema.length && schema.every(({ name }, index) => names[index] === name)
    if (!isInOrder) checkNames(names)
    const places = schema.map(({ name }, index) => (isInOrder ? index : names.indexOf(name)))
    for (const [index, row] of rows.entries()) {
      if (!Array.isArray(row) || row.length !== names.length) throw rowError(inputName, index, row, names.length)
    }
    return readCells(rows.length, (row, column) => (rows[row] as unknown[])[places[column] as number])
  }

  const readObjectForm = (rows: readonly unknown[]): Table => {
    const names = new Set<string>()
    for (const [index, row] of rows.entries()) {
      if (!isRecord(row)) throw rowError(inputName, index, row, schema.length)
      for (const name in row) names.add(name)
    }
    if (rows.length > 0) checkNames([...names])
    // Writers of data frames leave a key out where the cell is missing.
    return readCells(rows.length, (row, column) => {
      const object = rows[row] as Readonly<Record<string, unknown>>
      const name = (schema[column] as { readonly name: string }).name
      return Object.hasOwn(object, name) ? object[name] : null
    })
  }

  return (value) => {
    if (Array.isArray(value)) return readObjectForm(value)
    if (isRecord(value) && isTextList(value.ColumnNames) && Array.isArray(value.Values)) {
      return readTableForm(value.ColumnNames, value.Values)
    }
    const message = 'An input is an object with ColumnNames and Values, or a list of row objects.'
    throw new AppError(
      'InputMismatchError',
      {},
      { target: inputName, faults: [{ code: 'Shape', target: inputName, message }] },
    )
  }
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const isLooseCell = (value: unknown): value is LooseCell => value === null || typeof value !== 'object'

const toFault = (words: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`${words}: ${toNameList(names, (name) => `'${name}'`)}.`]

function cellFault(column: string, row: number, given: unknown, type: string): Fault {
  return {
    code: 'Cell',
    target: `column '${column}', row ${row + 1}`,
    message: `${excerpt(given)} cannot be read as ${type}.`,
  }
}

function excerpt(value: unknown): string {
  if (Array.isArray(value)) return 'A list'
  if (typeof value === 'object') return 'An object'
  const text = String(value)
  return `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`
}

function parseError(input: string, faults: readonly Fault[], count: number): AppError {
  const [first] = faults as [Fault]
  const more = count > 1 ? `; ${count - 1} more cell(s) are at fault` : ''
  const details = `${first.target}: ${first.message.replace(/\.$/, '')}${more}`
  return new AppError('InputParseError', { details }, { target: input, faults })
}

function rowError(input: string, index: number, row: unknown, expected: number): AppError {
  const found = Array.isArray(row) ? `has ${row.length} cell(s)` : `is ${isRecord(row) ? 'an object' : excerpt(row)}`
  return new AppError(
    'InputParseError',
    { details: `row ${index + 1} ${found} where ${expected} column(s) are expected` },
    { target: input },
  )
}
