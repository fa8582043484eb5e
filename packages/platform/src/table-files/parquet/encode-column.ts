import { promisify } from 'node:util'
import { constants, crc32, zstdCompress } from 'node:zlib'
import { type Column, isMissing, type SparseColumns, type TablePart } from '@sluice/dataflow'
import { createTextEncoder } from './encode-texts.ts'
import { type ColumnChunk, codecs, encodings, pageTypes, writePageHeader } from './file-metadata.ts'
import { writePacked, writePackedBits, writeRun } from './runs.ts'

const compress = promisify(zstdCompress)
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
/** What comes out of the compressor at once: its default of 16 KB is a turn of the event loop each. */
const largestPiece = 1_048_576

/** Values of a part in one row group before they are pages: what is present, one after another, and what is missing. */
export interface EncodedValues {
  readonly rowCount: number
  /** Bits of 1 where a row has a value; undefined when all have. */
  readonly present: Uint8Array | undefined
  /** In the plain encoding of their type, or places in the dictionary. */
  readonly values: Uint8Array
  readonly dictionary?: { readonly values: Uint8Array; readonly count: number }
}

/** A column of a row group as it stands in the file, but for its place. */
export interface EncodedChunk extends Omit<ColumnChunk, 'offset'> {
  readonly pages: readonly Uint8Array[]
}

export async function toPages(encoded: EncodedValues, isOptional: boolean): Promise<EncodedChunk> {
  const { rowCount, present, values, dictionary } = encoded
  const levels = isOptional ? toLevels(rowCount, present) : []
  const pages = [
    ...(dictionary === undefined
      ? []
      : [await toPage(pageTypes.dictionary, dictionary.count, encodings.PLAIN, [dictionary.values])]),
    await toPage(pageTypes.data, rowCount, dictionary === undefined ? encodings.PLAIN : encodings.RLE_DICTIONARY, [
      ...levels,
      values,
    ]),
  ]
  const sum = (count: (page: Page) => number) => pages.reduce((total, page) => total + count(page), 0)
  return {
    codec: codecs.ZSTD,
    valueCount: rowCount,
    hasDictionary: dictionary !== undefined,
    byteCount: sum(({ head, body }) => head.length + body.length),
    uncompressedByteCount: sum(({ head, uncompressedByteCount }) => head.length + uncompressedByteCount),
    pages: pages.flatMap(({ head, body }) => [head, body]),
  }
}

interface Page {
  readonly head: Buffer
  readonly body: Buffer
  readonly uncompressedByteCount: number
}

async function toPage(type: number, valueCount: number, encoding: number, pieces: Uint8Array[]): Promise<Page> {
  const [only] = pieces
  const plain = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
  const body = await compress(plain, {
    ...compression,
    chunkSize: Math.min(largestPiece, Math.max(16_384, plain.length)),
  })
  const head = writePageHeader({
    type,
    valueCount,
    encoding,
    byteCount: body.length,
    uncompressedByteCount: plain.length,
    crc: crc32(body),
  })
  return { head, body, uncompressedByteCount: plain.length }
}

/** Which rows have a value, with the length in front. */
function toLevels(rowCount: number, present: Uint8Array | undefined): Uint8Array[] {
  const runs = present === undefined ? writeRun(1, rowCount, 1) : writePackedBits(present, rowCount)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(runs.length)
  return [length, runs]
}

/** Encodes pieces of one part, in order, as one row group's column. All are of one type. */
export function encodePieces(pieces: readonly TablePart[]): EncodedValues {
  const [first] = pieces
  if (first === undefined) throw new RangeError('There is nothing to encode.')
  if (first.kind === 'sparse') return encodeSparse(pieces as readonly SparseColumns[])
  const columns = pieces as readonly Column[]
  const rowCount = columns.reduce((sum, { values }) => sum + values.length, 0)
  const present = presentBits(columns, rowCount)
  if (first.type === 'String') return { rowCount, present, ...encodeTexts(columns) }
  const missingCount = columns.reduce((sum, { missing }) => sum + (missing?.count ?? 0), 0)
  return { rowCount, present, values: encodeNumbers(columns, rowCount - missingCount) }
}

function presentBits(columns: readonly Column[], rowCount: number): Uint8Array | undefined {
  if (columns.every(({ missing }) => missing === undefined)) return undefined
  const bits = new Uint8Array((rowCount + 7) >> 3).fill(255)
  let start = 0
  for (const { values, missing } of columns) {
    if (missing !== undefined) {
      for (let row = 0; row < values.length; row += 1) {
        if (!isMissing(missing, row)) continue
        const at = start + row
        bits[at >> 3] = (bits[at >> 3] as number) & ~(1 << (at & 7))
      }
    }
    start += values.length
  }
  return bits
}

