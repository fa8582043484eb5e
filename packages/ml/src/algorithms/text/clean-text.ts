import type { Analysis, LanguageTools } from './languages.ts'

export interface CleaningSteps {
  /** Lower case; undefined: none are removed. */
  readonly stopWords: ReadonlySet<string> | undefined
  /** Universal tags, as `NOUN`; English only. */
  readonly partsOfSpeech: ReadonlySet<string> | undefined
  readonly lemmatizes: boolean
  readonly detectsSentences: boolean
  readonly normalizesCase: boolean
  readonly removesNumbers: boolean
  readonly removesSpecialCharacters: boolean
  readonly removesDuplicateCharacters: boolean
  readonly removesEmails: boolean
  readonly removesUrls: boolean
}

export const sentenceEnd = '|||'

/**
 * Cleans one text, in this order: stop words, words of the given parts of speech, numbers, e-mail addresses and web
 * addresses are taken out; words become basic forms; letters become lower case; signs become `|`; of a character that
 * stands more than twice in a row two stay; ends of sentences are marked.
 */
export function cleanText(text: string, { analyse }: LanguageTools, steps: CleaningSteps): string {
  const analysis = analyse(text)
  const sentences: string[] = []
  let sentence = ''
  let hasSpace = false
  const endSentence = () => {
    if (sentence !== '') sentences.push(steps.removesDuplicateCharacters ? shortenRuns(sentence) : sentence)
    sentence = ''
  }
  for (const [index, token] of analysis.tokens.entries()) {
    hasSpace ||= token.isApart
    if (!isRemoved(analysis, index, steps)) {
      if (hasSpace && sentence !== '') sentence += ' '
      sentence += cleanToken(analysis, index, steps)
      hasSpace = false
    }
    if (steps.detectsSentences && analysis.endsSentence(index)) endSentence()
  }
  endSentence()
  return steps.detectsSentences ? sentences.map((own) => `${own} ${sentenceEnd}`).join(' ') : sentences.join('')
}

const shortenRuns = (text: string): string => text.replaceAll(/([^\p{N}\s])\1{2,}/gu, '$1$1')

function isRemoved({ tokens, isPartOfSpeech }: Analysis, index: number, steps: CleaningSteps): boolean {
  const { text, kind } = tokens[index] as Analysis['tokens'][number]
  switch (kind) {
    case 'word': {
      const { stopWords, partsOfSpeech } = steps
      if (stopWords !== undefined && isStopWord(text, stopWords)) return true
      return partsOfSpeech !== undefined && isPartOfSpeech(index, partsOfSpeech)
    }
    case 'number':
      return steps.removesNumbers
    case 'email':
      return steps.removesEmails
    case 'url':
      return steps.removesUrls
    case 'sign':
      return false
  }
}

function isStopWord(text: string, stopWords: ReadonlySet<string>): boolean {
  const word = text.toLowerCase().replaceAll('’', "'")
  return stopWords.has(word) || (word.endsWith("'") && stopWords.has(word.slice(0, -1)))
}

function cleanToken({ tokens, basicForm }: Analysis, index: number, steps: CleaningSteps): string {
  const { text, kind } = tokens[index] as Analysis['tokens'][number]
  let cleaned = text
  if (steps.lemmatizes && kind === 'word') {
    // A basic form that differs in letter case only changes nothing: case has a step of its own.
    const basic = basicForm(index)
    if (basic.toLowerCase() !== text.toLowerCase()) cleaned = basic
  }
  if (steps.normalizesCase) cleaned = cleaned.toLowerCase()
  if (steps.removesSpecialCharacters) cleaned = cleaned.replaceAll(/[^\p{L}\p{M}\p{N}\s]/gu, '|')
  return cleaned
}
