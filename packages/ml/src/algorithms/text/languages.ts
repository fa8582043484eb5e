import { splitTokens, type Token } from './split-tokens.ts'

export const languages = ['english', 'spanish', 'french', 'dutch', 'german', 'italian'] as const
export type Language = (typeof languages)[number]

const localeOf: Readonly<Record<Language, string>> = {
  english: 'en',
  spanish: 'es',
  french: 'fr',
  dutch: 'nl',
  german: 'de',
  italian: 'it',
}

/** What is known of each token of a text. */
export interface Analysis {
  readonly tokens: readonly Token[]
  /** The basic form: in English that of the dictionary, in other languages the stem. */
  basicForm(token: number): string
  /** English only. */
  isPartOfSpeech(token: number, parts: ReadonlySet<string>): boolean
  /** Whether a sentence ends behind it. */
  endsSentence(token: number): boolean
}

/** Ready to take texts apart. */
export interface LanguageTools {
  readonly stopWords: readonly string[]
  analyse(text: string): Analysis
}

const loading = new Map<Language, Promise<LanguageTools>>()
const loaded = new Map<Language, LanguageTools>()

/** Dictionaries are loaded when a language is needed first, once for the process. */
export function loadLanguage(language: Language): Promise<LanguageTools> {
  let tools = loading.get(language)
  if (tools === undefined) {
    tools = createTools(language)
    loading.set(language, tools)
    tools.then(
      (ready) => loaded.set(language, ready),
      () => loading.delete(language),
    )
  }
  return tools
}

export const loadedLanguage = (language: Language): LanguageTools | undefined => loaded.get(language)

async function createTools(language: Language): Promise<LanguageTools> {
  const stopWords = await stopWordsOf[language]()
  if (language === 'english') {
    const { createEnglishAnalysis } = await import('./english-analysis.ts')
    return { stopWords, analyse: createEnglishAnalysis() }
  }
  const stem = await stemmerOf[language]()
  const sentences = new Intl.Segmenter(localeOf[language], { granularity: 'sentence' })
  const hasElisions = language === 'french' || language === 'italian'
  return {
    stopWords,
    analyse(text) {
      const tokens = splitTokens(text, hasElisions)
      let ends: Set<number> | undefined
      return {
        tokens,
        basicForm: (token) => stem((tokens[token] as Token).text.toLowerCase()),
        isPartOfSpeech: () => false,
        endsSentence(token) {
          ends ??= lastTokens(tokens, sentences.segment(text))
          return ends.has(token)
        },
      }
    },
  }
}

/** The last token of each sentence. */
function lastTokens(tokens: readonly Token[], sentences: Iterable<{ readonly segment: string }>): Set<number> {
  const ends = new Set<number>()
  let offset = 0
  let token = 0
  for (const { segment } of sentences) {
    offset += segment.replaceAll(/\s+/gu, '').length
    while (token < tokens.length && (tokens[token] as Token).offset < offset) token += 1
    if (token > 0) ends.add(token - 1)
  }
  return ends
}

type Stem = (word: string) => string

const stemmerOf: Readonly<Record<Exclude<Language, 'english'>, () => Promise<Stem>>> = {
  spanish: async () => (await import('@orama/stemmers/spanish')).stemmer,
  french: async () => (await import('@orama/stemmers/french')).stemmer,
  dutch: async () => (await import('@orama/stemmers/dutch')).stemmer,
  german: async () => (await import('@orama/stemmers/german')).stemmer,
  italian: async () => (await import('@orama/stemmers/italian')).stemmer,
}

const stopWordsOf: Readonly<Record<Language, () => Promise<readonly string[]>>> = {
  english: async () => (await import('@orama/stopwords/english')).stopwords,
  spanish: async () => (await import('@orama/stopwords/spanish')).stopwords,
  french: async () => (await import('@orama/stopwords/french')).stopwords,
  dutch: async () => (await import('@orama/stopwords/dutch')).stopwords,
  german: async () => (await import('@orama/stopwords/german')).stopwords,
  italian: async () => (await import('@orama/stopwords/italian')).stopwords,
}
