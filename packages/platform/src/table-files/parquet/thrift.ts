/**
 * Apache Thrift's compact protocol, as much of it as the metadata of Parquet needs.
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

/** Fields of a structure by their numbers. Integers of 64 bits are numbers here: no file has more than 2⁵³ of anything. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>
export type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct

/** What is written of a field: its number and its value with its type. */
export type ThriftField =
  | readonly [id: number, type: 'i32' | 'i64', value: number]
  | readonly [id: number, type: 'bool', value: boolean]
  | readonly [id: number, type: 'string', value: string]
  | readonly [id: number, type: 'struct', value: readonly ThriftField[]]
  | readonly [id: number, type: 'structs', value: readonly (readonly ThriftField[])[]]
  | readonly [id: number, type: 'strings', value: readonly string[]]
  | readonly [id: number, type: 'i32s', value: readonly number[]]

const typeCodes = { i32: 5, i64: 6, string: 8, structs: 9, strings: 9, i32s: 9, struct: 12 } as const
const codeOfTrue = 1
const codeOfFalse = 2

export function writeThrift(fields: readonly ThriftField[]): Buffer {
  const bytes: (Buffer | number)[] = []
  writeStruct(bytes, fields)
  return Buffer.concat(bytes.map((piece) => (typeof piece === 'number' ? Buffer.of(piece) : piece)))
}

type Pieces = (Buffer | number)[]

function writeStruct(pieces: Pieces, fields: readonly ThriftField[]): void {
  let before = 0
  for (const field of fields) {
    const [id, type, value] = field
    // Every structure of Parquet is written with ascending fields that lie close together.
    const code = type === 'bool' ? (value ? codeOfTrue : codeOfFalse) : typeCodes[type]
    pieces.push(((id - before) << 4) | code)
    before = id
    writeValue(pieces, field)
  }
  pieces.push(0)
}

function writeValue(pieces: Pieces, [, type, value]: ThriftField): void {
  switch (type) {
    case 'bool':
      break
    case 'i32':
    case 'i64':
      writeVarint(pieces, zigzag(value))
      break
    case 'string':
      writeText(pieces, value)
      break
    case 'struct':
      writeStruct(pieces, value)
      break
    case 'structs':
      writeListHead(pieces, value.length, typeCodes.struct)
      for (const fields of value) writeStruct(pieces, fields)
      break
    case 'strings':
      writeListHead(pieces, value.length, typeCodes.string)
      for (const text of value) writeText(pieces, text)
      break
    case 'i32s':
      writeListHead(pieces, value.length, typeCodes.i32)
      for (const number of value) writeVarint(pieces, zigzag(number))
  }
}

function writeListHead(pieces: Pieces, length: number, code: number): void {
  if (length < 15) pieces.push((length << 4) | code)
  else {
    pieces.push(0xf0 | code)
    writeVarint(pieces, length)
  }
}

function writeText(pieces: Pieces, text: string): void {
  const bytes = Buffer.from(text)
  writeVarint(pieces, bytes.length)
  pieces.push(bytes)
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

function writeVarint(pieces: Pieces, value: number): void {
  let rest = value
  while (rest >= 128) {
    pieces.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  pieces.push(rest)
}

/** Where a reader stands in bytes. */
export interface Position {
  offset: number
}

/** @throws RangeError when the bytes end early or are none of this protocol */
export function readThrift(bytes: Uint8Array, position: Position = { offset: 0 }): ThriftStruct {
  return readStruct(bytes, position, 0)
}

/** Nothing of Parquet is nested deeper; what is, is no metadata and would only exhaust the stack. */
const maxDepth = 32

function readStruct(bytes: Uint8Array, position: Position, depth: number): ThriftStruct {
  if (depth > maxDepth) throw new RangeError('The metadata are nested too deeply.')
  const fields = new Map<number, ThriftValue>()
  let id = 0
  for (;;) {
    const head = readByte(bytes, position)
    if (head === 0) return fields
    const delta = head >> 4
    id = delta === 0 ? unzigzag(readVarint(bytes, position)) : id + delta
    const code = head & 15
    fields.set(id, code <= codeOfFalse ? code === codeOfTrue : readValue(bytes, position, code, depth))
  }
}

function readValue(bytes: Uint8Array, position: Position, code: number, depth: number): ThriftValue {
  switch (code) {
    case 1:
    case 2:
      return readByte(bytes, position) === codeOfTrue
    case 3:
      return readByte(bytes, position)
    case 4:
    case 5:
    case 6:
      return unzigzag(readVarint(bytes, position))
    case 7:
      return take(bytes, position, 8)
    case 8:
      return take(bytes, position, readVarint(bytes, position))
    case 9:
    case 10:
      return readList(bytes, position, depth)
    case 12:
      return readStruct(bytes, position, depth + 1)
    default:
      throw new RangeError(`The metadata have a field of the unknown type ${code}.`)
  }
}

function readList(bytes: Uint8Array, position: Position, depth: number): ThriftValue[] {
  const head = readByte(bytes, position)
  const length = head >> 4 === 15 ? readVarint(bytes, position) : head >> 4
  if (length > bytes.length) throw new RangeError('The metadata have a list that is longer than they are.')
  const values: ThriftValue[] = []
  for (let index = 0; index < length; index += 1) values.push(readValue(bytes, position, head & 15, depth + 1))
  return values
}

function take(bytes: Uint8Array, position: Position, length: number): Uint8Array {
  const start = position.offset
  if (start + length > bytes.length) throw new RangeError('The metadata end too early.')
  position.offset += length
  return bytes.subarray(start, start + length)
}

function readByte(bytes: Uint8Array, position: Position): number {
  const byte = bytes[position.offset]
  if (byte === undefined) throw new RangeError('The metadata end too early.')
  position.offset += 1
  return byte
}

export function readVarint(bytes: Uint8Array, position: Position): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = readByte(bytes, position)
    value += (byte & 127) * factor
    if (byte < 128) return value
    if (factor > 2 ** 62) throw new RangeError('The metadata have a number without an end.')
  }
}

// Halving is exact, where a shift would cut numbers to 32 bits.
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)
