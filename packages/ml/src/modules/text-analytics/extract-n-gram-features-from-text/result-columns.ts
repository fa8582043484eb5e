import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Column, createColumn, createTable, type Table, takeFreeName, toColumnSchema } from '@sluice/dataflow'
import type { NgramVocabulary } from '../../../algorithms/text/n-gram-vocabulary.ts'
import type { TextReading } from './read-texts.ts'
import { normalizeRows } from './weighted-rows.ts'

/** More columns than this no table may have. */
const maxColumns = 100_000
/** Cells of features in one table, 512 MiB of them; columns of zeros share theirs. */
const maxCells = 2 ** 26

export interface ResultOptions {
  readonly normalizes: boolean
  /** Whether the column that tells of rows outside the vocabulary is there. */
  readonly tellsOutside: boolean
}

/**
 * How the features of a vocabulary stand beside the columns of a dataset; a name that is taken gets ` (1)`.
 * @throws AppError `TooManyColumns`; `MemoryExhausted` when it builds
 */
export function createResultBuilder(
  dataset: TableSchema,
  textColumn: string,
  vocabulary: NgramVocabulary,
  { normalizes, tellsOutside }: ResultOptions,
) {
  const taken = new Set(dataset.map(({ name }) => name))
  const named = <Type extends ColumnSchema['type']>(name: string, type: Type) => ({
    ...toColumnSchema(takeFreeName(name, taken), type),
    type,
  })
  const width = dataset.length + vocabulary.length + (tellsOutside ? 3 : 2)
  if (width > maxColumns) throw new AppError('TooManyColumns', { dataset: 'Results dataset', limit: maxColumns })
  // They describe the text for the reader; a learner should not take them for features unasked.
  const ngramsString = { ...named('NgramsString', 'String'), roles: [] }
  const uniqueCount = named('NumUniqueNgrams', 'Int32')
  const isOutside = tellsOutside ? [{ ...named('IsOutOfVocabulary', 'Boolean'), roles: [] }] : []
  const features = vocabulary.map(({ ngram }) => named(`${textColumn}.[${ngram}]`, 'Double'))
  const schema: TableSchema = [...dataset, ngramsString, uniqueCount, ...isOutside, ...features]
  /** Columns of nothing but zeros, for as many rows as were asked for last: a single row fills few of its columns. */
  let empty: readonly Column[] = []
  let emptyRows = -1

  const featureColumns = (reading: TextReading): Column[] => {
    const { rowStarts, places, weights } = normalizes ? normalizeRows(reading.weighted) : reading.weighted
    const rowCount = rowStarts.length - 1
    const filled = new Map<number, Float64Array>()
    for (let row = 0; row < rowCount; row += 1) {
      for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
        const place = places[at] as number
        let values = filled.get(place)
        if (values === undefined) {
          if ((filled.size + 1) * rowCount > maxCells) {
            throw new AppError('MemoryExhausted', { module: 'Extract N-Gram Features from Text' })
          }
          values = new Float64Array(rowCount)
          filled.set(place, values)
        }
        values[row] = weights[at] as number
      }
    }
    if (emptyRows !== rowCount) {
      const zeros = new Float64Array(rowCount)
      empty = features.map((feature) => createColumn(feature, zeros))
      emptyRows = rowCount
    }
    const columns = [...empty]
    for (const [place, values] of filled) {
      columns[place] = createColumn(features[place] as (typeof features)[number], values)
    }
    return columns
  }

  return {
    schema,
    build(table: Table, reading: TextReading): Table {
      const parts = [
        createColumn(ngramsString, reading.ngramTexts),
        createColumn(uniqueCount, reading.uniqueCounts),
        ...isOutside.map((column) => createColumn(column, reading.areOutside)),
        ...featureColumns(reading),
      ]
      return createTable(table.rowCount, [...table.parts, ...parts], schema)
    },
  }
}
