import { crc32, zstdDecompressSync } from 'node:zlib'
import type { ColumnType } from '@sluice/contracts'
import { type ColumnChunk, codecs, encodings, type PhysicalType, pageTypes, readPageHeader } from './file-metadata.ts'
import { readRuns } from './runs.ts'

/** The values of one column as they are read, row group after row group, into arrays made for all rows. */
export interface ColumnTarget {
  readonly type: ColumnType | 'bytes'
  readonly physicalType: PhysicalType
  readonly isOptional: boolean
  /** String: an array of texts; bytes: an array of Buffers; others: their typed array. */
  readonly values: string[] | Buffer[] | NumericArray
  /** One bit per row, 1 = missing; made when the first is. */
  missing: Uint8Array | undefined
  missingCount: number
  readonly rowCount: number
}

export type NumericArray = Float64Array | Float32Array | Int32Array | Int16Array | Uint8Array | BigInt64Array

const arrays = {
  Double: Float64Array,
  Single: Float32Array,
  Int32: Int32Array,
  Int16: Int16Array,
  Byte: Uint8Array,
  Boolean: Uint8Array,
  Int64: BigInt64Array,
  DateTime: Float64Array,
  DateTimeOffset: Float64Array,
  TimeSpan: Float64Array,
} as const

export const createTarget = (
  type: ColumnType | 'bytes',
  physicalType: PhysicalType,
  isOptional: boolean,
  rowCount: number,
): ColumnTarget => ({
  type,
  physicalType,
  isOptional,
  values: type === 'String' || type === 'bytes' ? [] : new arrays[type](rowCount),
  missing: undefined,
  missingCount: 0,
  rowCount,
})

/**
 * Reads a column of a row group.
 * @param bytes its pages
 * @param start row of the target that its first row becomes
 * @throws RangeError when the bytes are damaged
 */
export function decodeChunk(bytes: Buffer, chunk: ColumnChunk, target: ColumnTarget, start: number): void {
  const position = { offset: 0 }
  let dictionary: Buffer | undefined
  let texts: (string | Buffer)[] | undefined
  let row = start
  const end = start + chunk.valueCount
  // What the file says of itself holds for its pages: so nothing expands to more than was agreed to before.
  let left = chunk.uncompressedByteCount
  while (row < end) {
    const header = readPageHeader(bytes, position)
    const stored = bytes.subarray(position.offset, position.offset + header.byteCount)
    if (stored.length !== header.byteCount) throw new RangeError('A page ends too early.')
    if (header.crc !== undefined && (header.crc | 0) !== (crc32(stored) | 0)) {
      throw new RangeError('A page has not the checksum that it was written with.')
    }
    position.offset += header.byteCount
    left -= header.uncompressedByteCount
    if (left < 0) throw new RangeError('The pages of a column are longer than it says.')
    const body = decompress(stored, chunk.codec, header.uncompressedByteCount)
    if (header.type === pageTypes.dictionary) {
      dictionary = body
      texts = isText(target) ? readTexts(body, 0, header.valueCount, target.type === 'bytes') : undefined
      continue
    }
    if (row + header.valueCount > end) throw new RangeError('A page has more values than its column.')
    decodePage(body, header.valueCount, header.encoding, { dictionary, texts }, target, row)
    row += header.valueCount
  }
}

const isText = (target: ColumnTarget) => target.physicalType === 'BYTE_ARRAY'

function decompress(bytes: Buffer, codec: number, length: number): Buffer {
  if (codec === codecs.UNCOMPRESSED) return bytes
  if (codec !== codecs.ZSTD) throw new RangeError(`Pages are compressed by the unknown method ${codec}.`)
  const plain = zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) })
  if (plain.length !== length) throw new RangeError('A page has not the length that it was written with.')
  return plain
}

interface Dictionary {
  readonly dictionary: Buffer | undefined
  readonly texts: (string | Buffer)[] | undefined
}

function decodePage(
  body: Buffer,
  count: number,
  encoding: number,
  { dictionary, texts }: Dictionary,
  target: ColumnTarget,
  start: number,
): void {
  const position = { offset: 0 }
  const presentCount = target.isOptional ? readLevels(body, position, count, target, start) : count
  if (encoding === encodings.PLAIN) {
    if (isText(target)) {
      placeTexts(readTexts(body, position.offset, presentCount, target.type === 'bytes'), target, start, count)
    } else placeNumbers(body, position.offset, presentCount, target, start)
  } else if (encoding === encodings.PLAIN_DICTIONARY || encoding === encodings.RLE_DICTIONARY) {
    if (dictionary === undefined) throw new RangeError('A page needs a dictionary that is not there.')
    const indexes = readIndexes(body, position.offset, presentCount)
    if (texts !== undefined) placeTexts(pick(texts, indexes), target, start, count)
    else placeNumbers(pickBytes(dictionary, indexes, widthOf(target.physicalType)), 0, presentCount, target, start)
  } else throw new RangeError(`A page is encoded in the unknown way ${encoding}.`)
  if (presentCount < count) spread(target, start, count, presentCount)
}

