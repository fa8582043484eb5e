import { expect, it } from 'vitest'
import { createTextHasher } from './hash-text-features.ts'
import { listHashedTokens } from './hashed-tokens.ts'

const texts = [
  'This is a good day',
  'This is a good day, and a good night',
  ' tabs\tand\u00a0wide\u3000spaces\u0085too ',
  'één café, 漢字 😀 \ufeffmark',
  '',
]

it.each([0, 1, 2, 3])('counts what the hasher counts, column by column, with sequences of up to %i words', (nGrams) => {
  for (const text of texts) {
    const counted = createTextHasher({ bitsize: 4, nGrams }).hash(1, () => text)
    const expected = new Map([...counted.columnIndexes].map((column, at) => [column, counted.values[at]]))
    const listed = new Map<number, number>()
    for (const { column, count } of listHashedTokens([text], { bitsize: 4, nGrams }).values()) {
      listed.set(column, (listed.get(column) ?? 0) + count)
    }
    expect(listed).toEqual(new Map([...expected].sort(([left], [right]) => left - right).map((pair) => pair)))
  }
})

it('names words and sequences', () => {
  const listed = listHashedTokens(['a good a good'], { bitsize: 3, nGrams: 2 })
  expect([...listed.values()].map(({ token, count }) => [token, count])).toEqual([
    ['a', 2],
    ['a good', 2],
    ['good', 2],
    ['good a', 1],
  ])
})
