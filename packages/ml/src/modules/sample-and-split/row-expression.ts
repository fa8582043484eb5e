import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  cellWriter,
  isMissing,
  parseDateTime,
  parseNumber,
  type Values,
} from '@sluice/dataflow'
import { compilePattern } from '../linear-pattern.ts'

/** A condition on one column. */
export interface RowExpression {
  /** Place of the column. */
  readonly column: number
  /** Made for each piece of the column; a missing cell meets no condition. */
  test(column: Column): (row: number) => boolean
}

/**
 * Reads `\"Name" pattern` or `(\1) pattern`, the column's place being counted from 0; a row meets it where the pattern
 * is found anywhere in the cell's text.
 * @throws AppError `ParameterNotParsed`, `ColumnNotFound`
 * @see reference: AzureML, 4.5, Split Data
 */
export function parsePatternExpression(text: string, schema: TableSchema): RowExpression {
  const parameter = 'Regular expression'
  const { column, rest } = parseColumn(text, schema, parameter)
  if (rest === '') throw fault(parameter, text.length, 'a pattern is missing behind the column')
  const pattern = compilePattern(rest, parameter)
  return {
    column,
    test({ type, values, missing }) {
      const write = cellWriter(type)
      const cells = values as Values<string>
      return (row) => !isMissing(missing, row) && pattern.test(write(cells[row] as string))
    },
  }
}

type Comparison = (value: number | bigint) => boolean

const operators: Readonly<Record<string, (limit: number | bigint) => Comparison>> = {
  '<=': (limit) => (value) => value <= limit,
  '>=': (limit) => (value) => value >= limit,
  '!=': (limit) => (value) => Number(value) !== Number(limit),
  '<>': (limit) => (value) => Number(value) !== Number(limit),
  '==': (limit) => (value) => Number(value) === Number(limit),
  '=': (limit) => (value) => Number(value) === Number(limit),
  '<': (limit) => (value) => value < limit,
  '>': (limit) => (value) => value > limit,
}

/**
 * Reads `\"Name" > 2010` or `(\0) <= 30 & != 20`: comparisons with numbers, or times for a column of times, joined by
 * `&` and `|`, of which `&` binds closer.
 * @throws AppError `ParameterNotParsed`, `ColumnNotFound`, `ColumnTypeNotSupported`
 * @see reference: AzureML, 4.5, Split Data
 */
export function parseRelativeExpression(text: string, schema: TableSchema): RowExpression {
  const parameter = 'Relational expression'
  const { column, rest, at } = parseColumn(text, schema, parameter)
  const { name, type } = schema[column] as ColumnSchema
  if (type === 'String' || type === 'Boolean' || type === 'TimeSpan') {
    throw new AppError('ColumnTypeNotSupported', { column: name, type })
  }
  const isTime = type === 'DateTime' || type === 'DateTimeOffset'
  let place = at
  const alternatives = splitWithPlaces(rest, '|').map(({ text: alternative, offset }) =>
    splitWithPlaces(alternative, '&').map((condition) => {
      place = at + offset + condition.offset
      return parseComparison(condition.text, { parameter, place, isTime })
    }),
  )
  const isMet = (value: number | bigint) =>
    alternatives.some((conditions) => conditions.every((compare) => compare(value)))
  return {
    column,
    test({ values, missing }) {
      const cells = values as Values<Extract<Cell, number | bigint>>
      return (row) => !isMissing(missing, row) && isMet(cells[row] as number)
    },
  }
}

function parseComparison(
  text: string,
  { parameter, place, isTime }: { readonly parameter: string; readonly place: number; readonly isTime: boolean },
): Comparison {
  const start = place + (text.length - text.trimStart().length)
  const trimmed = text.trim()
  if (/[()]/.test(trimmed)) throw fault(parameter, place + text.search(/[()]/), 'parentheses are not understood')
  const operator = Object.keys(operators).find((sign) => trimmed.startsWith(sign))
  if (operator === undefined) throw fault(parameter, start, 'one of <, <=, >, >=, =, != is expected')
  const behind = trimmed.slice(operator.length)
  const operand = behind.trim().replace(/^"(.*)"$/, '$1')
  const at = start + operator.length + (behind.length - behind.trimStart().length)
  const limit = isTime ? parseDateTime(operand) : parseNumber(operand)
  if (limit === undefined || operand === '') {
    throw fault(parameter, at, isTime ? 'a date and time is expected' : 'a number is expected')
  }
  return (operators[operator] as (limit: number) => Comparison)(limit)
}

function splitWithPlaces(text: string, separator: string): { readonly text: string; readonly offset: number }[] {
  let offset = 0
  return text.split(separator).map((part) => {
    const own = { text: part, offset }
    offset += part.length + separator.length
    return own
  })
}

/** The column at the beginning, and what stands behind it and a blank. */
function parseColumn(text: string, schema: TableSchema, parameter: string) {
  const start = text.length - text.trimStart().length
  const expression = text.trim()
  const byName = /^\\"([^"]*)"\s*/.exec(expression)
  const byPlace = /^\(\\(\d+)\)\s*/.exec(expression)
  const found = byName ?? byPlace
  if (found === null) {
    throw fault(parameter, start, String.raw`it begins with the column, as \"Name" or (\0)`)
  }
  const rest = expression.slice(found[0].length)
  const at = start + found[0].length
  const named = found[1] as string
  const column = byName === null ? Number(named) : schema.findIndex(({ name }) => name === named)
  if (column < 0 || column >= schema.length) throw new AppError('ColumnNotFound', { column: named })
  return { column, rest, at }
}

const fault = (parameter: string, offset: number, reason: string) =>
  new AppError('ParameterNotParsed', { parameter, reason: `At character ${offset + 1}: ${reason}.` })