/** Reads which rows have a value. @returns how many do */
function readLevels(
  body: Buffer,
  position: { offset: number },
  count: number,
  target: ColumnTarget,
  start: number,
): number {
  const length = body.readUInt32LE(0)
  const levels = new Uint32Array(count)
  readRuns(body.subarray(4, 4 + length), { offset: 0 }, 1, count, levels)
  position.offset = 4 + length
  let missingCount = 0
  for (let row = 0; row < count; row += 1) {
    if (levels[row] === 1) continue
    target.missing ??= new Uint8Array((target.rowCount + 7) >> 3)
    const at = start + row
    target.missing[at >> 3] = (target.missing[at >> 3] as number) | (1 << (at & 7))
    missingCount += 1
  }
  target.missingCount += missingCount
  return count - missingCount
}

function readIndexes(body: Buffer, offset: number, count: number): Uint32Array {
  const indexes = new Uint32Array(count)
  if (count === 0) return indexes
  const width = body[offset] as number
  // A dictionary of one entry may have places of no bits at all.
  if (width > 0) readRuns(body, { offset: offset + 1 }, width, count, indexes)
  return indexes
}

function pick(texts: (string | Buffer)[], indexes: Uint32Array): (string | Buffer)[] {
  const picked = new Array<string | Buffer>(indexes.length)
  for (let index = 0; index < indexes.length; index += 1) {
    const text = texts[indexes[index] as number]
    if (text === undefined) throw new RangeError('A value is beyond its dictionary.')
    picked[index] = text
  }
  return picked
}

const widthOf = (type: PhysicalType): number => (type === 'INT64' || type === 'DOUBLE' ? 8 : 4)

function pickBytes(dictionary: Buffer, indexes: Uint32Array, width: number): Buffer {
  const picked = Buffer.allocUnsafe(indexes.length * width)
  for (let index = 0; index < indexes.length; index += 1) {
    const from = (indexes[index] as number) * width
    if (from + width > dictionary.length) throw new RangeError('A value is beyond its dictionary.')
    for (let byte = 0; byte < width; byte += 1) picked[index * width + byte] = dictionary[from + byte] as number
  }
  return picked
}

/** Short texts come back often, one after another or in turns: they are remembered, not made anew. */
const rememberedCount = 4096
const longestRemembered = 24

function readTexts(body: Buffer, offset: number, count: number, asBytes: boolean): (string | Buffer)[] {
  const texts = new Array<string | Buffer>(count)
  const remembered = new Array<string | undefined>(rememberedCount)
  let at = offset
  for (let index = 0; index < count; index += 1) {
    if (at + 4 > body.length) throw new RangeError('A text ends too early.')
    const length = body.readUInt32LE(at)
    at += 4
    const end = at + length
    if (end > body.length) throw new RangeError('A text ends too early.')
    texts[index] = asBytes ? body.subarray(at, end) : readText(body, at, end, remembered)
    at = end
  }
  return texts
}

function readText(body: Buffer, start: number, end: number, remembered: (string | undefined)[]): string {
  if (end - start > longestRemembered) return body.toString('utf8', start, end)
  let hash = end - start
  for (let at = start; at < end; at += 1) {
    const byte = body[at] as number
    if (byte >= 128) return body.toString('utf8', start, end)
    hash = (Math.imul(hash, 31) + byte) | 0
  }
  const place = (hash ^ (hash >>> 12)) & (rememberedCount - 1)
  const known = remembered[place]
  if (known !== undefined && known.length === end - start && isSame(body, start, known)) return known
  const text = body.toString('latin1', start, end)
  remembered[place] = text
  return text
}

function isSame(body: Buffer, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (body[start + index] !== text.charCodeAt(index)) return false
  }
  return true
}

/** Puts values that are present side by side; `spread` moves them to their rows. */
function placeTexts(texts: (string | Buffer)[], target: ColumnTarget, start: number, count: number): void {
  const values = target.values as (string | Buffer)[]
  for (let index = 0; index < texts.length; index += 1) values[start + index] = texts[index] as string
  for (let index = texts.length; index < count; index += 1) values[start + index] = ''
}

function placeNumbers(body: Buffer, offset: number, count: number, target: ColumnTarget, start: number): void {
  const values = target.values as NumericArray
  if (target.physicalType === 'BOOLEAN') {
    if (offset + ((count + 7) >> 3) > body.length) throw new RangeError('A page ends too early.')
    for (let index = 0; index < count; index += 1) {
      values[start + index] = ((body[offset + (index >> 3)] as number) >> (index & 7)) & 1
    }
    return
  }
  const width = widthOf(target.physicalType)
  if (offset + count * width > body.length) throw new RangeError('A page ends too early.')
  if (values.BYTES_PER_ELEMENT === width) {
    const place = new Uint8Array(values.buffer, values.byteOffset + start * width, count * width)
    place.set(body.subarray(offset, offset + count * width))
    return
  }
  for (let index = 0; index < count; index += 1) values[start + index] = body.readInt32LE(offset + index * width)
}

/** Moves values that stand side by side to the rows that have one. */
function spread(target: ColumnTarget, start: number, count: number, presentCount: number): void {
  const { type, missing } = target
  const values = target.values as unknown[]
  const placeholder =
    type === 'String' || type === 'bytes'
      ? ''
      : type === 'Int64'
        ? 0n
        : type === 'Double' || type === 'Single'
          ? NaN
          : 0
  let from = start + presentCount
  for (let row = start + count - 1; row >= start; row -= 1) {
    if (missing !== undefined && ((missing[row >> 3] as number) & (1 << (row & 7))) !== 0) values[row] = placeholder
    else {
      from -= 1
      values[row] = values[from]
    }
  }
}
