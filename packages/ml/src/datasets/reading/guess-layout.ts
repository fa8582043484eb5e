import type { ReadFormat, ReadOptions } from '@sluice/contracts'
import { splitDelimited, type TextCell, typeOfText } from '@sluice/dataflow'

export interface Layout {
  readonly format: ReadFormat
  readonly hasHeader: boolean
  readonly delimiter: string
}

const formatByEnding: Readonly<Record<string, ReadFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  arff: 'arff',
  jsonl: 'json-lines',
  ndjson: 'json-lines',
  parquet: 'parquet',
}
const delimiters = [',', '\t', ';', '|'] as const

/** How a file is laid out: what was said of it, then the ending of its name, then its first rows. */
export function guessLayout(fileName: string, start: string, options: ReadOptions): Layout {
  const format = options.format ?? guessFormat(fileName, start)
  if (format === 'tsv') return withHeader(format, options.delimiter ?? '\t', start, options)
  if (format === 'csv') return withHeader(format, options.delimiter ?? guessDelimiter(start), start, options)
  return { format, hasHeader: options.hasHeader ?? false, delimiter: ',' }
}

function guessFormat(fileName: string, start: string): ReadFormat {
  const known = formatByEnding[/\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '']
  if (known !== undefined) return known
  if (/^(?:\s|%.*\n)*@relation\b/i.test(start)) return 'arff'
  if (/^\s*\{.*\}\s*(?:\n|$)/.test(start)) return 'json-lines'
  const delimiter = guessDelimiter(start)
  if (firstRows(start, delimiter).every((row) => row.length < 2)) return 'plain-text'
  return delimiter === '\t' ? 'tsv' : 'csv'
}

/** The one that cuts the first rows into the same number of fields, and into most. */
function guessDelimiter(start: string): string {
  let best: { readonly delimiter: string; readonly score: number } = { delimiter: ',', score: 1 }
  for (const delimiter of delimiters) {
    const widths = firstRows(start, delimiter).map((row) => row.length)
    const width = widths[0] ?? 0
    const alike = widths.filter((one) => one === width).length / Math.max(1, widths.length)
    if (width > 1 && width * alike > best.score) best = { delimiter, score: width * alike }
  }
  return best.delimiter
}

/** A first row whose fields are all filled, differ from each other and are no numbers is one of names. */
function withHeader(format: ReadFormat, delimiter: string, start: string, { hasHeader }: ReadOptions): Layout {
  if (hasHeader !== undefined) return { format, delimiter, hasHeader }
  const [first = []] = firstRows(start, delimiter)
  const isNames = first.every((cell) => cell !== null && typeOfText(cell) === 'String')
  return { format, delimiter, hasHeader: first.length > 0 && isNames && new Set(first).size === first.length }
}

function firstRows(start: string, delimiter: string, count = 50): TextCell[][] {
  const rows: TextCell[][] = []
  const stop = new Error('Enough rows.')
  try {
    splitDelimited(start, delimiter, (cells) => {
      rows.push(cells)
      if (rows.length === count) throw stop
    })
  } catch (error) {
    // What is cut off or badly quoted further down does not change what the rows before it look like.
    if (error !== stop && rows.length === 0) return []
  }
  return rows
}
