/** Walks over the tokens of a text and gives the MurmurHash3 (x86, 32 bit, seed 0) of each one's UTF-8 bytes. */
export interface TokenHashes {
  begin(text: string): void
  /** Hash of the next token as an unsigned number, or -1 after the last one. */
  next(): number
}

/**
 * Tokens are what white space separates; letter case counts. Nothing is allocated per token: bytes are made from the
 * character codes and mixed as they come.
 * @see reference: AzureML, 4.6
 */
export function createTokenHashes(): TokenHashes {
  let text = ''
  let at = 0
  return {
    begin(next) {
      text = next
      at = 0
    },
    next() {
      const { length } = text
      let position = at
      let code = 32
      while (position < length) {
        code = text.charCodeAt(position)
        if (!isWhiteSpace(code)) break
        position += 1
      }
      if (position >= length) {
        at = position
        return -1
      }
      let hash = 0
      // Bytes that wait until four of them make a block, the first one lowest.
      let waiting = 0
      let waitingBits = 0
      let byteCount = 0
      while (true) {
        let bytes = code
        let bits = 8
        if (code >= 0x80) {
          if (code < 0x800) {
            bytes = 0xc0 | (code >> 6) | ((0x80 | (code & 0x3f)) << 8)
            bits = 16
          } else if (code < 0xd800 || code > 0xdfff) {
            bytes = threeBytes(code)
            bits = 24
          } else {
            const low = position + 1 < length ? text.charCodeAt(position + 1) : 0
            if (code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
              bytes = fourBytes(0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff))
              bits = 32
              position += 1
            } else {
              // Half a surrogate pair has no bytes of its own; every encoder writes the replacement character.
              bytes = threeBytes(0xfffd)
              bits = 24
            }
          }
        }
        byteCount += bits >> 3
        waiting |= bytes << waitingBits
        const filled = waitingBits + bits
        if (filled >= 32) {
          hash = mixBlock(hash, waiting)
          waiting = waitingBits === 0 ? 0 : bytes >>> (32 - waitingBits)
          waitingBits = filled - 32
        } else {
          waitingBits = filled
        }
        position += 1
        if (position >= length) break
        code = text.charCodeAt(position)
        if (isWhiteSpace(code)) break
      }
      at = position
      if (waitingBits > 0) hash ^= scramble(waiting)
      return finish(hash ^ byteCount)
    },
  }
}

const threeBytes = (code: number) =>
  0xe0 | (code >> 12) | ((0x80 | ((code >> 6) & 0x3f)) << 8) | ((0x80 | (code & 0x3f)) << 16)

const fourBytes = (code: number) =>
  0xf0 |
  (code >> 18) |
  ((0x80 | ((code >> 12) & 0x3f)) << 8) |
  ((0x80 | ((code >> 6) & 0x3f)) << 16) |
  ((0x80 | (code & 0x3f)) << 24)

function scramble(block: number): number {
  const multiplied = Math.imul(block, 0xcc9e2d51)
  return Math.imul((multiplied << 15) | (multiplied >>> 17), 0x1b873593)
}

function mixBlock(hash: number, block: number): number {
  const mixed = hash ^ scramble(block)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** White space as .NET knows it. */
export function isWhiteSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13)
  if (code < 0x85) return false
  if (code < 0x1680) return code === 0xa0 || code === 0x85
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}
