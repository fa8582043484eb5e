export interface VocabularyEntry {
  readonly ngram: string
  /** How many documents have it. */
  readonly documentFrequency: number
  /** ln(documents ÷ document frequency). */
  readonly inverseDocumentFrequency: number
}
export type NgramVocabulary = readonly VocabularyEntry[]

/** What was counted in the texts at hand. */
export interface NgramCounts {
  readonly documentCount: number
  readonly documentFrequencies: ReadonlyMap<string, number>
}

export interface FrequencyLimits {
  /** N-grams in fewer documents are left out. */
  readonly minimumFrequency: number
  /** N-grams in a larger share of the documents are left out. */
  readonly maximumRatio: number
}

const entryOf = (ngram: string, documentFrequency: number, documentCount: number): VocabularyEntry => ({
  ngram,
  documentFrequency,
  inverseDocumentFrequency: Math.log(documentCount / documentFrequency),
})

/** N-grams within the limits, in the order in which they were met. */
export function createVocabulary(
  { documentCount, documentFrequencies }: NgramCounts,
  { minimumFrequency, maximumRatio }: FrequencyLimits,
): NgramVocabulary {
  const vocabulary: VocabularyEntry[] = []
  for (const [ngram, frequency] of documentFrequencies) {
    if (frequency >= minimumFrequency && frequency / documentCount <= maximumRatio) {
      vocabulary.push(entryOf(ngram, frequency, documentCount))
    }
  }
  return vocabulary
}

/** Adds what the vocabulary does not have; what it has stays as it is. */
export function mergeVocabulary(known: NgramVocabulary, found: NgramVocabulary): NgramVocabulary {
  const names = new Set(known.map(({ ngram }) => ngram))
  return [...known, ...found.filter(({ ngram }) => !names.has(ngram))]
}

/**
 * As if the documents that the vocabulary was made from and those at hand were one corpus. New n-grams come behind the
 * known ones, which all stay.
 */
export function updateVocabulary(
  known: NgramVocabulary,
  found: NgramVocabulary,
  { documentCount, documentFrequencies }: NgramCounts,
): NgramVocabulary {
  const all = documentCount + documentCountOf(known)
  return mergeVocabulary(known, found).map(({ ngram, documentFrequency }, place) => {
    const before = place < known.length ? documentFrequency : 0
    return entryOf(ngram, before + (documentFrequencies.get(ngram) ?? 0), all)
  })
}

/** A vocabulary does not say of how many documents it was made, but each entry tells: frequency times e^IDF. */
function documentCountOf(vocabulary: NgramVocabulary): number {
  let count = 0
  for (const { documentFrequency, inverseDocumentFrequency } of vocabulary) {
    count = Math.max(count, documentFrequency, Math.round(documentFrequency * Math.exp(inverseDocumentFrequency)))
  }
  return count
}
