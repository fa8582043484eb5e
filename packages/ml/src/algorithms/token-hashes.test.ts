import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenHashesOf } from './naive-hashing.fixture.ts'
import { createTokenHashes } from './token-hashes.ts'

const tokens = createTokenHashes()
const hashesOf = (text: string) => {
  const count = tokens.read(text)
  return [...tokens.hashes().subarray(0, count)].map((hash) => hash >>> 0)
}

describe('token hashes', () => {
  it('are those of the tutorial’s words', () => {
    expect(hashesOf('This is a good day')).toEqual([2997037087, 2021799277, 1009084850, 115441729, 3774761357])
  })

  it('keep letter case and punctuation', () => {
    expect(hashesOf('Day day day.')).toEqual(tokenHashesOf('Day day day.'))
    expect(new Set(hashesOf('Day day day.')).size).toBe(3)
  })

  it.each(['', ' ', '\t\r\n\f\v', '\u00a0\u2003\u3000\u0085\u1680\u2028\u2029\u202f\u205f'])(
    'of white space are none: %j',
    (text) => {
      expect(hashesOf(text)).toEqual([])
    },
  )

  it.each(['\u200b', '\u001c', '\u0000', '\ufeff', '\u180e', '\u2060'])('take %j for a part of a word', (character) => {
    expect(hashesOf(`a${character}b`)).toEqual(tokenHashesOf(`a${character}b`))
    expect(hashesOf(`a${character}b`)).toHaveLength(1)
  })

  it('read half a surrogate pair as the replacement character', () => {
    expect(hashesOf('\ud83d x \ude00')).toEqual(hashesOf('\ufffd x \ufffd'))
  })

  it('are those of the documented algorithm for any text', () => {
    const character = fc.oneof(
      fc.constantFrom(
        ' ',
        '\t',
        '\n',
        '\u00a0',
        '\u2003',
        '\u3000',
        '\u0085',
        '\ud800',
        '\udc00',
        'é',
        '漢',
        '😀',
        '\u0000',
      ),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 9 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    )
    const text = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (value) => {
        expect(hashesOf(value)).toEqual(tokenHashesOf(value))
      }),
      { numRuns: 1000 },
    )
  })

  it('read a long text after a short one and the other way round', () => {
    const long = 'words and more words '.repeat(100_000)
    expect(hashesOf(long)).toHaveLength(400_000)
    expect(hashesOf('one')).toEqual(tokenHashesOf('one'))
    expect(hashesOf('x'.repeat(5000))).toEqual(tokenHashesOf('x'.repeat(5000)))
  })
})
