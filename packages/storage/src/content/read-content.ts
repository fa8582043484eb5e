import { open } from 'node:fs/promises'
import type { FileNumber } from './content-folder.ts'

/** A part of a blob: one file, from a byte of the blob on. */
export interface Segment {
  readonly file: FileNumber
  readonly start: number
  readonly size: number
}

const pieceBytes = 256 * 1024

/** Bytes of a blob, from file to file, each piece new. @param end behind the last byte */
export async function* readContent(
  path: (file: FileNumber) => string,
  segments: readonly Segment[],
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  for (const segment of segments) {
    const from = Math.max(start, segment.start) - segment.start
    const to = Math.min(end, segment.start + segment.size) - segment.start
    if (from < to) yield* readFile(path(segment.file), from, to)
  }
}

async function* readFile(path: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r')
  const read = (position: number) => {
    const length = Math.min(pieceBytes, to - position)
    return handle.read(Buffer.allocUnsafeSlow(length), 0, length, position)
  }
  let next = read(from)
  try {
    for (let position = from; position < to; ) {
      const { buffer, bytesRead } = await next
      if (bytesRead === 0) throw new Error(`The file ${path} is shorter than it was written.`)
      position += bytesRead
      // The next piece is read while this one is sent.
      if (position < to) next = read(position)
      yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead)
    }
  } finally {
    await next.catch(() => {})
    await handle.close()
  }
}
