import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { AppError } from '@sluice/contracts'
import { scanRecords, typeOfText } from '@sluice/dataflow'
import type { ImportFormat, ImportSource, RecognisedSource, TextEncoding } from './import-types.ts'
import { fieldText } from './read-rows.ts'
import { encodingOfMark } from './source-blocks.ts'

const sampleLength = 65_536

/** Decides what the caller left open, from the name and the first bytes. @throws AppError `FileNotParsed` */
export async function recogniseSource(source: ImportSource): Promise<RecognisedSource> {
  const bytes = await readStart(source.path)
  const encoding = source.encoding ?? encodingOfMark(bytes) ?? 'utf-8'
  const text = toSampleText(bytes, encoding)
  const format = source.format ?? recogniseFormat(source.fileName ?? basename(source.path), bytes, text)
  const quote = oneCharacter(source.quote ?? '"', 'quote')
  const delimiter = format === 'tsv' ? '\t' : oneCharacter(source.delimiter ?? recogniseDelimiter(text), 'delimiter')
  if (delimiter === quote) throw new AppError('FileNotParsed', { details: 'delimiter and quote are the same.' })
  const isDelimited = format === 'csv' || format === 'tsv'
  const hasHeader = isDelimited && (source.hasHeader ?? looksLikeHeader(text, delimiter, quote))
  return { path: source.path, format, hasHeader, delimiter, quote, encoding }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('FileNotParsed', { details: `it cannot be opened (${error.code}).` }, { cause: error })
  })
  try {
    const bytes = Buffer.alloc(sampleLength)
    const { bytesRead } = await file.read(bytes, 0, sampleLength, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function toSampleText(bytes: Buffer, encoding: TextEncoding): string {
  const text = new TextDecoder(encoding).decode(bytes)
  // The last line may be cut.
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return bytes.length < sampleLength || end < 0 ? text : text.slice(0, end + 1)
}

function oneCharacter(text: string, what: string): string {
  const code = text.charCodeAt(0)
  if (text.length !== 1 || code > 127 || code === 10 || code === 13) {
    throw new AppError('FileNotParsed', { details: `'${text}' cannot be a ${what}; it is one ASCII character.` })
  }
  return text
}

const formatsByEnding: Readonly<Record<string, ImportFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.arff': 'arff',
  '.jsonl': 'json-lines',
  '.ndjson': 'json-lines',
  '.parquet': 'parquet',
  '.txt': 'plain-text',
}

function recogniseFormat(fileName: string, bytes: Buffer, text: string): ImportFormat {
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  const byName = formatsByEnding[extname(fileName).toLowerCase()]
  if (byName !== undefined) return byName
  const firstLine = text.split(/\r\n|\r|\n/).find((line) => line.trim() !== '' && !line.startsWith('%'))
  if (firstLine === undefined) return 'plain-text'
  if (/^@relation\s/i.test(firstLine)) return 'arff'
  if (firstLine.startsWith('{') && isJson(firstLine)) return 'json-lines'
  if (firstLine.includes('\t')) return 'tsv'
  return /[,;|]/.test(firstLine) ? 'csv' : 'plain-text'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // What it is instead is found out from what follows.
    return false
  }
}

/** The one that stands in all of the first lines equally often; a comma where none does. */
function recogniseDelimiter(text: string): string {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .slice(0, 20)
  const counts = [',', ';', '\t', '|'].map((delimiter) => {
    const perLine = lines.map((line) => line.split(delimiter).length - 1)
    const [first = 0] = perLine
    return { delimiter, count: perLine.every((count) => count === first) ? first : 0 }
  })
  return counts.reduce((best, found) => (found.count > best.count ? found : best), { delimiter: ',', count: 0 })
    .delimiter
}

/** Names are different texts that are not numbers; where all rows look so, the first has the names, as it mostly does. */
function looksLikeHeader(text: string, delimiter: string, quote: string): boolean {
  const rows: string[][] = []
  const characters = { delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0) }
  scanRecords(Buffer.from(text.replace(/^\uFEFF/, '')), characters, {
    onRow(fields) {
      if (rows.length < 2) rows.push(Array.from({ length: fields.count }, (_, index) => fieldText(fields, index)))
    },
    onBroken() {},
  })
  const [first = []] = rows
  return (
    first.length > 0 && first.every((cell) => typeOfText(cell) === 'String') && new Set(first).size === first.length
  )
}
