import { rankWords } from './rank-words.ts'
import { type NgramRules, visitNgrams } from './visit-n-grams.ts'

export const ngramWeightings = ['binary', 'tf', 'idf', 'tf-idf', 'graph'] as const
export type NgramWeighting = (typeof ngramWeightings)[number]

/** The n-grams of one text with how often each occurs, in the order in which they are met first. */
export function countNgrams(sentences: readonly (readonly string[])[], rules: NgramRules): Map<string, number> {
  const counts = new Map<string, number>()
  visitNgrams(sentences, rules, (ngram) => counts.set(ngram, (counts.get(ngram) ?? 0) + 1))
  return counts
}

/**
 * What each n-gram that occurs in a text counts there: 1, its occurrences, its inverse document frequency, the product
 * of both, or the sum of the TextRank of its words.
 */
export function createNgramWeigher(weighting: NgramWeighting, rules: NgramRules) {
  return (sentences: readonly (readonly string[])[], counts: ReadonlyMap<string, number>) => {
    if (weighting !== 'graph') {
      return (ngram: string, idf: number): number => {
        if (weighting === 'binary') return 1
        const count = counts.get(ngram) ?? 0
        if (weighting === 'tf') return count
        return weighting === 'idf' ? idf : count * idf
      }
    }
    const ranks = rankWords(sentences)
    const scores = new Map<string, number>()
    visitNgrams(sentences, rules, (ngram, words) => {
      if (scores.has(ngram)) return
      let score = 0
      for (const word of words) score += ranks.get(word) as number
      scores.set(ngram, score)
    })
    return (ngram: string): number => scores.get(ngram) ?? 0
  }
}
