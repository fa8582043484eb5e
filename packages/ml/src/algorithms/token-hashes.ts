/** Hashes the tokens of texts; its memory is used again for each text. */
export interface TokenHashes {
  /** @returns how many tokens the text has; their hashes are the first values of `hashes()` */
  read(text: string): number
  /** MurmurHash3 (x86, 32 bit, seed 0) of each token's UTF-8 bytes, as signed numbers; valid until the next `read`. */
  hashes(): Int32Array
}

/** A larger buffer than this is given back when the text after the one that needed it is read. */
const keptLength = 1 << 20

const space = 32

/**
 * Tokens are what white space separates; letter case counts. The text is encoded once, which costs a tenth of reading
 * it character by character, and nothing is allocated per token.
 * @see reference: AzureML, 4.6
 */
export function createTokenHashes(): TokenHashes {
  const encoder = new TextEncoder()
  let bytes = new Uint8Array(1024)
  let hashes = new Int32Array(512)
  return {
    read(text) {
      // A character makes three bytes at most (two characters four); one more place is for the space that ends the text.
      const needed = text.length * 3 + 1
      if (needed > bytes.length || bytes.length > keptLength)
        bytes = new Uint8Array(Math.max(1024, needed + (needed >> 1)))
      const { written } = encoder.encodeInto(text, bytes)
      if (written !== text.length) blankWideSpaces(bytes, written)
      bytes[written] = space
      const mostTokens = (written >> 1) + 1
      if (mostTokens > hashes.length || hashes.length > keptLength)
        hashes = new Int32Array(Math.max(512, mostTokens * 2))
      return hashTokens(bytes, written, hashes)
    },
    hashes: () => hashes,
  }
}

const isSpace = (byte: number): boolean => byte === space || (byte < 14 && byte > 8)

/** Bytes are taken four at a time as the blocks of the hash; the space at `length` ends the last token. */
function hashTokens(bytes: Uint8Array, length: number, hashes: Int32Array): number {
  let count = 0
  let at = 0
  while (true) {
    while (at < length && isSpace(bytes[at] as number)) at += 1
    if (at >= length) return count
    const start = at
    let hash = 0
    let block = 0
    while (true) {
      block = 0
      let byte = bytes[at] as number
      if (isSpace(byte)) break
      block = byte
      byte = bytes[at + 1] as number
      if (isSpace(byte)) {
        at += 1
        break
      }
      block |= byte << 8
      byte = bytes[at + 2] as number
      if (isSpace(byte)) {
        at += 2
        break
      }
      block |= byte << 16
      byte = bytes[at + 3] as number
      if (isSpace(byte)) {
        at += 3
        break
      }
      block |= byte << 24
      at += 4
      hash ^= scramble(block)
      hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
    }
    // An incomplete block of zeros, too, changes nothing: its scramble is 0.
    hash ^= scramble(block) ^ (at - start)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hashes[count] = hash ^ (hash >>> 16)
    count += 1
  }
}

function scramble(block: number): number {
  const multiplied = Math.imul(block, 0xcc9e2d51)
  return Math.imul((multiplied << 15) | (multiplied >>> 17), 0x1b873593)
}

/** Puts spaces in the place of white space beyond ASCII: what .NET takes for it, encoded in two or three bytes. */
function blankWideSpaces(bytes: Uint8Array, length: number): void {
  for (let at = 0; at < length; at += 1) {
    const lead = bytes[at] as number
    if (lead < 0xc2 || lead > 0xe3) continue
    const second = bytes[at + 1] as number
    const third = bytes[at + 2] as number
    if (lead === 0xc2 && (second === 0x85 || second === 0xa0)) bytes.fill(space, at, at + 2)
    else if (isWideSpace(lead, second, third)) bytes.fill(space, at, at + 3)
  }
}

function isWideSpace(lead: number, second: number, third: number): boolean {
  if (lead === 0xe1) return second === 0x9a && third === 0x80
  if (lead === 0xe3) return second === 0x80 && third === 0x80
  if (lead !== 0xe2) return false
  if (second === 0x81) return third === 0x9f
  return second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf)
}
