import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Column, cellWriter, columnAt, isMissing, type Table } from '@sluice/dataflow'

/** How a feature column stands in a matrix. */
export const featureKinds = { dense: 0, sparse: 1, levels: 2 } as const

/** What was settled at training about turning features into numbers; part of a model's state. */
export type FeatureEncoding = {
  /** For each feature column one of `featureKinds`. */
  readonly kinds: Uint8Array
  /** For each column with levels, in order: their texts; each is a column of 0 and 1 of its own. */
  readonly levels: readonly (readonly string[])[]
  /** Default true: a level that did not occur in training counts as none of them. */
  readonly allowsUnknownLevels: boolean
}

/** Where each feature column begins in the matrix: the dense ones first. */
export interface FeaturePlaces {
  readonly denseCount: number
  readonly columnCount: number
  /** First matrix column of each feature. */
  readonly first: Int32Array
}

/** Texts with more values than this are prose or identifiers: they say nothing about other rows. */
const maxTextLevels = 1_000
/** Of columns that somebody has marked as categorical. */
const maxCategoricalLevels = 100_000
/** Columns of whole numbers are kept sparse when there are many of them and most cells are 0. */
const manyColumns = 64
const largestFilledShare = 1 / 8

/** Columns that models learn from: features that are nothing else, without the label. */
export const featureIndexes = (schema: TableSchema, label?: string): number[] =>
  schema.flatMap(({ name, roles }, index) =>
    roles.includes('feature') && roles.length === 1 && name !== label ? [index] : [],
  )

export const hasLevels = ({ type, isCategorical }: Pick<ColumnSchema, 'type' | 'isCategorical'>): boolean =>
  type === 'String' || isCategorical

/**
 * Settles how these columns become numbers.
 * @throws AppError `TooManyUniqueValues` for a text column that is no category
 */
export function fitFeatureEncoding(
  table: Table,
  indexes: readonly number[],
  { allowsUnknownLevels = true }: { readonly allowsUnknownLevels?: boolean } = {},
): FeatureEncoding {
  const isSparse = new Set(sparseIndexes(table))
  const mostlyZero = indexes.filter((index) => {
    const column = table.schema[index] as ColumnSchema
    return !isSparse.has(index) && !hasLevels(column) && isWhole(column) && isMostlyZero(columnAt(table, index))
  })
  if (mostlyZero.length >= manyColumns) for (const index of mostlyZero) isSparse.add(index)
  const levels: (readonly string[])[] = []
  const kinds = Uint8Array.from(indexes, (index) => {
    const column = table.schema[index] as ColumnSchema
    if (!hasLevels(column)) return isSparse.has(index) ? featureKinds.sparse : featureKinds.dense
    levels.push(levelsOf(columnAt(table, index)))
    return featureKinds.levels
  })
  return { kinds, levels, allowsUnknownLevels }
}

export function placeFeatures({ kinds, levels }: FeatureEncoding): FeaturePlaces {
  const denseCount = kinds.reduce((count, kind) => count + (kind === featureKinds.dense ? 1 : 0), 0)
  let [dense, rest, withLevels] = [0, denseCount, 0]
  const first = Int32Array.from(kinds, (kind) => {
    if (kind === featureKinds.dense) return dense++
    const place = rest
    rest += kind === featureKinds.levels ? (levels[withLevels++] as readonly string[]).length : 1
    return place
  })
  return { denseCount, columnCount: rest, first }
}

/** What the columns of the matrix stand for: the name of a column, or `column-level`. */
export function featureNames(features: TableSchema, encoding: FeatureEncoding): string[] {
  const { columnCount, first } = placeFeatures(encoding)
  const names = new Array<string>(columnCount)
  let withLevels = 0
  for (const [index, { name }] of features.entries()) {
    const place = first[index] as number
    if (encoding.kinds[index] !== featureKinds.levels) {
      names[place] = name
      continue
    }
    for (const [level, text] of (encoding.levels[withLevels++] as readonly string[]).entries()) {
      names[place + level] = `${name}-${text}`
    }
  }
  return names
}

/**
 * Texts of a column's values, in the order of the values.
 * @throws AppError `TooManyUniqueValues`
 */
function levelsOf(column: Column): string[] {
  const limit = column.isCategorical ? maxCategoricalLevels : maxTextLevels
  const values = distinctValues(column, limit)
  if (values === undefined) throw new AppError('TooManyUniqueValues', { column: column.name, limit })
  return [...new Set(values.map(cellWriter(column.type)))]
}

/** The values of a column in their order: numbers by size, texts by their characters' codes; undefined past a limit. */
export function distinctValues(column: Column, limit: number): (string | number | bigint)[] | undefined {
  const found = new Set<string | number | bigint>()
  const { values, missing } = column
  for (let row = 0; row < values.length; row += 1) {
    if (isMissing(missing, row)) continue
    const value = values[row] as string | number | bigint
    if (Number.isNaN(value)) continue
    found.add(value)
    if (found.size > limit) return undefined
  }
  return [...found].sort((left, right) => (left < right ? -1 : 1))
}

function sparseIndexes(table: Table): number[] {
  let before = 0
  return table.parts.flatMap((part) => {
    const start = before
    before += part.kind === 'column' ? 1 : part.schema.length
    return part.kind === 'column' ? [] : part.schema.map((_, index) => start + index)
  })
}

const isWhole = ({ type }: ColumnSchema) => type === 'Int32' || type === 'Int16' || type === 'Byte' || type === 'Int64'

function isMostlyZero({ values, missing }: Column): boolean {
  if (missing !== undefined) return false
  const most = values.length * largestFilledShare
  let filled = 0
  for (let row = 0; row < values.length; row += 1) {
    // A bigint 0 is no number 0, but equals it loosely.
    if (Number(values[row]) !== 0) filled += 1
    if (filled > most) return false
  }
  return true
}
