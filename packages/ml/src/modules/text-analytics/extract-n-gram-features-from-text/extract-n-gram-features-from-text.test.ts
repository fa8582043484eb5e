import { type Cell, createTableFromRows, sliceRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createModuleContext } from '../../module-context.ts'
import { isTable } from '../../port-values.ts'
import { runModule, shapesFrom } from '../../run-module.fixture.ts'
import { extractNgramFeaturesFromText } from './extract-n-gram-features-from-text.ts'
import { vocabularySchema } from './vocabulary-table.ts'

const rating = { ...toColumnSchema('rating', 'Int32'), roles: ['label' as const] }
const text = toColumnSchema('text', 'String')
const reviews = createTableFromRows(
  [rating, text],
  [
    [5, 'good book good story'],
    [1, 'bad book'],
    [4, 'good plot'],
    [2, null],
  ],
)
const everything = {
  minimumDocumentFrequency: 1,
  normalizes: false,
  selectsFeatures: false,
}

async function extract(dataset: Table, parameters: object = {}, inputVocabulary?: Table) {
  const outputs = await runModule(extractNgramFeaturesFromText, { dataset, inputVocabulary }, parameters)
  const { resultsDataset, resultVocabulary } = outputs
  if (!resultsDataset || !isTable(resultsDataset) || !resultVocabulary || !isTable(resultVocabulary)) {
    throw new Error('There are no tables.')
  }
  return { results: resultsDataset, vocabulary: resultVocabulary }
}
const namesOf = ({ schema }: Table) => schema.map(({ name }) => name)
/** What stands behind the columns of the reviews and the two that describe the text. */
const featuresOf = (table: Table) => toRows(table).map((row) => row.slice(4))
const vocabularyOf = (...rows: Cell[][]) => createTableFromRows(vocabularySchema, rows)
const ln = Math.log

