import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom, tableFrom } from '../../run-module.fixture.ts'
import { preprocessText } from './preprocess-text.ts'

const textTable = (...texts: (string | null)[]): Table =>
  createTableFromRows(
    [toColumnSchema('text', 'String')],
    texts.map((text) => [text]),
  )
const clean = async (text: string, parameters: object = {}, stopWords?: Table) =>
  toRows(await tableFrom(preprocessText, { dataset: textTable(text), stopWords }, parameters))[0]?.[1]

const nothing = {
  removesStopWords: false,
  lemmatizes: false,
  detectsSentences: false,
  normalizesCase: false,
  removesNumbers: false,
  removesSpecialCharacters: false,
  removesDuplicateCharacters: false,
  removesEmails: false,
  removesUrls: false,
}
const english =
  "The cats weren't running!!! Better than the mice, saw http://x.com/a?b=1 and (me@x.org). Dr. Smith doesn't like 3 U.S. taxes, soooo good."

describe('Preprocess Text', () => {
  it('does all steps when nothing is set', async () => {
    expect(await clean(english)).toBe('cat run|| ||| better mouse| see || ||| dr| smith like u|s| tax| soo good| |||')
  })

  it('does nothing but tidy blanks when all is switched off', async () => {
    expect(await clean(`  ${english}\t `, nothing)).toBe(english)
  })

  it.each([
    [
      'removesStopWords',
      'cats running!!! Better mice, saw http://x.com/a?b=1 (me@x.org). Dr. Smith like 3 U.S. taxes, soooo good.',
    ],
    [
      'lemmatizes',
      'The cat be not run!!! Better than the mouse, see http://x.com/a?b=1 and (me@x.org). Dr. Smith do not like 3 U.S. tax, soooo good.',
    ],
    ['normalizesCase', english.toLowerCase()],
    ['removesNumbers', english.replace(' 3', '')],
    [
      'removesSpecialCharacters',
      'The cats weren|t running||| Better than the mice| saw http|||x|com|a|b|1 and |me|x|org|| Dr| Smith doesn|t like 3 U|S| taxes| soooo good|',
    ],
    ['removesDuplicateCharacters', english.replace('!!!', '!!').replace('soooo', 'soo')],
    ['removesEmails', english.replace('me@x.org', '')],
    ['removesUrls', english.replace('http://x.com/a?b=1 ', '')],
    ['detectsSentences', english.replace('!!! ', '!!! ||| ').replace('). ', '). ||| ').replace(/$/, ' |||')],
  ])('with %s alone does that step', async (step, expected) => {
    expect(await clean(english, { ...nothing, [step]: true })).toBe(expected)
  })

  it('takes parts of speech out', async () => {
    const parts = { ...nothing, removesByPartOfSpeech: true }
    const text = 'The quick dog eats small cats in London'
    expect(await clean(text, parts)).toBe('The in')
    expect(await clean(text, { ...parts, removesNouns: false })).toBe('The dog cats in London')
    expect(await clean(text, { ...parts, removesAdjectives: false, removesVerbs: false })).toBe(
      'The quick eats small in',
    )
  })

  it('replaces what a regular expression finds, first of all', async () => {
    const custom = { ...nothing, removesNumbers: true, pattern: String.raw`(\d+) EUR`, replacement: 'euro$1' }
    expect(await clean('It costs 20 EUR or 5 pounds', custom)).toBe('It costs euro20 or pounds')
  })

  it('takes the stop words of the second input in place of its own', async () => {
    const own = createTableFromRows([toColumnSchema('word', 'String')], [['Cats '], [null], ['don’t']])
    expect(await clean("The cats don't sleep", { ...nothing, removesStopWords: true }, own)).toBe('The sleep')
  })

  it.each([
    ['spanish', 'Los gatos no corrían por las calles. Costaba 3 euros', 'gat corr call| ||| cost eur |||'],
    ['french', "L'homme mangeait les chevaux. Il court", 'homm mang cheval| ||| court |||'],
    ['dutch', 'De katten liepen door de straten. Mooi', 'kat liep strat| ||| mooi |||'],
    ['german', 'Die Häuser waren sehr groß. Sie kosteten 3.000 Euro', 'haus gross| ||| kostet euro |||'],
    ['italian', "L'uomo mangiava gli animali. Corre", 'uom mang animal| ||| corr |||'],
  ])('knows %s', async (language, text, expected) => {
    expect(await clean(text, { language })).toBe(expected)
  })

  it('adds one column for each text, and leaves missing ones missing', async () => {
    const schema = ['a', 'b', 'Preprocessed a'].map((name) => toColumnSchema(name, 'String'))
    const dataset = createTableFromRows(schema, [['Small dogs', null, 'x']])
    const table = await tableFrom(preprocessText, { dataset }, { detectsSentences: false })
    expect(table.schema.slice(3).map(({ name }) => name)).toEqual([
      'Preprocessed a (1)',
      'Preprocessed b',
      'Preprocessed Preprocessed a',
    ])
    expect(toRows(table)).toEqual([['Small dogs', null, 'x', 'small dog', null, 'x']])
    expect(shapesFrom(preprocessText, { dataset: schema }).resultsDataset).toEqual(table.schema)
  })

  it('gives the same row by row and at once', async () => {
    const texts = [english, '', 'A dog.', null, 'www.x.org!!']
    const whole = toRows(await tableFrom(preprocessText, { dataset: textTable(...texts) }))
    const single = await Promise.all(texts.map((text) => tableFrom(preprocessText, { dataset: textTable(text) })))
    expect(single.flatMap(toRows)).toEqual(whole)
  })

  it('does not choke on what is no language', async () => {
    for (const odd of ['a.', '!', '1.', 'a@', "a-b'c_", '--', 'a'])
      expect(typeof (await clean(`${odd.repeat(5000)}x`))).toBe('string')
  })

  it.each([
    [
      'a part of speech in another language',
      { language: 'german', removesByPartOfSpeech: true },
      'Failed to parse "Remove by part of speech" parameter. Parts of speech are known in English only.',
    ],
    [
      'a wrong expression',
      { pattern: '(a' },
      'Failed to parse "Custom regular expression" parameter. The regular expression: error parsing regexp: missing closing ): `(a`.',
    ],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(clean('a', parameters)).rejects.toThrow(message)
  })

  it('refuses a column that is no text, and stop words that are none', async () => {
    const numbers = createTableFromRows([toColumnSchema('n', 'Int32')], [[1]])
    const byName = { textColumn: { rules: [{ action: 'include', by: 'names', names: ['n'] }] } }
    await expect(runModule(preprocessText, { dataset: numbers }, byName)).rejects.toThrow(
      'Cannot process column "n" of type Int32.',
    )
    await expect(clean('a', {}, numbers)).rejects.toThrow('Cannot process column "n" of type Int32.')
  })
})
