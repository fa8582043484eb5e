import { AppError } from '@sluice/contracts'
import { parquetBytes } from './parquet-bytes.ts'

/** A column of a file; `time` is ISO 8601 in UTC. */
export interface FileColumn {
  readonly name: string
  readonly type: 'text' | 'whole' | 'number' | 'time'
}

export type FileRow = Readonly<Record<string, unknown>>
export type FileFormat = 'csv' | 'parquet'

const mediaTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
}

/**
 * What a file is wanted in: `?format=csv|parquet`, or the header `Accept`. Undefined = the answer is JSON.
 * @throws AppError `InvalidQueryParameter`
 */
export function readFileFormat(request: Request, query: URLSearchParams): FileFormat | undefined {
  const text = query.get('format')?.toLowerCase()
  if (text === 'csv' || text === 'parquet') return text
  if (text === 'json') return undefined
  if (text !== undefined && text !== '') {
    throw new AppError('InvalidQueryParameter', { name: 'format', reason: `'${text}' is none of json, csv, parquet.` })
  }
  const accept = request.headers.get('accept')?.toLowerCase() ?? ''
  if (accept.includes('application/vnd.apache.parquet')) return 'parquet'
  return accept.includes('text/csv') ? 'csv' : undefined
}

/** A file of rows that are made while it is sent: memory holds one piece of it. */
export function toFileAnswer(
  format: FileFormat,
  fileName: string,
  columns: readonly FileColumn[],
  pieces: AsyncIterable<readonly FileRow[]>,
): Response {
  const bytes = (format === 'csv' ? csvBytes : parquetBytes)(columns, pieces)
  return new Response(ReadableStream.from(bytes) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': mediaTypes[format],
      'Content-Disposition': `attachment; filename="${fileName}.${format}"`,
    },
  })
}

async function* csvBytes(columns: readonly FileColumn[], pieces: AsyncIterable<readonly FileRow[]>) {
  const encoder = new TextEncoder()
  yield encoder.encode(toLine(columns.map(({ name }) => name)))
  for await (const rows of pieces) {
    if (rows.length > 0) {
      yield encoder.encode(rows.map((row) => toLine(columns.map(({ name }) => row[name]))).join(''))
    }
  }
}

/** @see RFC 4180 */
const toLine = (values: readonly unknown[]): string => `${values.map(toField).join(',')}\r\n`

function toField(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return String(value)
  // Texts come from callers: a spreadsheet must not take one for a formula.
  const text = String(value).replace(/^(?=[=+\-@\t\r])/, "'")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
