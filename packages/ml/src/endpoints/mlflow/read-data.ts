import { AppError, type TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import { isRecord } from '../is-record.ts'
import { readCells } from '../read-cells.ts'
import { createInputReader, createNameCheck } from '../read-input.ts'
import type { Form } from './read-invocation.ts'

/** Reads what stands under each of the forms, for one input. */
export type DataReader = Readonly<Record<Form, (given: unknown) => Table>>

export function createDataReader(inputName: string, schema: TableSchema, optional: ReadonlySet<string>): DataReader {
  const readInput = createInputReader(inputName, schema, optional)
  const checkNames = createNameCheck(inputName, schema, optional)
  const names = schema.map(({ name }) => name)
  const required = names.filter((name) => !optional.has(name))

  /** Rows without names have the columns of the schema, in order; those that may be left out all or none. */
  const readRows = (rows: readonly unknown[]): Table => {
    if (rows.every(isRecord)) return readInput(rows)
    const lists = rows.map((row) => (Array.isArray(row) ? row : [row]))
    const isShort = lists.length > 0 && lists.every(({ length }) => length === required.length)
    return readInput({ ColumnNames: isShort ? required : names, Values: lists })
  }
  const readColumns = (columns: Readonly<Record<string, unknown>>): Table => {
    checkNames(Object.keys(columns))
    const cells = names.map((name) => (Object.hasOwn(columns, name) ? toColumn(columns[name]) : undefined))
    const rowCount = cells.find((column) => column !== undefined)?.length ?? 0
    const odd = names.filter((_, index) => (cells[index]?.length ?? rowCount) !== rowCount)
    if (odd.length > 0)
      throw mismatch(inputName, odd, `The column does not have ${rowCount} value(s), as the first has.`)
    return readCells(inputName, schema, rowCount, (row, column) => cells[column]?.[row] ?? null)
  }
  return {
    dataframe_split(given) {
      if (!isRecord(given) || !Array.isArray(given.columns) || !Array.isArray(given.data)) {
        throw mismatch(inputName, ['dataframe_split'], 'It must be an object with the lists columns and data.')
      }
      return readInput({ ColumnNames: given.columns.map(String), Values: given.data })
    },
    dataframe_records(given) {
      if (!Array.isArray(given)) throw mismatch(inputName, ['dataframe_records'], 'It must be a list of row objects.')
      return readInput(given)
    },
    instances(given) {
      if (!Array.isArray(given)) throw mismatch(inputName, ['instances'], 'It must be a list of rows.')
      return readRows(given)
    },
    inputs(given) {
      if (Array.isArray(given)) return readRows(given)
      if (isRecord(given)) return readColumns(given)
      throw mismatch(inputName, ['inputs'], 'It must be an object of columns, or a list of rows.')
    },
  }
}

/** A column may come as one value, or as a list of lists of one. */
const toColumn = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? given.map((cell) => (Array.isArray(cell) && cell.length === 1 ? cell[0] : cell)) : [given]

const mismatch = (inputName: string, targets: readonly string[], message: string) =>
  new AppError(
    'InputMismatchError',
    {},
    { target: inputName, faults: targets.map((target) => ({ code: 'Shape', target, message })) },
  )
