/** Texts as Parquet has them: length in four bytes, then UTF-8. */
export interface PlainTexts {
  append(text: string): void
  /** UTF-8 that is there already. */
  appendBytes(bytes: Uint8Array, start: number, end: number): void
  /** Bytes so far; a mark to go back to. */
  readonly byteCount: number
  /** Takes away what was appended since there were so many bytes. */
  truncate(byteCount: number): void
  finish(): Uint8Array
}

/** Up to here a loop is faster than the call that encodes. */
const longestInLoop = 40

/** @param expectedBytes about how many will come; it grows beyond */
export function createTextEncoder(expectedBytes = 65_536): PlainTexts {
  let buffer = Buffer.allocUnsafe(Math.max(65_536, expectedBytes))
  let at = 0
  const reserve = (length: number) => {
    if (at + length <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + length))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  const writeLength = (length: number, offset: number) => {
    buffer[offset] = length
    buffer[offset + 1] = length >>> 8
    buffer[offset + 2] = length >>> 16
    buffer[offset + 3] = length >>> 24
  }
  /** @returns whether it was of ASCII letters only */
  const writeAscii = (text: string): boolean => {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (code >= 128) return false
      buffer[at + 4 + index] = code
    }
    writeLength(text.length, at)
    at += 4 + text.length
    return true
  }
  return {
    append(text) {
      // No text has more than three bytes a unit.
      reserve(4 + text.length * 3)
      if (text.length <= longestInLoop && writeAscii(text)) return
      const length = buffer.write(text, at + 4)
      writeLength(length, at)
      at += 4 + length
    },
    appendBytes(bytes, start, end) {
      const length = end - start
      reserve(4 + length)
      writeLength(length, at)
      at += 4
      if (length <= longestInLoop) {
        for (let index = start; index < end; index += 1) {
          buffer[at] = bytes[index] as number
          at += 1
        }
        return
      }
      buffer.set(bytes.subarray(start, end), at)
      at += length
    },
    get byteCount() {
      return at
    },
    truncate(byteCount) {
      at = byteCount
    },
    finish: () => buffer.subarray(0, at),
  }
}
