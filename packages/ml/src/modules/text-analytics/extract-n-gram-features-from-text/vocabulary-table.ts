import { AppError, type ColumnType, type TableSchema } from '@sluice/contracts'
import { columnByName, createColumn, createTable, isMissing, type Table, toColumnSchema } from '@sluice/dataflow'
import { toNumbers } from '../../../algorithms/column-numbers.ts'
import type { NgramVocabulary, VocabularyEntry } from '../../../algorithms/text/n-gram-vocabulary.ts'

export const vocabularySchema = [
  toColumnSchema('Id', 'Int32'),
  toColumnSchema('Ngram', 'String'),
  toColumnSchema('DF', 'Int32'),
  toColumnSchema('IDF', 'Double'),
] as const satisfies TableSchema

const dataset = 'Input vocabulary'
const numberTypes: readonly ColumnType[] = ['Double', 'Single', 'Int32', 'Int64', 'Int16', 'Byte']
const largestCount = 2 ** 31 - 1

/** Ids count from 0. */
export function toVocabularyTable(vocabulary: NgramVocabulary): Table {
  const [id, ngram, frequency, inverse] = vocabularySchema
  return createTable(vocabulary.length, [
    createColumn(
      { ...id, type: 'Int32' },
      Int32Array.from(vocabulary, (_, place) => place),
    ),
    createColumn(
      { ...ngram, type: 'String' },
      vocabulary.map((entry) => entry.ngram),
    ),
    createColumn(
      { ...frequency, type: 'Int32' },
      Int32Array.from(vocabulary, (entry) => Math.min(entry.documentFrequency, largestCount)),
    ),
    createColumn(
      { ...inverse, type: 'Double' },
      Float64Array.from(vocabulary, (entry) => entry.inverseDocumentFrequency),
    ),
  ])
}

/** A vocabulary that came through a text file may have its numbers in other types. @throws AppError `SchemaMismatch` */
export function assertVocabularySchema(schema: TableSchema): void {
  const names = vocabularySchema.map(({ name }) => name)
  const found = new Map(schema.map((column) => [column.name, column.type]))
  const isWhole = schema.length === names.length && names.every((name) => found.has(name))
  if (!isWhole) throw mismatch(`Its columns must be ${names.join(', ')}.`)
  for (const [name, type] of found) {
    const suits = name === 'Ngram' ? type === 'String' : numberTypes.includes(type)
    if (!suits) throw mismatch(`Column "${name}" is of type ${type}, not ${name === 'Ngram' ? 'String' : 'a number'}.`)
  }
}

/** @throws AppError `SchemaMismatch`, `DataInvalid` */
export function readVocabulary(table: Table): NgramVocabulary {
  assertVocabularySchema(table.schema)
  const column = columnByName(table, 'Ngram')
  const frequencies = toNumbers(columnByName(table, 'DF'))
  const inverses = toNumbers(columnByName(table, 'IDF'))
  const seen = new Set<string>()
  return Array.from({ length: table.rowCount }, (_, row): VocabularyEntry => {
    const ngram = isMissing(column.missing, row) ? '' : (column.values[row] as string)
    const entry = {
      ngram,
      documentFrequency: frequencies[row] as number,
      inverseDocumentFrequency: inverses[row] as number,
    }
    if (ngram === '') throw invalid(`Row ${row + 1} has no n-gram.`)
    if (seen.has(ngram)) throw invalid(`The n-gram "${ngram}" stands in it twice, again in row ${row + 1}.`)
    seen.add(ngram)
    const { documentFrequency: frequency } = entry
    if (!(Number.isInteger(frequency) && frequency >= 1 && frequency <= largestCount)) {
      throw invalid(`DF of "${ngram}" in row ${row + 1} must be a whole number from 1 on.`)
    }
    if (!Number.isFinite(entry.inverseDocumentFrequency)) {
      throw invalid(`IDF of "${ngram}" in row ${row + 1} must be a number.`)
    }
    return entry
  })
}

const mismatch = (reason: string) => new AppError('SchemaMismatch', { dataset, reason })
const invalid = (reason: string) => new AppError('DataInvalid', { dataset, reason })
