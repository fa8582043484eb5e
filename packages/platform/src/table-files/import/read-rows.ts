import { isAscii, isUtf8 } from 'node:buffer'
import type { TableSchema } from '@sluice/contracts'
import {
  createArffRows,
  createRecordScanner,
  type LooseCell,
  type RecordHandler,
  type RecordScanner,
} from '@sluice/dataflow'
import type { BadRow, ImportPassage, RecognisedSource, RowFields, RowHandler } from './import-types.ts'
import { readBlocks } from './source-blocks.ts'

type ReadPassage = Pick<ImportPassage, 'signal'> & { onBlock?(readBytes: number, totalBytes: number): void }

/** Neither delimiter nor quote: a row is a line, as it is. */
const none = -1
const longestBadText = 1000

/**
 * Goes once over a file of a text format and hands on its rows.
 * @throws AppError `FileNotParsed` when what comes before the rows cannot be read
 */
export async function readRows(
  source: RecognisedSource,
  handler: RowHandler,
  passage: ReadPassage,
): Promise<FileColumns> {
  const names: string[] = []
  const { scanner, flush, seesAscii, declared } = createRows(source, handler, names)
  for await (const piece of readBlocks(source.path, source.encoding, passage)) {
    seesAscii(isAscii(piece))
    scanner.feed(piece)
    await handler.afterPiece()
  }
  scanner.end()
  flush()
  await handler.afterPiece()
  return { names, declared: declared?.() }
}

/** What a file says of its columns. */
export interface FileColumns {
  /** As they are in the file; empty where it has none. Of JSON lines all keys by first sight. */
  readonly names: readonly string[]
  /** In place of names and guesses, where the file declares its columns. */
  readonly declared: TableSchema | undefined
}

interface Rows {
  readonly scanner: RecordScanner<Buffer>
  flush(): void
  /** Of rows in ASCII alone it need not be checked whether they are UTF-8. */
  seesAscii(isPieceAscii: boolean): void
  declared?(): TableSchema
}

function createRows(source: RecognisedSource, handler: RowHandler, names: string[]): Rows {
  // A row may begin in the piece before.
  let isAsciiBefore = true
  let isAsciiNow = true
  const scannerOf = (rows: RecordHandler<Buffer>, delimiter = none, quote = none) =>
    createRecordScanner<Buffer>({ delimiter, quote }, Buffer.allocUnsafe, {
      onRow(fields) {
        if (!(isAsciiNow && isAsciiBefore) && !isUtf8(fields.bytes.subarray(fields.rowStart, fields.rowEnd))) {
          handler.onBad(toBadRow(fields, 'it is no UTF-8; choose the encoding of the file'))
        } else rows.onRow(fields)
      },
      onBroken: rows.onBroken,
    })
  const onBroken: RecordHandler<Buffer>['onBroken'] = ({ line, reason, bytes }) =>
    handler.onBad({ line, reason, text: bytes.toString('utf8', 0, longestBadText) })
  const seesAscii = (isPieceAscii: boolean) => {
    isAsciiBefore = isAsciiNow
    isAsciiNow = isPieceAscii
  }
  const flush = () => {}
  switch (source.format) {
    case 'csv':
    case 'tsv': {
      const onRow = delimitedRows(source, handler, names)
      const codes = [source.delimiter, source.quote].map((text) => text.charCodeAt(0)) as [number, number]
      return { scanner: scannerOf({ onRow, onBroken }, ...codes), flush, seesAscii }
    }
    case 'json-lines':
      return { scanner: scannerOf({ onRow: jsonRows(handler, names), onBroken }), flush, seesAscii }
    case 'arff': {
      const arff = createArffRows(handler)
      const onRow = (fields: RowFields) => arff.seeLine(rowText(fields), fields.line)
      return { scanner: scannerOf({ onRow, onBroken }), flush: arff.flush, seesAscii, declared: () => arff.schema }
    }
    default: {
      names.push('')
      const onRow = (fields: RowFields) => {
        const text = rowText(fields)
        handler.onCells?.([text], fields.line, () => text)
      }
      return { scanner: scannerOf({ onRow, onBroken }), flush, seesAscii }
    }
  }
}

/** All rows have as many fields as the first; blank lines between rows of several fields are none. */
function delimitedRows({ hasHeader }: RecognisedSource, handler: RowHandler, names: string[]) {
  let width = 0
  return (fields: RowFields) => {
    const { count, starts, ends, quoting } = fields
    const isBlank = count === 1 && starts[0] === ends[0] && quoting[0] === 0
    if (width === 0) {
      if (isBlank && !hasHeader) {
        // Nothing tells yet whether this is a row of one missing cell; what comes first with a value does.
        return
      }
      width = count
      for (let index = 0; index < count; index += 1) names.push(hasHeader ? fieldText(fields, index) : '')
      if (hasHeader) return
    }
    if (isBlank && width > 1) return
    if (count === width) handler.onFields?.(fields)
    else {
      const found = count === 1 ? '1 field' : `${count} fields`
      handler.onBad(toBadRow(fields, `there ${count === 1 ? 'is' : 'are'} ${found}, but ${width} columns`))
    }
  }
}

function jsonRows(handler: RowHandler, names: string[]) {
  const places = new Map<string, number>()
  return (fields: RowFields) => {
    const text = rowText(fields)
    if (text.trim() === '') return
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      handler.onBad(toBadRow(fields, `it is no JSON: ${(error as Error).message}`))
      return
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      handler.onBad(toBadRow(fields, 'it is no JSON object'))
      return
    }
    const cells: LooseCell[] = new Array(places.size).fill(null)
    for (const [key, cell] of Object.entries(value)) {
      let place = places.get(key)
      if (place === undefined) {
        place = places.size
        places.set(key, place)
        names.push(key)
      }
      cells[place] = typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : (cell as LooseCell)
    }
    handler.onCells?.(cells, fields.line, () => text)
  }
}

export const rowText = ({ bytes, rowStart, rowEnd }: RowFields): string => bytes.toString('utf8', rowStart, rowEnd)

/** Text of a field, its quotes taken off. */
export function fieldText({ bytes, starts, ends, quoting }: RowFields, index: number): string {
  const text = bytes.toString('utf8', starts[index], ends[index])
  if (quoting[index] !== 2) return text
  // Doubled quotes are of one character, whichever it is: the one in front of the field.
  const quote = String.fromCharCode(bytes[(starts[index] as number) - 1] as number)
  return text.replaceAll(quote + quote, quote)
}

export const toBadRow = (fields: RowFields, reason: string): BadRow => ({
  line: fields.line,
  reason,
  text: rowText(fields).slice(0, longestBadText),
})