type NumericArray = Float64Array | Float32Array | Int32Array | BigInt64Array

const arrayOf = {
  Double: Float64Array,
  Single: Float32Array,
  Int32: Int32Array,
  Int16: Int32Array,
  Byte: Int32Array,
  Int64: BigInt64Array,
  DateTime: Float64Array,
  DateTimeOffset: Float64Array,
  TimeSpan: Float64Array,
} as const

function encodeNumbers(columns: readonly Column[], count: number): Uint8Array {
  const [first] = columns
  if (first === undefined || first.type === 'String') throw new RangeError('These are no numbers.')
  if (first.type === 'Boolean') return encodeBooleans(columns, count)
  const target: NumericArray = new arrayOf[first.type](count)
  let at = 0
  for (const { values, missing } of columns) {
    if (missing === undefined) {
      // Whether a typed array or a plain one: both are taken at once.
      ;(target as Float64Array).set(values as unknown as ArrayLike<number>, at)
      at += values.length
      continue
    }
    for (let row = 0; row < values.length; row += 1) {
      if (isMissing(missing, row)) continue
      target[at] = values[row] as number & bigint
      at += 1
    }
  }
  return new Uint8Array(target.buffer)
}

function encodeBooleans(columns: readonly Column[], count: number): Uint8Array {
  const bits = new Uint8Array((count + 7) >> 3)
  let at = 0
  for (const { values, missing } of columns) {
    for (let row = 0; row < values.length; row += 1) {
      if (isMissing(missing, row)) continue
      if (values[row] !== 0) bits[at >> 3] = (bits[at >> 3] as number) | (1 << (at & 7))
      at += 1
    }
  }
  return bits
}

/** A dictionary larger than this costs more than it saves; so does one that most rows add to. */
const maxDictionaryCount = 20_000

/** Texts by their places in a list of the different ones, as long as there are few; else one by one. */
function encodeTexts(columns: readonly Column[]): Pick<EncodedValues, 'values' | 'dictionary'> {
  const count = columns.reduce((sum, { values, missing }) => sum + values.length - (missing?.count ?? 0), 0)
  const places = new Map<string, number>()
  const indexes = new Uint32Array(count)
  let at = 0
  for (const { values, missing } of columns) {
    for (let row = 0; row < values.length; row += 1) {
      if (isMissing(missing, row)) continue
      const text = values[row] as string
      let place = places.get(text)
      if (place === undefined) {
        place = places.size
        if (place >= maxDictionaryCount || (place > 1000 && place > at / 2))
          return { values: encodePlainTexts(columns) }
        places.set(text, place)
      }
      indexes[at] = place
      at += 1
    }
  }
  if (places.size === 0) return { values: new Uint8Array(0) }
  const dictionary = createTextEncoder()
  for (const text of places.keys()) dictionary.append(text)
  const width = Math.max(1, 32 - Math.clz32(places.size - 1))
  return {
    values: Buffer.concat([Buffer.of(width), writePacked(indexes, count, width)]),
    dictionary: { values: dictionary.finish(), count: places.size },
  }
}

function encodePlainTexts(columns: readonly Column[]): Uint8Array {
  const encoder = createTextEncoder()
  for (const { values, missing } of columns) {
    for (let row = 0; row < values.length; row += 1) {
      if (!isMissing(missing, row)) encoder.append(values[row] as string)
    }
  }
  return encoder.finish()
}

/** A row of sparse columns is one value of bytes: place and number, place and number, …, four bytes each. */
function encodeSparse(pieces: readonly SparseColumns[]): EncodedValues {
  const rowCount = pieces.reduce((sum, { rowStarts }) => sum + rowStarts.length - 1, 0)
  const stored = pieces.reduce((sum, { values }) => sum + values.length, 0)
  const words = new Int32Array(rowCount + stored * 2)
  let at = 0
  for (const { rowStarts, columnIndexes, values } of pieces) {
    for (let row = 0; row + 1 < rowStarts.length; row += 1) {
      const end = rowStarts[row + 1] as number
      const lengthAt = at
      at += 1
      for (let index = rowStarts[row] as number; index < end; index += 1) {
        // A zero is what is not stored: the same row has the same bytes.
        if (values[index] === 0) continue
        words[at] = columnIndexes[index] as number
        words[at + 1] = values[index] as number
        at += 2
      }
      words[lengthAt] = (at - lengthAt - 1) * 4
    }
  }
  return { rowCount, present: undefined, values: new Uint8Array(words.buffer, 0, at * 4) }
}
