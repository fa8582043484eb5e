import { open } from 'node:fs/promises'
import type { ImportPassage, TextEncoding } from './import-types.ts'

const blockLength = 262_144

const byteOrderMarks: readonly { readonly encoding: TextEncoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** The encoding that a byte order mark names. */
export const encodingOfMark = (bytes: Uint8Array): TextEncoding | undefined =>
  byteOrderMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding

const lengthOfMark = (bytes: Uint8Array, encoding: TextEncoding): number =>
  encodingOfMark(bytes) === encoding
    ? (byteOrderMarks.find((mark) => mark.encoding === encoding)?.bytes.length ?? 0)
    : 0

/** The text of a file in UTF-8, piece by piece, without its byte order mark. Pieces end anywhere, and are good until the next is asked for. */
export async function* readBlocks(
  path: string,
  encoding: TextEncoding,
  passage: Pick<ImportPassage, 'signal'> & { onBlock?(readBytes: number, totalBytes: number): void },
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const toUtf8 = createTranscoder(encoding)
    const block = Buffer.allocUnsafe(blockLength)
    let position = 0
    for (;;) {
      passage.signal?.throwIfAborted()
      const { bytesRead } = await file.read(block, 0, blockLength, position)
      const bytes = block.subarray(position === 0 ? lengthOfMark(block.subarray(0, bytesRead), encoding) : 0, bytesRead)
      position += bytesRead
      const text = toUtf8(bytes, bytesRead === 0)
      if (text.length > 0) yield text
      passage.onBlock?.(position, Math.max(position, size))
      if (bytesRead === 0) return
    }
  } finally {
    await file.close()
  }
}

function createTranscoder(encoding: TextEncoding): (bytes: Buffer, isLast: boolean) => Buffer {
  if (encoding === 'utf-8') return (bytes) => bytes
  const decoder = new TextDecoder(encoding)
  return (bytes, isLast) => Buffer.from(decoder.decode(bytes, { stream: !isLast }))
}
