import { createHash } from 'node:crypto'
import { AppError } from '@sluice/contracts'
import type { Packable, TypedArray } from '../modules/port-values.ts'

/**
 * One value in one file: mark, checksum, length of the JSON, the JSON, then the numbers, each array on a place that 8
 * divides. In the JSON an array of numbers stands as `{"$array": [type, offset, length]}`, and a number that JSON does
 * not know (NaN, infinities, -0) as `{"$number": text}`.
 */
const mark = 'SLUICE01'
const headLength = mark.length + 32 + 8
const arrayKey = '$array'
const numberKey = '$number'

const arrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  i16: Int16Array,
  u16: Uint16Array,
  i8: Int8Array,
  u8: Uint8Array,
  i64: BigInt64Array,
} as const
type ArrayName = keyof typeof arrayTypes
const arrayNames = Object.keys(arrayTypes) as ArrayName[]

const toMultipleOf8 = (length: number) => (length + 7) & ~7

/** The bytes of a value; equal values give equal bytes. */
export function packValue(value: Packable): Uint8Array {
  const arrays: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  let length = 0
  const take = (array: TypedArray): Packable => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    arrays.push({ offset: length, bytes })
    const place = [nameOfArray(array), length, array.length]
    length = toMultipleOf8(length + bytes.byteLength)
    return { [arrayKey]: place }
  }
  const toJson = (part: Packable | undefined): Packable | undefined => {
    if (part === null || part === undefined) return part
    if (typeof part === 'number') {
      return Number.isFinite(part) && !Object.is(part, -0)
        ? part
        : { [numberKey]: Object.is(part, -0) ? '-0' : String(part) }
    }
    if (typeof part !== 'object') return part
    if (isTypedArray(part)) return take(part)
    if (Array.isArray(part)) return part.map((one: Packable) => toJson(one) ?? null)
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, toJson(one)]))
  }
  const json = Buffer.from(JSON.stringify(toJson(value)))
  const start = toMultipleOf8(headLength + json.byteLength)
  const file = Buffer.alloc(start + length)
  file.write(mark, 'latin1')
  file.writeBigUInt64LE(BigInt(json.byteLength), mark.length + 32)
  json.copy(file, headLength)
  for (const { offset, bytes } of arrays) file.set(bytes, start + offset)
  file.set(checksumOf(file), mark.length)
  return file
}

/** @throws AppError `DataInvalid` when the bytes are damaged or none of ours */
export function unpackValue(bytes: Uint8Array, name: string): Packable {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const refuse = (reason: string) => new AppError('DataInvalid', { dataset: name, reason })
  if (file.byteLength < headLength || file.toString('latin1', 0, mark.length) !== mark) {
    throw refuse('It is no file that this program wrote.')
  }
  if (!file.subarray(mark.length, mark.length + 32).equals(checksumOf(file))) throw refuse('It is damaged.')
  const jsonLength = Number(file.readBigUInt64LE(mark.length + 32))
  const start = toMultipleOf8(headLength + jsonLength)
  // Typed arrays want places that fit their size, and must not keep a larger buffer of the caller alive.
  const numbers = new Uint8Array(file.subarray(start)).buffer
  return JSON.parse(file.toString('utf8', headLength, headLength + jsonLength), (_, part: unknown) => {
    const special = part as {
      readonly [arrayKey]?: readonly [ArrayName, number, number]
      readonly [numberKey]?: string
    } | null
    if (special?.[arrayKey] !== undefined) return readArray(numbers, special[arrayKey])
    return special?.[numberKey] === undefined ? part : Number(special[numberKey])
  }) as Packable
}

function readArray(numbers: ArrayBuffer, [type, offset, length]: readonly [ArrayName, number, number]): Packable {
  return new arrayTypes[type](numbers, offset, length)
}

/** Whatever stands where the checksum itself goes does not count. */
const checksumOf = (file: Buffer): Buffer =>
  createHash('sha256')
    .update(file.subarray(mark.length + 32))
    .digest()

const isTypedArray = (value: object): value is TypedArray => ArrayBuffer.isView(value) && !(value instanceof DataView)

function nameOfArray(array: TypedArray): ArrayName {
  const name = arrayNames.find((candidate) => array instanceof arrayTypes[candidate])
  if (name === undefined) throw new TypeError('Arrays of this kind cannot be packed.')
  return name
}
