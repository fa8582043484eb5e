export interface WordRules {
  /** In code points; shorter and longer words are left out. */
  readonly minimumLength: number
  readonly maximumLength: number
}

/** Where a sentence ends in text that was preprocessed, and how the first n-gram of one is marked. */
export const sentenceMark = '|||'

/**
 * The words of a text, sentence by sentence: what stands between white space, as it is written. A sentence ends at the
 * word `|||`, which is no word itself, and after a word that ends in `.`, `!` or `?`. None is empty.
 */
export function splitSentences(text: string, { minimumLength, maximumLength }: WordRules): string[][] {
  const sentences: string[][] = []
  let sentence: string[] = []
  const end = () => {
    if (sentence.length > 0) sentences.push(sentence)
    sentence = []
  }
  for (const word of text.split(/\s+/u)) {
    if (word === sentenceMark) end()
    else {
      const length = lengthOf(word)
      if (length >= minimumLength && length <= maximumLength && word !== '') sentence.push(word)
      if (/[.!?]$/u.test(word)) end()
    }
  }
  end()
  return sentences
}

function lengthOf(word: string): number {
  let length = 0
  for (const _ of word) length += 1
  return length
}
