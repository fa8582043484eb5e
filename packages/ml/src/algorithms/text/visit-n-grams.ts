import { sentenceMark } from './split-sentences.ts'

export interface NgramRules {
  /** Sequences of 1 to this many words. */
  readonly size: number
  /** How many words at most may be left out within one sequence. */
  readonly skip: number
  /** Whether sequences that begin with the first word of a sentence are written `|||this_is`. */
  readonly marksSentences: boolean
}

/** How many n-grams begin with a word that enough others follow: the sum of C(length - 1 + skip, skip) over the lengths. */
export function ngramsPerWord({ size, skip }: NgramRules): number {
  let ofLength = 1
  let sum = 1
  for (let length = 2; length <= size; length += 1) {
    ofLength *= (length - 1 + skip) / (length - 1)
    sum += ofLength
  }
  return Math.round(sum)
}

/**
 * Meets every n-gram of a text, in the order of their first words, the shorter ones first.
 * @param visit gets the n-gram and its words, in a list that it must not keep
 */
export function visitNgrams(
  sentences: readonly (readonly string[])[],
  { size, skip, marksSentences }: NgramRules,
  visit: (ngram: string, words: readonly string[]) => void,
): void {
  const path: string[] = []
  for (const sentence of sentences) {
    const extend = (at: number, ngram: string, skipsLeft: number) => {
      path.push(sentence[at] as string)
      visit(ngram, path)
      if (path.length < size) {
        for (let skipped = 0; skipped <= skipsLeft; skipped += 1) {
          const next = sentence[at + 1 + skipped]
          if (next === undefined) break
          extend(at + 1 + skipped, `${ngram}_${next}`, skipsLeft - skipped)
        }
      }
      path.pop()
    }
    for (const [at, word] of sentence.entries()) {
      extend(at, marksSentences && at === 0 ? sentenceMark + word : word, skip)
    }
  }
}
