import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createColumn,
  createTable,
  isMissing,
  resolveColumns,
  type Table,
  takeFreeName,
  toColumnSchema,
  type Values,
} from '@sluice/dataflow'
import type * as z from 'zod'
import { type CleaningSteps, cleanText } from '../../../algorithms/text/clean-text.ts'
import { type LanguageTools, loadedLanguage, loadLanguage } from '../../../algorithms/text/languages.ts'
import { defineModule } from '../../define-module.ts'
import { compilePattern } from '../../linear-pattern.ts'
import { preprocessTextParameters } from './preprocess-text-parameters.ts'

const columnSet = 'Text column to clean'
type Parameters = z.infer<typeof preprocessTextParameters>

/** @see reference: AzureML, 4.5 */
export const preprocessText = defineModule({
  id: 'preprocess-text',
  title: 'Preprocess Text',
  category: 'Text Analytics',
  summary: 'Performs cleaning operations on text.',
  remarks: [
    'The cleaned text stands in a column of its own behind all others, `Preprocessed` and the name of the column; a missing text stays missing. The steps are done in this order: the custom regular expression; stop words, parts of speech, numbers, e-mail addresses and URLs are taken out; words become their basic forms; lower case; every character that is no letter, digit or blank becomes `|`; of a character that stands more than twice in a row two stay, digits aside; `|||` behind each sentence.',
    'Stop words are those of the language, or where the second input is connected those of its first column instead; letter case makes no difference. Basic forms are those of a dictionary in English, where a contraction becomes the words it stands for; in the other languages words are cut to their stems (Snowball). Parts of speech are known in English only. Regular expressions are of RE2’s syntax: no look-around, no back references; `$1` in the replacement is what the first group found.',
  ].join('\n\n'),
  inputs: {
    dataset: { type: 'table', title: 'Dataset' },
    stopWords: { type: 'table', title: 'Stop words', isOptional: true, isStatic: true },
  },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: preprocessTextParameters,
  errors: ['ColumnNotFound', 'ParameterNotParsed', 'InputEmpty', 'NoColumnsSelected', 'ColumnTypeNotSupported'],
  rowWise: true,
  outputShapes({ dataset }, settings) {
    return { resultsDataset: dataset === undefined ? undefined : planCleaning(dataset, settings).schema }
  },
  compile({ dataset, stopWords }, settings) {
    const { targets, schema } = planCleaning(dataset, settings)
    const replace = replacerOf(settings)
    const ownWords = stopWords === undefined ? undefined : readStopWords(stopWords)
    let steps: CleaningSteps | undefined
    const run = (tools: LanguageTools, table: Table): Table => {
      const known = steps ?? toSteps(settings, ownWords ?? new Set(tools.stopWords))
      steps = known
      const clean = (text: string) => cleanText(replace(text), tools, known)
      const cleaned = targets.map((index, place) =>
        mapTexts(columnAt(table, index), schema[dataset.length + place] as ColumnSchema, clean),
      )
      return createTable(table.rowCount, [...table.parts, ...cleaned], schema)
    }
    // Begun now, so that the first row need not wait; a failure is met again where the language is needed.
    loadLanguage(settings.language).catch(() => {})
    return {
      outputSchemas: { resultsDataset: schema },
      run({ dataset: table }) {
        const tools = loadedLanguage(settings.language)
        if (tools !== undefined) return { resultsDataset: run(tools, table) }
        return loadLanguage(settings.language).then((ready) => ({ resultsDataset: run(ready, table) }))
      },
    }
  },
})

function planCleaning(dataset: TableSchema, settings: Parameters): { targets: number[]; schema: TableSchema } {
  if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  if (settings.removesByPartOfSpeech && settings.language !== 'english') {
    const reason = 'Parts of speech are known in English only.'
    throw new AppError('ParameterNotParsed', { parameter: 'Remove by part of speech', reason })
  }
  replacerOf(settings)
  const targets = resolveColumns(settings.textColumn, dataset, { columnSet })
  const taken = new Set(dataset.map(({ name }) => name))
  const added = targets.map((index) => {
    const { name, type } = dataset[index] as ColumnSchema
    if (type !== 'String') throw new AppError('ColumnTypeNotSupported', { column: name, type })
    return toColumnSchema(takeFreeName(`Preprocessed ${name}`, taken), 'String')
  })
  return { targets, schema: [...dataset, ...added] }
}

function replacerOf({ pattern, replacement }: Parameters): (text: string) => string {
  if (pattern === '') return (text) => text
  const compiled = compilePattern(pattern, 'Custom regular expression')
  return (text) => compiled.matcher(text).replaceAll(replacement)
}

function readStopWords(table: Table): Set<string> {
  if (table.schema.length === 0) throw new AppError('InputEmpty', { input: 'Stop words' })
  const { name, type, values, missing } = columnAt(table, 0)
  if (type !== 'String') throw new AppError('ColumnTypeNotSupported', { column: name, type })
  const words = Array.from(values, (word) => word.trim().toLowerCase().replaceAll('’', "'"))
  return new Set(words.filter((word, row) => word !== '' && !isMissing(missing, row)))
}

function toSteps(settings: Parameters, stopWords: ReadonlySet<string>): CleaningSteps {
  const parts = [
    ...(settings.removesNouns ? ['NOUN', 'PROPN'] : []),
    ...(settings.removesAdjectives ? ['ADJ'] : []),
    ...(settings.removesVerbs ? ['VERB', 'AUX'] : []),
  ]
  return {
    ...settings,
    stopWords: settings.removesStopWords ? stopWords : undefined,
    partsOfSpeech: settings.removesByPartOfSpeech ? new Set(parts) : undefined,
  }
}

function mapTexts(column: Column, schema: ColumnSchema, change: (text: string) => string): Column {
  const texts = column.values as Values<string>
  const cleaned = Array.from(texts, (text, row) => (isMissing(column.missing, row) ? '' : change(text)))
  return createColumn({ ...schema, type: 'String' }, cleaned, column.missing)
}
