import type { ColumnType } from '@sluice/contracts'
import { type Cell, type LooseCell, parseCell, readDecimal, readShortWhole, readTruth } from '@sluice/dataflow'
import type { EncodedValues } from '../parquet/encode-column.ts'
import { createTextEncoder } from '../parquet/encode-texts.ts'

/** Gathers the cells of one column for a row group, as they are stored. */
export interface CellAppender {
  /** @returns whether the cell is one of the column's type */
  appendCell(cell: LooseCell): boolean
  /** A value as the column stores it, or null for missing. */
  appendStored(value: Cell): void
  /** A field of UTF-8; with nothing in it, it is missing. @returns whether it can be read */
  appendBytes(bytes: Buffer, start: number, end: number): boolean
  /** Takes the last cell away. */
  undo(): void
  readonly byteCount: number
  /** What was gathered; begins anew. */
  take(): EncodedValues
}

export const createAppender = (type: ColumnType): CellAppender =>
  type === 'String' ? createTextAppender() : createValueAppender(type)

/** Bits of which rows have a value, made when one has none. */
function createPresence() {
  let bits: Uint8Array | undefined
  let rows = 0
  return {
    get rows() {
      return rows
    },
    push(isPresent: boolean) {
      if (!isPresent && bits === undefined) bits = new Uint8Array(8192).fill(255)
      if (bits !== undefined) {
        if (rows >> 3 >= bits.length) {
          const larger = new Uint8Array(bits.length * 2).fill(255)
          larger.set(bits)
          bits = larger
        }
        const mask = 1 << (rows & 7)
        const byte = bits[rows >> 3] as number
        bits[rows >> 3] = isPresent ? byte | mask : byte & ~mask
      }
      rows += 1
    },
    /** @returns whether it had a value */
    pop(): boolean {
      rows -= 1
      return bits === undefined || ((bits[rows >> 3] as number) & (1 << (rows & 7))) !== 0
    },
    take() {
      const taken = { rowCount: rows, present: bits?.subarray(0, (rows + 7) >> 3) }
      bits = undefined
      rows = 0
      return taken
    },
  }
}

function createTextAppender(): CellAppender {
  let texts = createTextEncoder()
  const presence = createPresence()
  let before = 0
  return {
    appendCell(cell) {
      before = texts.byteCount
      const text = parseCell('String', cell) as string | null
      presence.push(text !== null)
      if (text !== null) texts.append(text)
      return true
    },
    appendStored(value) {
      before = texts.byteCount
      presence.push(value !== null)
      if (value !== null) texts.append(String(value))
    },
    appendBytes(bytes, start, end) {
      before = texts.byteCount
      presence.push(start !== end)
      if (start !== end) texts.appendBytes(bytes, start, end)
      return true
    },
    undo() {
      presence.pop()
      texts.truncate(before)
    },
    get byteCount() {
      return texts.byteCount
    },
    take() {
      const values = texts.finish()
      // The next row group is about as long: then nothing is copied into ever larger buffers.
      texts = createTextEncoder(Math.ceil(values.length * 1.05))
      return { ...presence.take(), values }
    },
  }
}

type ValueArray = Float64Array | Float32Array | Int32Array | BigInt64Array | Uint8Array

const arrays = {
  Double: Float64Array,
  Single: Float32Array,
  Int32: Int32Array,
  Int16: Int32Array,
  Byte: Int32Array,
  Int64: BigInt64Array,
  Boolean: Uint8Array,
  DateTime: Float64Array,
  DateTimeOffset: Float64Array,
  TimeSpan: Float64Array,
} as const

function createValueAppender(type: Exclude<ColumnType, 'String'>): CellAppender {
  const create = (length: number): ValueArray => new arrays[type](length)
  const parseBytes = quickReaders[type]
  const presence = createPresence()
  let values = create(4096)
  let count = 0
  const push = (value: Exclude<Cell, null | string>) => {
    if (count === values.length) {
      const larger = create(count * 2)
      ;(larger as Float64Array).set(values as Float64Array)
      values = larger
    }
    values[count] = (typeof value === 'boolean' ? Number(value) : value) as number & bigint
    count += 1
    presence.push(true)
  }
  const append = (cell: LooseCell): boolean => {
    const value = parseCell(type, cell)
    if (value === undefined || typeof value === 'string') return false
    if (value === null) presence.push(false)
    else push(value)
    return true
  }
  return {
    appendCell: append,
    appendStored(value) {
      if (value === null) presence.push(false)
      else push(value as number)
    },
    appendBytes(bytes, start, end) {
      if (start === end) {
        presence.push(false)
        return true
      }
      const quick = parseBytes?.(bytes, start, end)
      if (quick === undefined) return append(bytes.toString('utf8', start, end))
      push(quick)
      return true
    },
    undo() {
      if (presence.pop()) count -= 1
    },
    get byteCount() {
      return count * values.BYTES_PER_ELEMENT
    },
    take() {
      const taken = values.subarray(0, count)
      const bytes =
        type === 'Boolean' ? packBits(taken as Uint8Array) : new Uint8Array(taken.buffer, 0, taken.byteLength)
      values = create(values.length)
      count = 0
      return { ...presence.take(), values: bytes }
    },
  }
}

function packBits(values: Uint8Array): Uint8Array {
  const bits = new Uint8Array((values.length + 7) >> 3)
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] !== 0) bits[index >> 3] = (bits[index >> 3] as number) | (1 << (index & 7))
  }
  return bits
}

type QuickReader = (bytes: Buffer, start: number, end: number) => number | boolean | undefined

/** Of what is written in the most usual way; all else is left to `parseCell`. */
const quickReaders: { readonly [Type in ColumnType]?: QuickReader } = {
  Double: readDecimal,
  Single: readDecimal,
  Int32: readShortWhole,
  Boolean: readTruth,
}
