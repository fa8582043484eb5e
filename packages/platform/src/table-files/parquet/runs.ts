import { type Position, readVarint } from './thrift.ts'

/**
 * Parquet's hybrid of runs and packed bits: small numbers of one width, one after another.
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#run-length-encoding--bit-packing-hybrid-rle--3
 */

/** One value, many times. */
export function writeRun(value: number, count: number, width: number): Buffer {
  const head = varint(count * 2)
  const body = Buffer.alloc((width + 7) >> 3)
  for (let index = 0; index < body.length; index += 1) body[index] = value >>> (8 * index)
  return Buffer.concat([head, body])
}

/** Bits of which eight make a byte, the first lowest; what is beyond `count` in the last byte says nothing. */
export const writePackedBits = (bits: Uint8Array, count: number): Buffer => {
  const groups = (count + 7) >> 3
  return Buffer.concat([varint(groups * 2 + 1), bits.subarray(0, groups)])
}

/** @param width bits of a value, at most 24 */
export function writePacked(values: Uint32Array, count: number, width: number): Buffer {
  const groups = (count + 7) >> 3
  const body = Buffer.alloc(groups * width)
  let held = 0
  let heldBits = 0
  let at = 0
  for (let index = 0; index < count; index += 1) {
    // Below 32 bits: what is held never has more than 7.
    held |= (values[index] as number) << heldBits
    heldBits += width
    while (heldBits >= 8) {
      body[at] = held
      at += 1
      held >>>= 8
      heldBits -= 8
    }
  }
  if (heldBits > 0) body[at] = held
  return Buffer.concat([varint(groups * 2 + 1), body])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest & 127) | 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...bytes, rest])
}

/** @throws RangeError when the bytes end before `count` values are there */
export function readRuns(bytes: Uint8Array, position: Position, width: number, count: number, into: Uint32Array): void {
  let at = 0
  while (at < count) {
    const head = readVarint(bytes, position)
    if (head % 2 === 0) at = readRun(bytes, position, width, at, Math.min(count, at + head / 2), into)
    else {
      const packed = ((head - 1) / 2) * 8
      const end = Math.min(count, at + packed)
      readPacked(bytes, position.offset, width, at, end, into)
      position.offset += (packed / 8) * width
      at = end
    }
    if (head < 2) throw new RangeError('A run is empty.')
  }
}

function readRun(
  bytes: Uint8Array,
  position: Position,
  width: number,
  start: number,
  end: number,
  into: Uint32Array,
): number {
  let value = 0
  const length = (width + 7) >> 3
  if (position.offset + length > bytes.length) throw new RangeError('A run ends too early.')
  for (let index = 0; index < length; index += 1) value |= (bytes[position.offset + index] as number) << (8 * index)
  position.offset += length
  into.fill(value >>> 0, start, end)
  return end
}

function readPacked(
  bytes: Uint8Array,
  offset: number,
  width: number,
  start: number,
  end: number,
  into: Uint32Array,
): void {
  // The last group may be cut short where its bits say nothing any more.
  if (offset + Math.ceil(((end - start) * width) / 8) > bytes.length)
    throw new RangeError('Packed values end too early.')
  if (width > 24) throw new RangeError(`Values of ${width} bits are more than any dictionary has.`)
  const mask = 2 ** width - 1
  let held = 0
  let heldBits = 0
  let from = offset
  for (let index = start; index < end; index += 1) {
    while (heldBits < width) {
      held |= (bytes[from] as number) << heldBits
      from += 1
      heldBits += 8
    }
    into[index] = held & mask
    held >>>= width
    heldBits -= width
  }
}
