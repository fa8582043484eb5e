import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { columnAt, resolveColumns } from '@sluice/dataflow'
import {
  createVocabulary,
  mergeVocabulary,
  type NgramCounts,
  type NgramVocabulary,
  updateVocabulary,
} from '../../../algorithms/text/n-gram-vocabulary.ts'
import { defineModule } from '../../define-module.ts'
import { type NgramParameters, ngramParameters } from './n-gram-parameters.ts'
import { createTextReader, type VocabularyPlaces } from './read-texts.ts'
import { createResultBuilder } from './result-columns.ts'
import { findTargetColumn, selectNgrams } from './select-n-grams.ts'
import { assertVocabularySchema, readVocabulary, toVocabularyTable, vocabularySchema } from './vocabulary-table.ts'
import { keepPlaces } from './weighted-rows.ts'

/** @see reference: AzureML, 4.5 */
export const extractNgramFeaturesFromText = defineModule({
  id: 'extract-n-gram-features-from-text',
  title: 'Extract N-Gram Features from Text',
  category: 'Text Analytics',
  summary: 'Makes a dictionary of the n-grams of a text column and a feature of each.',
  remarks: `Words are what stands between white space, as they are written; Preprocess Text before this module brings
them to lower case and takes punctuation away. Words outside the length limits (in characters) are left out first. A
sentence ends at the word \`|||\` and after a word that ends in \`.\`, \`!\` or \`?\`; no n-gram reaches into the next one.
The words of an n-gram are joined by \`_\`. With a K-skip size, at most so many words are left out within an n-gram, in all.
With Mark begin-of-sentence, an n-gram that begins with the first word of a sentence is written \`|||this_is\`.

The results have the columns of the dataset, \`NgramsString\` (the different n-grams of the row with spaces between them,
no feature), \`NumUniqueNgrams\` (how many they are) and a Double column \`column.[ngram]\` for each n-gram of the
vocabulary. Where a vocabulary comes in, \`IsOutOfVocabulary\` (no feature) tells of rows with n-grams that it does not have.

Weights of an n-gram that a row has: Binary 1; TF its occurrences in the row; IDF ln(N / DF), where DF of N rows have it;
TF-IDF the product; Graph the sum of the TextRank of its words in the row. A row whose text is missing has no n-grams and
is not among the N. Feature selection looks at the weights before they are normalized. Fisher Score, Mutual Information
(of the n-gram's presence) and Chi Squared take each value of the target for a class; the correlations, of which the
absolute value counts, need numbers. Count Based takes every n-gram with enough rows and needs no target.

Create makes the vocabulary from the dataset. ReadOnly takes the input vocabulary as it is: lengths, sizes and marks should
be those that it was made with; nothing is filtered or selected. Merge keeps the input vocabulary with its DF and IDF and
adds the new n-grams of the dataset with theirs. Update does so, too, and counts as if the rows of both were one dataset.
Frequency limits hold for new n-grams, feature selection for all. The result vocabulary has what became features; ids
count from 0 in the order in which n-grams are first met.

When a predictive experiment is made, the module is set to ReadOnly with the vocabulary that it made. Features are held in
memory: results of more than 67,108,864 cells in columns that are not all zero are refused.`,
  inputs: {
    dataset: { type: 'table', title: 'Dataset' },
    inputVocabulary: { type: 'table', title: 'Input vocabulary', isOptional: true, isStatic: true },
  },
  outputs: {
    resultsDataset: { type: 'table', title: 'Results dataset' },
    resultVocabulary: { type: 'table', title: 'Result vocabulary' },
  },
  parameters: ngramParameters,
  errors: [
    'ColumnNotFound',
    'InputEmpty',
    'ParameterTooLarge',
    'NoColumnsSelected',
    'TooManyUniqueValues',
    'ColumnTypeNotSupported',
    'DataInvalid',
    'SelectedColumnCount',
    'SchemaMismatch',
    'TooManyColumns',
    'MemoryExhausted',
  ],
  rowWise: ({ vocabularyMode }) => vocabularyMode === 'read-only',
  whenPredicting: ({ vocabularyMode }) =>
    vocabularyMode === 'read-only'
      ? undefined
      : {
          parameters: { vocabularyMode: 'read-only' },
          saved: { output: 'resultVocabulary', input: 'inputVocabulary' },
        },
  outputShapes({ dataset, inputVocabulary }, parameters) {
    if (inputVocabulary !== undefined && parameters.vocabularyMode !== 'create') assertVocabularySchema(inputVocabulary)
    if (dataset !== undefined) {
      findTextColumn(dataset, parameters)
      findTargetColumn(dataset, parameters)
    }
    return { resultsDataset: undefined, resultVocabulary: vocabularySchema }
  },
  compile({ dataset, inputVocabulary }, parameters) {
    const text = findTextColumn(dataset, parameters)
    if (inputVocabulary === undefined) throw noVocabulary()
    const vocabulary = readVocabulary(inputVocabulary)
    const places = placesOf(vocabulary)
    const reader = createTextReader(parameters)
    const results = createResultBuilder(dataset, nameAt(dataset, text), vocabulary, {
      normalizes: parameters.normalizes,
      tellsOutside: parameters.detectsOutOfVocabulary,
    })
    const resultVocabulary = toVocabularyTable(vocabulary)
    return {
      constantOutputs: { resultVocabulary },
      outputSchemas: { resultsDataset: results.schema, resultVocabulary: vocabularySchema },
      run: ({ dataset: table }) => ({
        resultsDataset: results.build(table, reader.read(columnAt(table, text), places)),
        resultVocabulary,
      }),
    }
  },
  run({ dataset, inputVocabulary }, parameters, { progress, log }) {
    const { vocabularyMode: mode } = parameters
    const text = findTextColumn(dataset.schema, parameters)
    const target = findTargetColumn(dataset.schema, parameters)
    if (mode !== 'create' && inputVocabulary === undefined) throw noVocabulary()
    const known = mode === 'create' || inputVocabulary === undefined ? [] : readVocabulary(inputVocabulary)
    const column = columnAt(dataset, text)
    const reader = createTextReader(parameters)

    const counts = reader.count(column)
    const candidates = learnVocabulary(known, counts, parameters)
    log(
      `${counts.documentFrequencies.size} n-grams in ${counts.documentCount} texts, ${candidates.length} to choose from.`,
    )
    progress(0.4)
    const knownPlaces = placesOf(known)
    const reading = reader.read(column, placesOf(candidates), (ngram) => knownPlaces.has(ngram))
    progress(0.7)
    const kept = parameters.selectsFeatures
      ? selectNgrams(dataset, reading.weighted, candidates.length, target, parameters)
      : [...candidates.keys()]
    const vocabulary = kept.map((place) => candidates[place] as NgramVocabulary[number])
    log(`${vocabulary.length} n-grams in the vocabulary.`)
    progress(0.9)
    const results = createResultBuilder(dataset.schema, nameAt(dataset.schema, text), vocabulary, {
      normalizes: parameters.normalizes,
      tellsOutside: parameters.detectsOutOfVocabulary && mode !== 'create',
    })
    return {
      resultsDataset: results.build(dataset, { ...reading, weighted: keepPlaces(reading.weighted, kept) }),
      resultVocabulary: toVocabularyTable(vocabulary),
    }
  },
})

