import { cellWriter } from '../table/cell-text.ts'
import type { Column } from '../table/column.ts'
import { isMissing } from '../table/missing-values.ts'
import { readSparse } from '../table/sparse-columns.ts'
import type { Table } from '../table/table.ts'

export interface DelimitedTextOptions {
  readonly separator: ',' | '\t'
  readonly hasHeader: boolean
  /** RFC 4180. False: texts are written as they are, as the compatible service does, so that a separator in one splits it. */
  readonly quotes: boolean
}

/**
 * Lines of comma- or tab-separated text, each with its line end, a thousand rows at a time. Missing cells are empty; an
 * empty text is `""` where fields are quoted.
 */
export function* writeDelimited(
  table: Table,
  { separator, hasHeader, quotes }: DelimitedTextOptions,
): Generator<string> {
  const quote = quotes ? quoteField(separator) : (text: string) => text
  if (hasHeader) yield `${table.schema.map(({ name }) => quote(name)).join(separator)}\r\n`
  const readers = table.parts.flatMap((part) =>
    part.kind === 'column'
      ? [columnReader(part, quote)]
      : part.schema.map((_, index) => (row: number) => String(readSparse(part, row, index))),
  )
  for (let start = 0; start < table.rowCount; start += 1000) {
    let text = ''
    for (let row = start; row < Math.min(start + 1000, table.rowCount); row += 1) {
      for (let index = 0; index < readers.length; index += 1) {
        if (index > 0) text += separator
        text += (readers[index] as (row: number) => string)(row)
      }
      text += '\r\n'
    }
    yield text
  }
}

function columnReader({ type, values, missing }: Column, quote: (text: string) => string): (row: number) => string {
  const write = cellWriter(type)
  const mayNeedQuotes = type === 'String'
  return (row) => {
    if (isMissing(missing, row)) return ''
    const text = write(values[row] as string | number | bigint)
    return mayNeedQuotes ? quote(text) : text
  }
}

const quoteField = (separator: string) => {
  const special = separator === ',' ? /[",\r\n]/ : /["\t\r\n]/
  return (text: string) => (text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
}
