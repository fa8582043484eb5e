import { AppError, type Fault, type TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import { toNameList } from '../web-services/name-list.ts'
import { isRecord } from './is-record.ts'
import { excerpt, listedFaults, readCells, toParseError } from './read-cells.ts'

export type InputReader = (value: unknown) => Table

/**
 * Reads what a call sends for one input, in either form, and matches columns by name.
 * @param optional columns that may be left out, and are missing then
 * @see reference: AzureML, 1.4, 1.8
 */
export function createInputReader(
  inputName: string,
  schema: TableSchema,
  optional: ReadonlySet<string> = new Set(),
): InputReader {
  const checkNames = createNameCheck(inputName, schema, optional)

  const readTableForm = (names: readonly string[], rows: readonly unknown[]): Table => {
    const isInOrder = names.length === schema.length && schema.every(({ name }, index) => names[index] === name)
    if (!isInOrder) checkNames(names)
    const places = schema.map(({ name }, index) => (isInOrder ? index : names.indexOf(name)))
    checkRows(inputName, rows, names.length, (row) => Array.isArray(row) && row.length === names.length)
    return readCells(inputName, schema, rows.length, (row, column) => {
      const place = places[column] as number
      return place < 0 ? null : (rows[row] as unknown[])[place]
    })
  }

  const readObjectForm = (rows: readonly unknown[]): Table => {
    checkRows(inputName, rows, schema.length, isRecord)
    const names = new Set<string>()
    for (const row of rows) for (const name in row as object) names.add(name)
    if (rows.length > 0) checkNames([...names])
    // Writers of data frames leave a key out where the cell is missing.
    return readCells(inputName, schema, rows.length, (row, column) => {
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

/** @returns throws AppError `InputMismatchError`, `TableSchemaColumnCountMismatch` for names that are not the schema's */
export function createNameCheck(
  inputName: string,
  schema: TableSchema,
  optional: ReadonlySet<string>,
): (given: readonly string[]) => void {
  const schemaNames = new Set(schema.map(({ name }) => name))
  return (given) => {
    const givenNames = new Set(given)
    const missing = [...schemaNames].filter((name) => !givenNames.has(name) && !optional.has(name))
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
}

function checkRows(
  inputName: string,
  rows: readonly unknown[],
  expected: number,
  isRow: (row: unknown) => boolean,
): void {
  let faultCount = 0
  const faults: Fault[] = []
  for (const [index, row] of rows.entries()) {
    if (isRow(row)) continue
    faultCount += 1
    if (faults.length < listedFaults) faults.push(rowFault(index, row, expected))
  }
  if (faultCount > 0) throw toParseError(inputName, faults, faultCount, 'row')
}

function rowFault(index: number, row: unknown, expected: number): Fault {
  const found = Array.isArray(row) ? `has ${row.length} cell(s)` : `is ${isRecord(row) ? 'an object' : excerpt(row)}`
  return { code: 'Row', target: `row ${index + 1}`, message: `It ${found} where ${expected} column(s) are expected.` }
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const toFault = (words: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`${words}: ${toNameList(names, (name) => `'${name}'`)}.`]
