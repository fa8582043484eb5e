/** The documented algorithm, step by step and slowly: what the fast one is compared with. */

/** MurmurHash3, x86, 32 bit, seed 0; unsigned. */
export function murmurHash3(bytes: Uint8Array): number {
  const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by))
  const scramble = (block: number) => Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hash = 0
  let at = 0
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (Math.imul(rotate(hash ^ scramble(view.getInt32(at, true)), 13), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let index = bytes.length - 1; index >= at; index -= 1) tail = (tail << 8) | (bytes[index] ?? 0)
  hash ^= scramble(tail) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

export const tokensOf = (text: string): string[] =>
  text.split(/[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/).filter((token) => token !== '')

export const tokenHashesOf = (text: string): number[] =>
  tokensOf(text).map((token) => murmurHash3(new TextEncoder().encode(token)))

export function hashedCounts(text: string, { bitsize, nGrams }: { bitsize: number; nGrams: number }): number[] {
  const counts = new Array<number>(2 ** bitsize).fill(0)
  const hashes = tokenHashesOf(text).map(BigInt)
  for (let length = 1; length <= nGrams; length += 1) {
    for (let start = 0; start + length <= hashes.length; start += 1) {
      const [first = 0n, ...rest] = hashes.slice(start, start + length)
      const hash = rest.reduce((folded, next) => (folded * 27942141n + next) % 2n ** 32n, first)
      const column = Number(hash % BigInt(2 ** bitsize))
      counts[column] = (counts[column] ?? 0) + 1
    }
  }
  return counts
}
