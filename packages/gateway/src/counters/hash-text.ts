/** Four 32-bit words of hash. */
export type HashWords = Int32Array

/**
 * MurmurHash3 x86 128 over the UTF-16 units of a text, written into `out` so that hashing allocates nothing. The seed
 * is the table's secret: without it nobody can choose keys that share an entry.
 * @param seed four words
 */
export function hashText(text: string, seed: HashWords, out: HashWords): void {
  let h1 = seed[0] as number
  let h2 = seed[1] as number
  let h3 = seed[2] as number
  let h4 = seed[3] as number
  const { length } = text
  for (let at = 0; at < length; at += 4) {
    // One UTF-16 unit a word: keys are short, and this needs no encoding.
    h1 = mix(h1, h2, unit(text, at, length), 0x239b961b, 15, 19, 0x561ccd1b, 0xab0e9789)
    h2 = mix(h2, h3, unit(text, at + 1, length), 0xab0e9789, 16, 17, 0x0bcaa747, 0x38b34ae5)
    h3 = mix(h3, h4, unit(text, at + 2, length), 0x38b34ae5, 17, 15, 0x96cd1c35, 0xa1e38b93)
    h4 = mix(h4, h1, unit(text, at + 3, length), 0xa1e38b93, 18, 13, 0x32ac3b17, 0x239b961b)
  }
  h1 ^= length
  h2 ^= length
  h3 ^= length
  h4 ^= length
  h1 = (h1 + h2 + h3 + h4) | 0
  h2 = (h2 + h1) | 0
  h3 = (h3 + h1) | 0
  h4 = (h4 + h1) | 0
  h1 = finish(h1)
  h2 = finish(h2)
  h3 = finish(h3)
  h4 = finish(h4)
  h1 = (h1 + h2 + h3 + h4) | 0
  out[0] = h1
  out[1] = (h2 + h1) | 0
  out[2] = (h3 + h1) | 0
  out[3] = (h4 + h1) | 0
}

/** Keys whose hashes are kept. */
const maxKept = 20_000
/** Longer ones would hold too much memory. */
const maxKeptLength = 256

/** `hashText` under one seed, which remembers the hashes of keys: most calls bring keys that were there before. */
export function createTextHasher(seed: HashWords): (text: string, out: HashWords) => void {
  const kept = new Map<string, HashWords>()
  return (text, out) => {
    const known = kept.get(text)
    if (known !== undefined) {
      out[0] = known[0] as number
      out[1] = known[1] as number
      out[2] = known[2] as number
      out[3] = known[3] as number
      return
    }
    hashText(text, seed, out)
    if (text.length > maxKeptLength) return
    if (kept.size >= maxKept) kept.clear()
    kept.set(text, out.slice())
  }
}

const unit = (text: string, at: number, length: number): number => (at < length ? text.charCodeAt(at) + 1 : 0)

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

function mix(
  state: number,
  neighbour: number,
  word: number,
  first: number,
  spin: number,
  turn: number,
  add: number,
  second: number,
): number {
  const scrambled = Math.imul(rotate(Math.imul(word, first), spin), second)
  return (Math.imul((rotate(state ^ scrambled, turn) + neighbour) | 0, 5) + add) | 0
}

function finish(word: number): number {
  let hash = word
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
