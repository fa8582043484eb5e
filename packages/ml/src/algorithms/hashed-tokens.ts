import { joinMultiplier, type TextHashingOptions } from './hash-text-features.ts'
import { createTokenHashes } from './token-hashes.ts'

/** A word or sequence of words, the column that it falls in, from 0, and how often it stands in the texts. */
export interface HashedToken {
  readonly token: string
  readonly column: number
  count: number
}

/** White space as the hasher takes it; other than in JavaScript, U+0085 is some and U+FEFF is none. */
const whiteSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/** What a text hasher counts, by its names: to look into its columns, not for large tables. */
export function listHashedTokens(
  texts: Iterable<string>,
  { bitsize, nGrams }: TextHashingOptions,
): ReadonlyMap<string, HashedToken> {
  const tokenHashes = createTokenHashes()
  const mask = 2 ** bitsize - 1
  const found = new Map<string, HashedToken>()
  for (const text of texts) {
    const words = text.split(whiteSpace).filter((word) => word !== '')
    const hashes = words.map((word) => {
      tokenHashes.read(word)
      return tokenHashes.hashes()[0] as number
    })
    for (let start = 0; start < words.length; start += 1) {
      let hash = 0
      let token = ''
      for (let length = 1; length <= nGrams && start + length <= words.length; length += 1) {
        const next = start + length - 1
        hash =
          length === 1 ? (hashes[next] as number) : (Math.imul(hash, joinMultiplier) + (hashes[next] as number)) | 0
        token = length === 1 ? (words[next] as string) : `${token} ${words[next]}`
        const known = found.get(token)
        if (known !== undefined) known.count += 1
        else found.set(token, { token, column: hash & mask, count: 1 })
      }
    }
  }
  return found
}