function learnVocabulary(known: NgramVocabulary, counts: NgramCounts, parameters: NgramParameters): NgramVocabulary {
  const found = createVocabulary(counts, {
    minimumFrequency: parameters.minimumDocumentFrequency,
    maximumRatio: parameters.maximumDocumentRatio,
  })
  if (parameters.vocabularyMode === 'update') return updateVocabulary(known, found, counts)
  return parameters.vocabularyMode === 'merge' ? mergeVocabulary(known, found) : found
}

function findTextColumn(dataset: TableSchema, parameters: NgramParameters): number {
  const { textColumn, minimumWordLength, maximumWordLength } = parameters
  if (minimumWordLength > maximumWordLength) {
    throw new AppError('ParameterTooLarge', { parameter: 'Minimum word length', limit: maximumWordLength })
  }
  if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  const columnSet = 'Text column'
  const [index, ...others] = resolveColumns(textColumn, dataset, { columnSet })
  if (index === undefined || others.length > 0) {
    throw new AppError('SelectedColumnCount', { columnSet, expected: '1', found: others.length + 1 })
  }
  const { name, type } = dataset[index] as ColumnSchema
  if (type !== 'String') throw new AppError('ColumnTypeNotSupported', { column: name, type })
  return index
}

const nameAt = (dataset: TableSchema, index: number): string => (dataset[index] as ColumnSchema).name

const placesOf = (vocabulary: NgramVocabulary): VocabularyPlaces =>
  new Map(vocabulary.map(({ ngram, inverseDocumentFrequency: idf }, place) => [ngram, { place, idf }]))

const noVocabulary = () => new AppError('InputEmpty', { input: 'Input vocabulary' })
