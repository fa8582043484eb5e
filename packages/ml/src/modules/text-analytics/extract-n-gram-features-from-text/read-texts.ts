import { AppError } from '@sluice/contracts'
import { type Column, isMissing } from '@sluice/dataflow'
import { splitSentences } from '../../../algorithms/text/split-sentences.ts'
import { ngramsPerWord } from '../../../algorithms/text/visit-n-grams.ts'
import { countNgrams, createNgramWeigher } from '../../../algorithms/text/weigh-n-grams.ts'
import type { NgramParameters } from './n-gram-parameters.ts'
import { createWeightedRows, type WeightedRows } from './weighted-rows.ts'

/** More different n-grams than this are not counted: their texts alone would fill the memory. */
const mostNgrams = 5_000_000
/** A text that may have more is not begun: skips multiply n-grams, and one row could keep a scorer busy for minutes. */
const mostNgramsOfText = 2 ** 24

/** Place and inverse document frequency of each n-gram of a vocabulary. */
export type VocabularyPlaces = ReadonlyMap<string, { readonly place: number; readonly idf: number }>

/** What the columns that say something of the texts themselves hold. */
export interface TextReading {
  readonly ngramTexts: string[]
  readonly uniqueCounts: Int32Array
  readonly areOutside: Uint8Array
  readonly weighted: WeightedRows
}

export function createTextReader(parameters: NgramParameters) {
  const { ngramSize: size, skipSize: skip, marksSentences, weighting } = parameters
  const words = { minimumLength: parameters.minimumWordLength, maximumLength: parameters.maximumWordLength }
  const rules = { size, skip, marksSentences }
  const weigh = createNgramWeigher(weighting, rules)
  const textAt = ({ values, missing }: Column, row: number) =>
    isMissing(missing, row) ? undefined : (values[row] as string)
  const mostWords = mostNgramsOfText / ngramsPerWord(rules)
  const sentencesOf = (text: string) => {
    const sentences = splitSentences(text, words)
    if (sentences.reduce((count, sentence) => count + sentence.length, 0) > mostWords) throw tooMuch()
    return sentences
  }

  return {
    /** How many rows have each n-gram, in the order in which they are met. @throws AppError `MemoryExhausted` */
    count(column: Column) {
      const documentFrequencies = new Map<string, number>()
      let documentCount = 0
      for (let row = 0; row < column.values.length; row += 1) {
        const text = textAt(column, row)
        if (text === undefined) continue
        documentCount += 1
        for (const ngram of countNgrams(sentencesOf(text), rules).keys()) {
          documentFrequencies.set(ngram, (documentFrequencies.get(ngram) ?? 0) + 1)
        }
        if (documentFrequencies.size > mostNgrams) throw tooMuch()
      }
      return { documentCount, documentFrequencies }
    },
    /**
     * @param isKnown whether an n-gram was in the vocabulary that came in; default: whether it has a place
     * @throws AppError `MemoryExhausted`
     */
    read(
      column: Column,
      vocabulary: VocabularyPlaces,
      isKnown: (ngram: string) => boolean = (ngram) => vocabulary.has(ngram),
    ): TextReading {
      const rowCount = column.values.length
      const rows = createWeightedRows(rowCount)
      const ngramTexts: string[] = []
      const uniqueCounts = new Int32Array(rowCount)
      const areOutside = new Uint8Array(rowCount)
      for (let row = 0; row < rowCount; row += 1) {
        const sentences = sentencesOf(textAt(column, row) ?? '')
        const counts = countNgrams(sentences, rules)
        const weightOf = weigh(sentences, counts)
        for (const ngram of counts.keys()) {
          const entry = vocabulary.get(ngram)
          if (!isKnown(ngram)) areOutside[row] = 1
          if (entry === undefined) continue
          const weight = weightOf(ngram, entry.idf)
          if (weight !== 0) rows.append(entry.place, weight)
        }
        rows.endRow(row)
        ngramTexts.push([...counts.keys()].join(' '))
        uniqueCounts[row] = counts.size
      }
      return { ngramTexts, uniqueCounts, areOutside, weighted: rows.finish() }
    },
  }
}

const tooMuch = () => new AppError('MemoryExhausted', { module: 'Extract N-Gram Features from Text' })
