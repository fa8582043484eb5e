import { AppError, type TableSchema } from '@sluice/contracts'
import { toColumnSchema } from '../table/column.ts'
import type { Table } from '../table/table.ts'
import { createTypeGuess } from './guess-column-type.ts'
import { createTypedTable, type TextCell } from './text-table.ts'

/**
 * Reads Weka's attribute-relation format, dense or sparse rows: `numeric` and `real` are Double, `integer` Int32 or
 * Int64, `date` DateTime, `string` String; a nominal attribute is a categorical String. `?` is missing.
 * @throws AppError `FileNotParsed` with the line
 */
export function readArff(text: string): Table {
  const attributes: Attribute[] = []
  const rows: TextCell[][] = []
  let isInData = false
  for (const [index, rawLine] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = rawLine.trim()
    if (line === '' || line.startsWith('%')) continue
    if (isInData) rows.push(readRow(line, attributes, index + 1))
    else if (/^@data$/i.test(line)) isInData = true
    else if (/^@attribute\s/i.test(line)) attributes.push(readAttribute(line, index + 1))
    else if (!/^@relation(\s|$)/i.test(line)) throw failure(index + 1, `'${line}' is no declaration.`)
  }
  if (!isInData) throw new AppError('FileNotParsed', { details: 'there is no @data line.' })
  if (attributes.length === 0) throw new AppError('FileNotParsed', { details: 'there is no @attribute line.' })
  return createTypedTable(toSchema(attributes, rows), rows)
}

interface Attribute {
  readonly name: string
  readonly type: 'numeric' | 'integer' | 'string' | 'date' | 'nominal'
  readonly categories: readonly string[]
}

const failure = (line: number, reason: string) => new AppError('FileNotParsed', { details: `line ${line}: ${reason}` })

function readAttribute(line: string, number: number): Attribute {
  const match = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\S+)\s+(.+)$/i.exec(line)
  if (match === null) throw failure(number, `'${line}' is no attribute.`)
  const name = unquote(match[1] as string)
  const kind = (match[2] as string).trim()
  if (kind.startsWith('{')) {
    if (!kind.endsWith('}')) throw failure(number, 'the list of values is not closed.')
    return { name, type: 'nominal', categories: splitFields(kind.slice(1, -1), number).map(unquote) }
  }
  const word = (/^\w+/.exec(kind)?.[0] ?? '').toLowerCase()
  const type = word === 'real' ? 'numeric' : word
  if (type !== 'numeric' && type !== 'integer' && type !== 'string' && type !== 'date') {
    throw failure(number, `there is no attribute type '${kind}'.`)
  }
  return { name, type, categories: [] }
}

function readRow(line: string, attributes: readonly Attribute[], number: number): TextCell[] {
  if (line.startsWith('{')) return readSparseRow(line, attributes, number)
  const fields = splitFields(line, number)
  if (fields.length !== attributes.length) {
    throw failure(number, `there are ${fields.length} values, but ${attributes.length} attributes.`)
  }
  return fields.map((field, index) => readField(field, attributes[index] as Attribute, number))
}

/** What a sparse row does not name is 0, or the first of the nominal values. */
function readSparseRow(line: string, attributes: readonly Attribute[], number: number): TextCell[] {
  if (!line.endsWith('}')) throw failure(number, 'the row is not closed.')
  const row: TextCell[] = attributes.map(({ type, categories }) =>
    type === 'nominal' ? (categories[0] ?? null) : type === 'string' || type === 'date' ? null : '0',
  )
  const inner = line.slice(1, -1).trim()
  for (const field of inner === '' ? [] : splitFields(inner, number)) {
    const match = /^(\d+)\s+(.+)$/.exec(field)
    const attribute = match === null ? undefined : attributes[Number(match[1])]
    if (match === null || attribute === undefined) throw failure(number, `'${field}' names no attribute and value.`)
    row[Number(match[1])] = readField(match[2] as string, attribute, number)
  }
  return row
}

function readField(field: string, attribute: Attribute, number: number): TextCell {
  if (field === '?') return null
  const value = unquote(field)
  if (attribute.type === 'nominal' && !attribute.categories.includes(value)) {
    throw failure(number, `'${value}' is none of the values of ${attribute.name}.`)
  }
  return value
}

/** Splits at commas outside of quotes. */
function splitFields(line: string, number: number): string[] {
  const fields: string[] = []
  let start = 0
  let quote = ''
  for (let position = 0; position <= line.length; position += 1) {
    const char = line[position]
    if (quote !== '') {
      if (char === undefined) throw failure(number, 'a quote is not closed.')
      if (char === '\\') position += 1
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") {
      // A quote in the middle of a word is a letter of it, as in don't.
      if (/^\s*(\d+\s+)?$/.test(line.slice(start, position))) quote = char
    } else if (char === ',' || char === undefined) {
      fields.push(line.slice(start, position).trim())
      start = position + 1
    }
  }
  return fields
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unquote(text: string): string {
  const quote = text[0]
  if ((quote !== '"' && quote !== "'") || text.length < 2 || !text.endsWith(quote)) return text
  return text.slice(1, -1).replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char)
}

const typeOf = { numeric: 'Double', date: 'DateTime', string: 'String', nominal: 'String' } as const

function toSchema(attributes: readonly Attribute[], rows: readonly (readonly TextCell[])[]): TableSchema {
  return attributes.map(({ name, type }, index) => {
    if (type !== 'integer') return { ...toColumnSchema(name, typeOf[type]), isCategorical: type === 'nominal' }
    const guess = createTypeGuess()
    for (const row of rows) if (typeof row[index] === 'string') guess.see(row[index])
    return toColumnSchema(name, guess.type === 'Int64' ? 'Int64' : 'Int32')
  })
}
