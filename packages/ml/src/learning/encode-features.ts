import { AppError, type ColumnSchema, type ColumnType, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  cellWriter,
  isMissing,
  type SparseColumns,
  type Table,
  toDenseColumn,
  type Values,
} from '@sluice/dataflow'
import { type FeatureEncoding, featureKinds, fitFeatureEncoding, placeFeatures } from './feature-encoding.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import { joinSparse, type SparseSource } from './join-sparse.ts'

const dayMs = 86_400_000

export interface EncodedFeatures {
  readonly features: TableSchema
  readonly encoding: FeatureEncoding
  readonly matrix: FeatureMatrix
}

/**
 * Turns columns of a table into numbers, and keeps how: see `FeatureEncoding`. Times become days since 1970, spans
 * days. A missing text or category is none of the levels; a missing number is NaN.
 * @throws AppError `TooFewColumns`, `TooManyUniqueValues`
 */
export function encodeFeatures(
  table: Table,
  indexes: readonly number[],
  options: { readonly allowsUnknownLevels?: boolean; readonly dataset?: string } = {},
): EncodedFeatures {
  const { dataset = 'Dataset' } = options
  if (indexes.length === 0) throw new AppError('TooFewColumns', { dataset, minimum: 1 })
  const features = indexes.map((index) => table.schema[index] as ColumnSchema)
  const encoding = fitFeatureEncoding(table, indexes, options)
  return { features, encoding, matrix: compileFeatureEncoder({ features, encoding }, table.schema, dataset)(table) }
}

/**
 * Prepares to turn tables with these columns into numbers as at training; other columns do not matter.
 * @param dataset name of the port, for messages
 * @throws AppError `ColumnNotFound`, `SchemaMismatch`; from the closure `DataInvalid` for an unknown level
 */
export function compileFeatureEncoder(
  { features, encoding }: Pick<EncodedFeatures, 'features' | 'encoding'>,
  schema: TableSchema,
  dataset = 'Dataset',
): (table: Table) => FeatureMatrix {
  const { denseCount, columnCount, first } = placeFeatures(encoding)
  const featureAt = findFeatures(features, schema, dataset)
  const levelMaps = toLevelMaps(encoding)
  const hasSparse = columnCount > denseCount
  // Tables of one scorer share their schemas, so this is worked out once.
  const takenBySchema = new WeakMap<TableSchema, TakenColumns>()
  const takenOf = (part: SparseColumns, before: number): TakenColumns => {
    let taken = takenBySchema.get(part.schema)
    if (taken === undefined) {
      const kindAt = (index: number) => encoding.kinds[featureAt[before + index] as number]
      const mapping = Int32Array.from(part.schema, (_, index) =>
        kindAt(index) === featureKinds.sparse
          ? (first[featureAt[before + index] as number] as number) - denseCount
          : -1,
      )
      taken = {
        mapping,
        isAll: mapping.every((place, index) => place === index),
        isAny: mapping.some((place) => place >= 0),
        others: part.schema.flatMap((_, index) => {
          const kind = kindAt(index)
          return kind !== undefined && kind !== featureKinds.sparse ? [index] : []
        }),
      }
      takenBySchema.set(part.schema, taken)
    }
    return taken
  }

  return (table) => {
    const dense = new Array<Float64Array>(denseCount)
    const sources: SparseSource[] = []
    const add = (feature: number, column: Column) => {
      const kind = encoding.kinds[feature]
      const place = first[feature] as number
      if (kind === featureKinds.dense) dense[place] = toNumbers(column)
      else if (kind === featureKinds.sparse) {
        sources.push({ kind: 'numbers', column: place - denseCount, values: toNumbers(column) })
      } else {
        const levels = levelsOfRows(column, levelMaps[feature] as LevelMap, encoding.allowsUnknownLevels, dataset)
        sources.push({ kind: 'levels', column: place - denseCount, levels })
      }
    }
    let before = 0
    for (const part of table.parts) {
      if (part.kind === 'column') {
        const feature = featureAt[before] as number
        if (feature >= 0) add(feature, part)
        before += 1
        continue
      }
      const { mapping, isAll, isAny, others } = takenOf(part, before)
      if (isAny) sources.push({ kind: 'sparse', rows: part, mapping, isAll })
      for (const index of others) add(featureAt[before + index] as number, toDenseColumn(part, index))
      before += part.schema.length
    }
    const sparse = hasSparse ? joinSparse(table.rowCount, sources) : undefined
    return { rowCount: table.rowCount, columnCount, dense, sparse }
  }
}

