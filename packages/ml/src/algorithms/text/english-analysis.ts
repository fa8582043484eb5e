import model from 'wink-eng-lite-web-model'
import winkNlp, { type ItsFunction } from 'wink-nlp'
import type { Analysis } from './languages.ts'
import { splitTokens, type Token } from './split-tokens.ts'

/** Its time grows with the square of what stands together without a blank. */
const longRuns = /\S{100}(?=\S)/gu

interface Known {
  readonly lemmas: (string | undefined)[]
  readonly parts: (string | undefined)[]
  readonly ends: Set<number>
}

/** English by the dictionary and the statistics of wink-nlp: basic forms, parts of speech, ends of sentences. */
export function createEnglishAnalysis(): (text: string) => Analysis {
  const nlp = winkNlp(model, ['sbd', 'pos'])
  const { its } = nlp

  const study = (text: string, tokens: readonly Token[]): Known => {
    const document = nlp.readDoc(text.replaceAll(longRuns, '$& '))
    const found = document.tokens()
    const values = found.out(its.value)
    const lemmas = found.out(its.lemma as unknown as ItsFunction<string>)
    const parts = found.out(its.pos)
    const known: Known = { lemmas: [], parts: [], ends: new Set() }
    /** Our token at each of theirs. */
    const places: number[] = []
    let offset = 0
    let place = 0
    for (const [index, value] of values.entries()) {
      while (place + 1 < tokens.length && (tokens[place + 1] as Token).offset <= offset) place += 1
      places.push(place)
      const length = value.replaceAll(/\s+/gu, '').length
      const token = tokens[place]
      if (token !== undefined && length > 0) {
        known.parts[place] ??= parts[index] as string
        // A part of a contraction that says nothing by itself, as the genitive, goes.
        const lemma = lemmas[index] as string
        const isWithin = offset + length <= token.offset + token.text.length
        if (isWithin && !/^['’]/u.test(lemma)) {
          known.lemmas[place] = known.lemmas[place] === undefined ? lemma : `${known.lemmas[place]} ${lemma}`
        }
      }
      offset += length
    }
    for (const span of document.sentences().out(its.span) as unknown as [number, number][]) {
      const last = places[span[1]]
      if (last !== undefined) known.ends.add(last)
    }
    return known
  }

  return (text) => {
    const tokens = splitTokens(text)
    let known: Known | undefined
    const know = () => {
      known ??= study(text, tokens)
      return known
    }
    return {
      tokens,
      basicForm(token) {
        const { text: own } = tokens[token] as Token
        const lemma = know().lemmas[token] ?? own
        // Only a contraction is several words.
        return lemma.includes(' ') && !/['’]/u.test(own) ? own : lemma
      },
      isPartOfSpeech: (token, parts) => parts.has(know().parts[token] ?? ''),
      endsSentence: (token) => know().ends.has(token),
    }
  }
}
