import type { BatchFileEncoding } from '@sluice/contracts'

const byteOrderMarks: readonly { readonly encoding: BatchFileEncoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** What a byte order mark at the beginning says, and how long it is. */
export function readByteOrderMark(bytes: Uint8Array): {
  readonly encoding: BatchFileEncoding | undefined
  readonly length: number
} {
  const mark = byteOrderMarks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte))
  return { encoding: mark?.encoding, length: mark?.bytes.length ?? 0 }
}

export const bytesPerUnit = (encoding: BatchFileEncoding): number => (encoding.startsWith('utf-16') ? 2 : 1)

/** What rows are looked for in; a byte that is half of a unit at the end is left out. */
export function toUnits(bytes: Uint8Array, encoding: BatchFileEncoding): Uint8Array | Uint16Array {
  if (bytesPerUnit(encoding) === 1) return bytes
  const even = bytes.subarray(0, bytes.length & ~1)
  const copy = Buffer.from(even)
  if (encoding === 'utf-16be') copy.swap16()
  // A copy may stand at an odd place of the memory that small buffers share.
  return copy.byteOffset % 2 === 0
    ? new Uint16Array(copy.buffer, copy.byteOffset, copy.length / 2)
    : new Uint16Array(new Uint8Array(copy).buffer)
}

/** The same text in UTF-8. */
export function toUtf8(bytes: Uint8Array, encoding: BatchFileEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return Buffer.from(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes))
}
