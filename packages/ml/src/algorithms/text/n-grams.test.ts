import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankWords } from './rank-words.ts'
import { splitSentences } from './split-sentences.ts'
import { type NgramRules, ngramsPerWord, visitNgrams } from './visit-n-grams.ts'

function ngramsOf(sentences: string[][], rules: Partial<NgramRules> = {}): string[] {
  const ngrams: string[] = []
  visitNgrams(sentences, { size: 1, skip: 0, marksSentences: false, ...rules }, (ngram) => ngrams.push(ngram))
  return ngrams
}

describe('sentences of a text', () => {
  const split = (text: string, minimumLength = 1, maximumLength = 25) =>
    splitSentences(text, { minimumLength, maximumLength })

  it('have the words between white space as they are written', () => {
    expect(split(' A\tgood\u00a0day,\n(today) ')).toEqual([['A', 'good', 'day,', '(today)']])
    expect(split('')).toEqual([])
    expect(split('  ')).toEqual([])
  })

  it('end after a full stop and its like, and at the mark', () => {
    expect(split('One. Two? Three! four ||| 3.5 five')).toEqual([
      ['One.'],
      ['Two?'],
      ['Three!'],
      ['four'],
      ['3.5', 'five'],
    ])
    expect(split('||| ||| a |||')).toEqual([['a']])
  })

  it('have no words outside the limits, which still end them', () => {
    expect(split('a good day. I. am here', 3, 4)).toEqual([['good', 'day.'], ['here']])
    expect(split('it is I. am here', 4)).toEqual([['here']])
  })

  it('count characters, not halves of them', () => {
    expect(split('😀😀 😀😀😀', 1, 2)).toEqual([['😀😀']])
  })
})

describe('n-grams', () => {
  it('are all sequences up to the size, within a sentence', () => {
    expect(ngramsOf([['a', 'b', 'c'], ['d']], { size: 2 })).toEqual(['a', 'a_b', 'b', 'b_c', 'c', 'd'])
    expect(ngramsOf([['a', 'b', 'c']], { size: 3 })).toEqual(['a', 'a_b', 'a_b_c', 'b', 'b_c', 'c'])
    expect(ngramsOf([['a']], { size: 10 })).toEqual(['a'])
  })

  it('leave out as many words as the skip allows, in all', () => {
    expect(ngramsOf([['a', 'b', 'c', 'd']], { size: 3, skip: 1 })).toEqual([
      ...['a', 'a_b', 'a_b_c', 'a_b_d', 'a_c', 'a_c_d'],
      ...['b', 'b_c', 'b_c_d', 'b_d', 'c', 'c_d', 'd'],
    ])
  })

  it('are marked where they begin a sentence', () => {
    expect(ngramsOf([['a', 'b'], ['c']], { size: 2, marksSentences: true })).toEqual(['|||a', '|||a_b', 'b', '|||c'])
  })

  it('are known in number for each word', () => {
    expect(ngramsPerWord({ size: 1, skip: 5, marksSentences: false })).toBe(1)
    expect(ngramsPerWord({ size: 10, skip: 5, marksSentences: false })).toBe(5005)
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`)
    const rules = { size: 3, skip: 2, marksSentences: false }
    const first = ngramsOf([words], rules).filter((ngram) => ngram.split('_')[0] === 'w0')
    expect(ngramsPerWord(rules)).toBe(first.length)
  })

  it('are as many as there are ways to choose them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        (count, size, skip) => {
          const words = Array.from({ length: count }, (_, index) => `w${index}`)
          // All subsets, and those that are short and narrow enough.
          let expected = 0
          for (let subset = 1; subset < 2 ** count; subset += 1) {
            const chosen = words.flatMap((_, index) => ((subset >> index) & 1 ? [index] : []))
            const span = (chosen.at(-1) as number) - (chosen[0] as number) + 1
            if (chosen.length <= size && span - chosen.length <= skip) expected += 1
          }
          const ngrams = ngramsOf([words], { size, skip })
          expect(new Set(ngrams).size).toBe(expected)
          expect(ngrams).toHaveLength(expected)
        },
      ),
      { seed: 1, numRuns: 100 },
    )
  })
})

describe('TextRank', () => {
  it('ranks the word between others above them', () => {
    const ranks = rankWords([['a', 'b', 'c']])
    // b = 0.15 + 0.85 (a + c) and a = c = 0.15 + 0.85 b / 2.
    const b = (0.15 + 0.85 * 0.3) / (1 - 0.85 ** 2)
    expect(ranks.get('b')).toBeCloseTo(b, 8)
    expect(ranks.get('a')).toBeCloseTo(0.15 + (0.85 * b) / 2, 8)
    expect(ranks.get('c')).toBeCloseTo(0.15 + (0.85 * b) / 2, 8)
  })

  it('counts how often words stand side by side', () => {
    const ranks = rankWords([
      ['a', 'b'],
      ['a', 'b'],
      ['b', 'c'],
    ])
    expect(ranks.get('a')).toBeGreaterThan(ranks.get('c') as number)
  })

  it('gives 0.15 to a word without neighbours', () => {
    expect([...rankWords([['a'], ['b', 'b']])]).toEqual([
      ['a', expect.closeTo(0.15, 10)],
      ['b', expect.closeTo(0.15, 10)],
    ])
    expect([...rankWords([])]).toEqual([])
  })
})
