import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextHasher, type HashedRows, type TextHashingOptions } from './hash-text-features.ts'
import { hashedCounts } from './naive-hashing.fixture.ts'

const sentence = 'This is a good day'

function toDense({ rowStarts, columnIndexes, values }: HashedRows, width: number): number[][] {
  return Array.from({ length: rowStarts.length - 1 }, (_, row) => {
    const dense = new Array<number>(width).fill(0)
    for (let index = rowStarts[row] ?? 0; index < (rowStarts[row + 1] ?? 0); index += 1) {
      dense[columnIndexes[index] ?? -1] = values[index] ?? Number.NaN
    }
    return dense
  })
}

const hash = (options: TextHashingOptions, ...texts: (string | undefined)[]) =>
  toDense(
    createTextHasher(options).hash(texts.length, (row) => texts[row]),
    2 ** options.bitsize,
  )

describe('hashed text features', () => {
  it.each([
    [{ bitsize: 3, nGrams: 2 }, [1, 1, 2, 2, 0, 2, 0, 1]],
    [{ bitsize: 3, nGrams: 1 }, [0, 1, 1, 0, 0, 2, 0, 1]],
    [{ bitsize: 4, nGrams: 2 }, [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 2, 0, 1]],
    [{ bitsize: 3, nGrams: 3 }, [2, 1, 3, 2, 1, 2, 0, 1]],
    [{ bitsize: 3, nGrams: 0 }, [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('are known for the tutorial’s sentence with %j', (options, row) => {
    expect(hash(options, sentence)).toEqual([row])
  })

  it('count the words and pairs in the columns of their low bits', () => {
    const [row = []] = hash({ bitsize: 12, nGrams: 2 }, sentence)
    const hashes = [
      2997037087, 2021799277, 1009084850, 115441729, 3774761357, 1774321680, 124346987, 3423268139, 605775306,
    ]
    const expected = new Array<number>(4096).fill(0)
    for (const value of hashes) expected[value % 4096] = (expected[value % 4096] ?? 0) + 1
    expect(row).toEqual(expected)
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('count all n-grams up to %i words', (nGrams) => {
    const options = { bitsize: 6, nGrams }
    const texts = ['one', 'one two', 'the quick brown fox jumps over the lazy dog and the other one again']
    expect(hash(options, ...texts)).toEqual(texts.map((text) => hashedCounts(text, options)))
  })

  it('are zeros for missing and empty texts and for white space', () => {
    expect(hash({ bitsize: 2, nGrams: 2 }, undefined, '', ' \t\n')).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ])
  })

  it('leave nothing of one row in the next', () => {
    const hasher = createTextHasher({ bitsize: 10, nGrams: 2 })
    hasher.hash(1, () => 'quite another text with many other words in it')
    expect(
      toDense(
        hasher.hash(1, () => sentence),
        1024,
      ),
    ).toEqual(hash({ bitsize: 10, nGrams: 2 }, sentence))
  })

  it('store the columns of a row in ascending order', () => {
    const { columnIndexes } = createTextHasher({ bitsize: 16, nGrams: 3 }).hash(1, () => sentence.repeat(20))
    expect([...columnIndexes]).toEqual([...columnIndexes].sort((a, b) => a - b))
  })

  it('are those of the documented algorithm for any texts and settings', () => {
    const settings = fc.record({ bitsize: fc.integer({ min: 1, max: 12 }), nGrams: fc.integer({ min: 0, max: 10 }) })
    const word = fc.constantFrom('a', 'b', 'good', 'day', 'Übermut', '漢字', '😀', 'a-much-longer-word,with:signs|')
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(settings, fc.array(text, { maxLength: 5 }), (options, texts) => {
        expect(hash(options, ...texts)).toEqual(texts.map((value) => hashedCounts(value, options)))
      }),
      { numRuns: 300 },
    )
  })
})
