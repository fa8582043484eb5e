import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import { cellWriter } from '../table/cell-text.ts'
import { isMissing } from '../table/missing-values.ts'
import { columnAt, type Table } from '../table/table.ts'

const arffTypes: { readonly [Type in ColumnType]: string } = {
  String: 'string',
  Double: 'numeric',
  Single: 'numeric',
  Int32: 'integer',
  Int64: 'integer',
  Int16: 'integer',
  Byte: 'integer',
  Boolean: '{False,True}',
  DateTime: "date \"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\"",
  DateTimeOffset: "date \"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\"",
  TimeSpan: 'string',
}

/** Weka's attribute-relation format, a thousand rows at a time. Categorical texts become nominal attributes. */
export function* writeArff(table: Table, relation: string): Generator<string> {
  const columns = table.schema.map((_, index) => columnAt(table, index))
  let head = `@relation ${quoteArff(relation)}\n\n`
  for (const column of columns)
    head += `@attribute ${quoteArff(column.name)} ${typeText(column, distinctTexts(column))}\n`
  yield `${head}\n@data\n`
  const writers = columns.map((column) => cellText(column.type))
  for (let start = 0; start < table.rowCount; start += 1000) {
    let text = ''
    for (let row = start; row < Math.min(start + 1000, table.rowCount); row += 1) {
      const cells = columns.map(({ missing, values }, index) =>
        isMissing(missing, row)
          ? '?'
          : (writers[index] as (value: string | number | bigint) => string)(values[row] as string | number | bigint),
      )
      text += `${cells.join(',')}\n`
    }
    yield text
  }
}

const typeText = ({ type, isCategorical }: ColumnSchema, categories: () => readonly string[]): string =>
  type === 'String' && isCategorical ? `{${categories().map(quoteArff).join(',')}}` : arffTypes[type]

const distinctTexts =
  ({ values, missing }: { readonly values: Iterable<unknown>; readonly missing: Parameters<typeof isMissing>[0] }) =>
  (): readonly string[] => {
    const texts = new Set<string>()
    let row = 0
    for (const value of values) {
      if (!isMissing(missing, row)) texts.add(String(value))
      row += 1
    }
    return [...texts].sort()
  }

function cellText(type: ColumnType): (value: string | number | bigint) => string {
  if (type === 'DateTime' || type === 'DateTimeOffset') {
    return (value) => `"${new Date(Number(value)).toISOString()}"`
  }
  const write = cellWriter(type)
  return type === 'String' || type === 'TimeSpan' ? (value) => quoteArff(write(value)) : write
}

/** Quoted unless it is a plain word. */
const quoteArff = (text: string): string =>
  /^[\w.+-]+$/.test(text)
    ? text
    : `'${text.replace(/[\\'\n\r\t]/g, (char) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[char] ?? `\\${char}`)}'`
