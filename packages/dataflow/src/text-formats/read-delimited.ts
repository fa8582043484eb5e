import { AppError } from '@sluice/contracts'
import type { Table } from '../table/table.ts'
import { createTableFromTexts, type TextCell, toColumnNames } from './text-table.ts'

export interface DelimitedText {
  readonly separator: ',' | '\t'
  readonly hasHeader: boolean
}

/** The cells of a text, before their types are guessed. */
export interface DelimitedCells {
  /** Empty where there is none. */
  readonly header: readonly TextCell[]
  /** Of columns. */
  readonly width: number
  readonly rows: readonly (readonly TextCell[])[]
}

/**
 * Reads comma- or tab-separated text whose fields may be quoted (RFC 4180). An empty field is missing, `""` an empty
 * text; an empty line is a row of missing values; a newline at the end ends the last row and begins no other.
 * @throws AppError `FileNotParsed` with the line
 * @see reference: AzureML, 4.5, Enter Data Manually
 */
export function readDelimited(text: string, options: DelimitedText): Table {
  const { header, width, rows } = readDelimitedCells(text, options)
  return createTableFromTexts(toColumnNames(header, width), rows)
}

/** @throws AppError `FileNotParsed` with the line */
export function readDelimitedCells(text: string, { separator, hasHeader }: DelimitedText): DelimitedCells {
  const rows: TextCell[][] = []
  const lines: number[] = []
  splitDelimited(text, separator, (cells, line) => {
    rows.push(cells)
    lines.push(line)
  })
  const header = hasHeader ? rows.shift() : undefined
  if (hasHeader) lines.shift()
  const isBlank = (cells: readonly TextCell[]) => cells.length === 1 && cells[0] === null
  const width = (header ?? rows.find((cells) => !isBlank(cells)) ?? rows[0] ?? []).length
  const tooLong = rows.findIndex((cells) => cells.length > width)
  if (tooLong >= 0) {
    const found = rows[tooLong]?.length
    throw new AppError('FileNotParsed', {
      details: `line ${lines[tooLong]} has ${found} fields, but there are ${width} columns.`,
    })
  }
  return { header: header ?? [], width, rows }
}

/** @param onRow gets the fields of a record and the line in which it begins */
export function splitDelimited(
  text: string,
  separator: string,
  onRow: (cells: TextCell[], line: number) => void,
): void {
  let position = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (position < text.length) {
    const cells: TextCell[] = []
    const firstLine = line
    for (let isRowDone = false; !isRowDone; ) {
      if (text[position] === '"') {
        const field = readQuoted(text, position, line)
        cells.push(field.value)
        position = field.end
        line += field.newlines
        if (position < text.length && !endsField(text, position, separator)) {
          throw new AppError('FileNotParsed', {
            details: `line ${line} has text after the closing quote of a field; a quote inside of a field is written twice.`,
          })
        }
      } else {
        const end = endOfField(text, position, separator)
        cells.push(end === position ? null : text.slice(position, end))
        position = end
      }
      isRowDone = text[position] !== separator
      if (!isRowDone) position += 1
    }
    if (text[position] === '\r' && text[position + 1] === '\n') position += 1
    position += 1
    line += 1
    onRow(cells, firstLine)
  }
}

const [lineFeed, carriageReturn] = [10, 13]

const endsField = (text: string, position: number, separator: string) => {
  const code = text.charCodeAt(position)
  return code === separator.charCodeAt(0) || code === lineFeed || code === carriageReturn
}

function endOfField(text: string, start: number, separator: string): number {
  const separatorCode = separator.charCodeAt(0)
  let end = start
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === separatorCode || code === lineFeed || code === carriageReturn) break
  }
  return end
}

function readQuoted(text: string, start: number, line: number) {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  if (end < 0) throw new AppError('FileNotParsed', { details: `the quote that opens in line ${line} is not closed.` })
  const raw = text.slice(start + 1, end)
  const value = raw.includes('"') ? raw.replaceAll('""', '"') : raw
  return { value, end: end + 1, newlines: raw.match(/\r\n|\r|\n/g)?.length ?? 0 }
}