describe('Extract N-Gram Features from Text', () => {
  it('puts the features behind all other columns and describes its vocabulary', async () => {
    const { results, vocabulary } = await extract(reviews, everything)
    expect(results.schema.map(({ name, type, roles }) => `${name}: ${type} ${roles.join()}`)).toEqual([
      'rating: Int32 label',
      'text: String feature',
      'NgramsString: String ',
      'NumUniqueNgrams: Int32 feature',
      'text.[good]: Double feature',
      'text.[book]: Double feature',
      'text.[story]: Double feature',
      'text.[bad]: Double feature',
      'text.[plot]: Double feature',
    ])
    expect(toRows(results)).toEqual([
      [5, 'good book good story', 'good book story', 3, 1, 1, 1, 0, 0],
      [1, 'bad book', 'bad book', 2, 0, 1, 0, 1, 0],
      [4, 'good plot', 'good plot', 2, 1, 0, 0, 0, 1],
      [2, null, '', 0, 0, 0, 0, 0, 0],
    ])
    expect(vocabulary.schema).toEqual(vocabularySchema)
    expect(toRows(vocabulary)).toEqual([
      [0, 'good', 2, ln(3 / 2)],
      [1, 'book', 2, ln(3 / 2)],
      [2, 'story', 1, ln(3)],
      [3, 'bad', 1, ln(3)],
      [4, 'plot', 1, ln(3)],
    ])
  })

  it.each([
    ['tf', [2, 1, 1, 0, 0]],
    ['idf', [ln(3 / 2), ln(3 / 2), ln(3), 0, 0]],
    ['tf-idf', [2 * ln(3 / 2), ln(3 / 2), ln(3), 0, 0]],
  ])('weighs by %s', async (weighting, first) => {
    const { results } = await extract(reviews, { ...everything, weighting })
    expect(featuresOf(results)[0]).toEqual(first)
    expect(featuresOf(results)[3]).toEqual([0, 0, 0, 0, 0])
  })

  it('weighs by TextRank, summed over the words of an n-gram', async () => {
    const { results } = await extract(reviews, { ...everything, weighting: 'graph', ngramSize: 2 })
    expect(namesOf(results).slice(4)).toEqual([
      ...['text.[good]', 'text.[good_book]', 'text.[book]', 'text.[book_good]', 'text.[good_story]', 'text.[story]'],
      ...['text.[bad]', 'text.[bad_book]', 'text.[good_plot]', 'text.[plot]'],
    ])
    // Two words side by side, and no others, rank 1 each.
    expect(toRows(results)[2]?.[namesOf(results).indexOf('text.[good_plot]')]).toBeCloseTo(2, 8)
    expect(toRows(results)[2]?.[namesOf(results).indexOf('text.[plot]')]).toBeCloseTo(1, 8)
  })

  it('makes each row one of length 1 when nothing is said', async () => {
    const { results } = await extract(reviews, { ...everything, weighting: 'tf', normalizes: undefined })
    expect(featuresOf(results)[0]).toEqual([2 / Math.sqrt(6), 1 / Math.sqrt(6), 1 / Math.sqrt(6), 0, 0])
    expect(featuresOf(results)[3]).toEqual([0, 0, 0, 0, 0])
  })

  it('joins the words of longer n-grams and marks the beginnings of sentences', async () => {
    const table = createTableFromRows([text], [['this is fun. buy it now']])
    const { results, vocabulary } = await extract(table, {
      ...everything,
      ngramSize: 2,
      skipSize: 1,
      minimumWordLength: 2,
      marksSentences: true,
    })
    expect(toRows(results)[0]?.slice(1, 3)).toEqual([
      '|||this |||this_is |||this_fun. is is_fun. fun. |||buy |||buy_it |||buy_now it it_now now',
      12,
    ])
    expect(toRows(vocabulary)[1]).toEqual([1, '|||this_is', 1, 0])
  })

  it('leaves out n-grams that too few or too many rows have', async () => {
    const { vocabulary } = await extract(reviews, { ...everything, minimumDocumentFrequency: 2 })
    expect(toRows(vocabulary).map(([, ngram]) => ngram)).toEqual(['good', 'book'])
    const rare = await extract(reviews, { ...everything, maximumDocumentRatio: 0.5 })
    expect(toRows(rare.vocabulary).map(([id, ngram]) => `${id} ${ngram}`)).toEqual(['0 story', '1 bad', '2 plot'])
    expect((await extract(reviews, { selectsFeatures: false })).vocabulary.rowCount).toBe(0)
  })

  describe('with a vocabulary', () => {
    const known = vocabularyOf([7, 'story', 2, ln(2)], [9, 'hero', 1, ln(4)])

    it('only reads it, and tells which rows have other n-grams', async () => {
      const parameters = { ...everything, vocabularyMode: 'read-only', weighting: 'tf-idf' }
      const few = createTableFromRows([text], [['hero story hero'], ['hero book'], [null]])
      const { results, vocabulary } = await extract(few, parameters, known)
      expect(namesOf(results)).toEqual([
        ...['text', 'NgramsString', 'NumUniqueNgrams', 'IsOutOfVocabulary', 'text.[story]', 'text.[hero]'],
      ])
      expect(toRows(results)).toEqual([
        ['hero story hero', 'hero story', 2, false, ln(2), 2 * ln(4)],
        ['hero book', 'hero book', 2, true, 0, ln(4)],
        [null, '', 0, false, 0, 0],
      ])
      expect(toRows(vocabulary)).toEqual([
        [0, 'story', 2, ln(2)],
        [1, 'hero', 1, ln(4)],
      ])
      const silent = await extract(few, { ...parameters, detectsOutOfVocabulary: false }, known)
      expect(namesOf(silent.results)).not.toContain('IsOutOfVocabulary')
    })

    it('merges it with what the dataset has', async () => {
      const { results, vocabulary } = await extract(reviews, { ...everything, vocabularyMode: 'merge' }, known)
      expect(toRows(vocabulary)).toEqual([
        [0, 'story', 2, ln(2)],
        [1, 'hero', 1, ln(4)],
        [2, 'good', 2, ln(3 / 2)],
        [3, 'book', 2, ln(3 / 2)],
        [4, 'bad', 1, ln(3)],
        [5, 'plot', 1, ln(3)],
      ])
      expect(featuresOf(results)).toEqual([
        [true, 1, 0, 1, 1, 0, 0],
        [true, 0, 0, 0, 1, 1, 0],
        [true, 0, 0, 1, 0, 0, 1],
        [false, 0, 0, 0, 0, 0, 0],
      ])
    })

    it('updates it as if it had been made from both datasets', async () => {
      const parameters = { ...everything, vocabularyMode: 'update', minimumDocumentFrequency: 2 }
      const { vocabulary } = await extract(reviews, parameters, known)
      expect(toRows(vocabulary)).toEqual([
        [0, 'story', 3, ln(7 / 3)],
        [1, 'hero', 1, ln(7)],
        [2, 'good', 2, ln(7 / 2)],
        [3, 'book', 2, ln(7 / 2)],
      ])
    })

    it('takes one whose numbers came from a text file', async () => {
      const schema = vocabularySchema.map((column) =>
        column.name === 'Ngram' ? column : { ...column, type: 'Double' as const },
      )
      const { vocabulary } = await extract(
        reviews,
        { ...everything, vocabularyMode: 'read-only' },
        createTableFromRows(schema.toReversed(), [[0.5, 3, 'good', 1]]),
      )
      expect(toRows(vocabulary)).toEqual([[0, 'good', 3, 0.5]])
    })

    it.each([
      ['another schema', createTableFromRows([text], [['good']]), 'Its columns must be Id, Ngram, DF, IDF.'],
      [
        'another type',
        createTableFromRows(
          vocabularySchema.map((column) => ({ ...column, type: 'String' as const })),
          [],
        ),
        'Column "Id" is of type String, not a number.',
      ],
      [
        'an n-gram twice',
        vocabularyOf([0, 'good', 1, 1], [1, 'good', 1, 1]),
        'Input vocabulary contains invalid data. The n-gram "good" stands in it twice, again in row 2.',
      ],
      ['no n-gram', vocabularyOf([0, null, 1, 1]), 'Row 1 has no n-gram.'],
      ['no frequency', vocabularyOf([0, 'good', 0, 1]), 'DF of "good" in row 1 must be a whole number from 1 on.'],
      ['no IDF', vocabularyOf([0, 'good', 1, null]), 'IDF of "good" in row 1 must be a number.'],
      ['no vocabulary at all', undefined, 'Input "Input vocabulary" is null or empty'],
    ])('refuses %s', async (_, vocabulary, message) => {
      for (const vocabularyMode of ['read-only', 'update', 'merge']) {
        await expect(extract(reviews, { ...everything, vocabularyMode }, vocabulary)).rejects.toThrow(message)
      }
    })
  })

  describe('selecting features', () => {
    const rated = createTableFromRows(
      [{ ...toColumnSchema('good', 'Boolean'), roles: ['label'] }, toColumnSchema('stars', 'Double'), text],
      [
        [true, 5, 'fine book'],
        [true, 4, 'fine book'],
        [false, 1, 'poor book'],
        [false, 2, 'dull tale'],
        [null, null, 'dull dull tale'],
      ],
    )
    const chosen = async (parameters: object) =>
      toRows((await extract(rated, { minimumDocumentFrequency: 1, ...parameters })).vocabulary).map(
        ([, ngram]) => ngram,
      )

    it('keeps the one that tells most about the label when nothing is said', async () => {
      expect(await chosen({})).toEqual(['fine'])
    })

    it.each([
      ['fisher-score', ['fine', 'book']],
      ['mutual-information', ['fine', 'book']],
      ['chi-squared', ['fine', 'poor']],
      ['pearson-correlation', ['fine', 'poor']],
      ['spearman-correlation', ['fine', 'poor']],
      ['kendall-correlation', ['fine', 'poor']],
    ])('chooses by %s, in the order of the vocabulary', async (scoringMethod, expected) => {
      const targetColumn = { rules: [{ action: 'include', by: 'names', names: ['stars'] }] }
      const isOfNumbers = scoringMethod.endsWith('correlation')
      expect(await chosen({ scoringMethod, desiredFeatureCount: 2, ...(isOfNumbers ? { targetColumn } : {}) })).toEqual(
        expected,
      )
    })

    it('counts rows without a target', async () => {
      const parameters = { scoringMethod: 'count-based', targetColumn: { rules: [] } }
      expect(await chosen({ ...parameters, minimumNonZeroCount: 2 })).toEqual(['fine', 'book', 'dull', 'tale'])
      expect(await chosen({ ...parameters, minimumNonZeroCount: 3 })).toEqual(['book'])
    })

    it('normalizes over what it keeps', async () => {
      const { results } = await extract(rated, { minimumDocumentFrequency: 1 })
      expect(toRows(results).map((row) => row.at(-1))).toEqual([1, 1, 0, 0, 0])
    })
  })

  const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })

  it.each([
    ['a column of numbers', { textColumn: names('rating') }, 'Cannot process column "rating" of type Int32.'],
    ['two columns', { textColumn: names('rating', 'text') }, 'Number of selected columns in "Text column" is 2, but 1'],
    ['two targets', { targetColumn: names('rating', 'text') }, 'selected columns in "Target column" is 2, but 1'],
    ['an unknown column', { textColumn: names('Text') }, 'Column with name or index "Text" not found'],
    [
      'words to be correlated with',
      { targetColumn: names('text'), scoringMethod: 'pearson-correlation' },
      'Cannot process column "text" of type String.',
    ],
    [
      'limits that cross',
      { minimumWordLength: 9, maximumWordLength: 8 },
      'Parameter "Minimum word length" value should be less than or equal to 8.',
    ],
  ])('refuses %s, before a run, too', async (_, parameters, message) => {
    await expect(extract(reviews, parameters)).rejects.toThrow(message)
    expect(() => shapesFrom(extractNgramFeaturesFromText, { dataset: reviews.schema }, parameters)).toThrow(message)
  })

  it('refuses more columns than a table may have', async () => {
    const words = Array.from({ length: 100_000 }, (_, index) => `word${index}`).join(' ')
    await expect(extract(createTableFromRows([text], [[words]]), everything)).rejects.toThrow(
      "Number of columns in the dataset in 'Results dataset' exceeds allowed limit of '100000'.",
    )
  })

  it('refuses a text that skips would make into too many n-grams', async () => {
    const words = createTableFromRows([text], [['word '.repeat(4000)]])
    await expect(extract(words, { ...everything, ngramSize: 10, skipSize: 5 })).rejects.toThrow(
      'Memory has been exhausted',
    )
    expect((await extract(words, { ...everything, ngramSize: 2 })).vocabulary.rowCount).toBe(2)
  })

  it('refuses features that would fill the memory', async () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => [`word${row}`])
    await expect(extract(createTableFromRows([text], rows), everything)).rejects.toThrow(
      'Memory has been exhausted while running Extract N-Gram Features from Text.',
    )
  })

  it.each([
    { ngramSize: 0 },
    { ngramSize: 11 },
    { skipSize: -1 },
    { maximumDocumentRatio: 1.1 },
    { desiredFeatureCount: 0 },
  ])('refuses %j', (parameters) => {
    expect(extractNgramFeaturesFromText.parameters.safeParse(parameters).success).toBe(false)
  })

  it('numbers a name that is taken', async () => {
    const schema = [text, toColumnSchema('NgramsString', 'Int32'), toColumnSchema('text.[good]', 'Int32')]
    const { results } = await extract(createTableFromRows(schema, [['good', 1, 2]]), everything)
    expect(namesOf(results).slice(3)).toEqual(['NgramsString (1)', 'NumUniqueNgrams', 'text.[good] (1)'])
  })

  it('keeps to its vocabulary when it predicts', () => {
    const { whenPredicting, parameters } = extractNgramFeaturesFromText
    expect(whenPredicting?.(parameters.parse({}))).toEqual({
      parameters: { vocabularyMode: 'read-only' },
      saved: { output: 'resultVocabulary', input: 'inputVocabulary' },
    })
    expect(whenPredicting?.(parameters.parse({ vocabularyMode: 'read-only' }))).toBeUndefined()
  })

  const anyText = fc.option(
    fc.array(fc.constantFrom('a', 'day', 'Good', 'good.', 'story', '|||', 'end!', 'book', '😀😀😀'), { maxLength: 9 }),
    { nil: null },
  )
  const anyRows = fc
    .array(anyText, { maxLength: 12 })
    .map((rows) => rows.map((words) => [words === null ? null : words.join(' ')]))
  const anySettings = fc.record({
    ngramSize: fc.integer({ min: 1, max: 3 }),
    skipSize: fc.integer({ min: 0, max: 2 }),
    weighting: fc.constantFrom('binary', 'tf', 'idf', 'tf-idf', 'graph'),
    minimumDocumentFrequency: fc.integer({ min: 1, max: 2 }),
    marksSentences: fc.boolean(),
    normalizes: fc.boolean(),
  })

  it('gives the same features with its own vocabulary, row by row and at once', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anySettings, async (rows, settings) => {
        const parameters = { ...settings, selectsFeatures: false, detectsOutOfVocabulary: false }
        const dataset = createTableFromRows([text], rows)
        const created = await extract(dataset, parameters)
        const reading = { ...parameters, vocabularyMode: 'read-only' }
        const read = await extract(dataset, reading, created.vocabulary)
        expect(read.results.schema).toEqual(created.results.schema)
        expect(toRows(read.results)).toEqual(toRows(created.results))
        expect(toRows(read.vocabulary)).toEqual(toRows(created.vocabulary))

        const compiled = extractNgramFeaturesFromText.compile?.(
          { dataset: dataset.schema, inputVocabulary: created.vocabulary },
          extractNgramFeaturesFromText.parameters.parse(reading),
          createModuleContext({}),
        )
        const single: Cell[][] = []
        for (let row = 0; row < rows.length; row += 1) {
          const outputs = await compiled?.run({ dataset: sliceRows(dataset, row, row + 1) })
          single.push(...toRows(outputs?.resultsDataset as Table))
        }
        expect(single).toEqual(toRows(read.results))
      }),
      { seed: 1, numRuns: 150 },
    )
  })
})