/** What a model takes of columns that are stored sparse. */
interface TakenColumns {
  /** Matrix column of each, from the first sparse one; -1 where it is not kept sparse. */
  readonly mapping: Int32Array
  readonly isAll: boolean
  readonly isAny: boolean
  /** Those that are features, but dense or with levels. */
  readonly others: readonly number[]
}

/** Whether a table has the columns that a model needs. @throws AppError `ColumnNotFound`, `SchemaMismatch` */
export function assertFeatures(features: TableSchema, schema: TableSchema, dataset = 'Dataset'): void {
  findFeatures(features, schema, dataset)
}

/** For each column of the table the feature that it is, or -1. */
function findFeatures(features: TableSchema, schema: TableSchema, dataset: string): Int32Array {
  const indexes = new Map(schema.map(({ name }, index) => [name, index]))
  const featureAt = new Int32Array(schema.length).fill(-1)
  for (const [feature, { name, type }] of features.entries()) {
    const index = indexes.get(name)
    if (index === undefined) throw new AppError('ColumnNotFound', { column: name })
    const found = (schema[index] as ColumnSchema).type
    if (familyOf(found) !== familyOf(type)) {
      const reason = `Column "${name}" is of type ${found}, but the model was trained with ${type}.`
      throw new AppError('SchemaMismatch', { dataset, reason })
    }
    featureAt[index] = feature
  }
  return featureAt
}

/** Types that stand for one another: the numbers that they become mean the same. */
function familyOf(type: ColumnType): string {
  if (type === 'String' || type === 'TimeSpan') return type
  return type === 'DateTime' || type === 'DateTimeOffset' ? 'time' : 'number'
}

/** Values of a column as numbers, NaN where one is missing. */
export function toNumbers(column: Column): Float64Array {
  const { type, values, missing } = column
  if (type === 'Double' && missing === undefined && values instanceof Float64Array) return values
  const divisor = type === 'DateTime' || type === 'DateTimeOffset' || type === 'TimeSpan' ? dayMs : 1
  const numbers = new Float64Array(values.length)
  if (type === 'Int64') for (let row = 0; row < numbers.length; row += 1) numbers[row] = Number(values[row])
  else {
    for (let row = 0; row < numbers.length; row += 1)
      numbers[row] = ((values as Values<number>)[row] as number) / divisor
  }
  if (missing !== undefined) {
    for (let row = 0; row < numbers.length; row += 1) if (isMissing(missing, row)) numbers[row] = Number.NaN
  }
  return numbers
}

type LevelMap = ReadonlyMap<string, number>

/** By feature; undefined for those without levels. */
function toLevelMaps({ kinds, levels }: FeatureEncoding): (LevelMap | undefined)[] {
  let withLevels = 0
  return Array.from(kinds, (kind) => {
    if (kind !== featureKinds.levels) return undefined
    const texts = levels[withLevels++] as readonly string[]
    return new Map(texts.map((text, index) => [text, index]))
  })
}

/** Place of each row's level, -1 where it has none. */
function levelsOfRows(column: Column, levels: LevelMap, allowsUnknown: boolean, dataset: string): Int32Array {
  const places = new Int32Array(column.values.length).fill(-1)
  const toText = column.type === 'String' ? undefined : cellWriter(column.type)
  for (let row = 0; row < places.length; row += 1) {
    if (isMissing(column.missing, row)) continue
    const value = column.values[row] as string | number | bigint
    const text = toText === undefined ? (value as string) : toText(value)
    const place = levels.get(text)
    if (place !== undefined) places[row] = place
    else if (!allowsUnknown && !Number.isNaN(value)) {
      const reason = `the value "${text}" did not occur in training.`
      throw new AppError('DataInvalid', { dataset, column: column.name, row: row + 1, reason })
    }
  }
  return places
}
