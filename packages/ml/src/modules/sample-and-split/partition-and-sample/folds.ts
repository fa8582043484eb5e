import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createColumn,
  createTable,
  isMissing,
  parseNumber,
  selectColumns,
  selectRows,
  type Table,
  toColumnSchema,
  type Values,
} from '@sluice/dataflow'
import { sizesOfShares } from '../../../algorithms/sampling/deal-rows.ts'
import { createStrata, createTableDeal } from '../../../algorithms/sampling/deal-table.ts'
import { type Draws, drawWithReplacement } from '../../../algorithms/sampling/draw-with-replacement.ts'
import { createSeededRandom } from '../../../algorithms/seeded-random.ts'
import { foldColumnIndex, foldColumnName } from '../../../learning/folds.ts'
import type { RowSelection } from '../../row-selection.ts'
import { type PartitionAndSample, proportionsTitle } from './partition-and-sample-parameters.ts'

const foldColumn: ColumnSchema = { ...toColumnSchema(foldColumnName, 'Int32'), roles: [] }

/** The dataset with the fold of each row behind all columns; folds that it had before are forgotten. */
export function withFoldColumn(schema: TableSchema): TableSchema {
  const others = withoutFoldColumn(schema)
  if (others.some(({ name }) => name === foldColumnName)) {
    throw new AppError('ColumnNameDuplicated', { name: foldColumnName })
  }
  return [...others, foldColumn]
}

export function withoutFoldColumn(schema: TableSchema): TableSchema {
  const index = foldColumnIndex(schema)
  return index < 0 ? schema : schema.filter((_, place) => place !== index)
}

export interface FoldSource {
  readonly schema: TableSchema
  readonly rowCount: number
  readonly key: number | undefined
  readonly seed: number
}

export function selectFolds({ schema, rowCount, key, seed }: FoldSource, settings: PartitionAndSample): RowSelection {
  const strata = createStrata(rowCount, key)
  const shares =
    settings.partitioner === 'even' ? evenShares(settings.foldCount) : readProportions(settings.proportions)
  const bins = sizesOfShares(rowCount, shares)
  const foldsSchema = withFoldColumn(schema)
  const observers = strata.observe === undefined ? [] : [strata.observe]
  if (!settings.withReplacement) {
    const order = settings.isRandomized ? 'random' : 'in-turn'
    const foldsOf = createTableDeal({ bins, order, seed, strata })
    return { observers, take: (piece) => [addFolds(piece, foldsOf(piece), foldsSchema)] }
  }
  let draws: Draws | undefined
  return {
    observers,
    take(piece) {
      draws ??= drawWithReplacement(strata.counts, bins, createSeededRandom(seed))
      const own = draws
      const rows: number[] = []
      const folds: number[] = []
      for (const [row, stratum] of strata.of(piece).entries()) {
        for (const [fold, times] of own.next(stratum).entries()) {
          for (let nth = 0; nth < times; nth += 1) {
            rows.push(row)
            folds.push(fold)
          }
        }
      }
      return [addFolds(selectRows(piece, Int32Array.from(rows)), Int32Array.from(folds), foldsSchema)]
    },
  }
}

function addFolds(table: Table, folds: Int32Array, schema: TableSchema): Table {
  const column = createColumn({ ...foldColumn, type: 'Int32' }, folds)
  return createTable(table.rowCount, [...dropFolds(table).parts, column], schema)
}

function dropFolds(table: Table): Table {
  const index = foldColumnIndex(table.schema)
  if (index < 0) return table
  return selectColumns(
    table,
    [...table.schema.keys()].filter((place) => place !== index),
  )
}

/** @throws AppError `DataInvalid` when the dataset has no folds */
export function assertFolds(schema: TableSchema): void {
  if (foldColumnIndex(schema) >= 0) return
  const reason = `It has no column "${foldColumnName}", which Assign to Folds adds.`
  throw new AppError('DataInvalid', { dataset: 'Dataset', reason })
}

export function selectOneFold({ foldIndex, picksComplement }: PartitionAndSample): RowSelection {
  let foldCount = 0
  return {
    observers: [
      (piece) => {
        const { values, missing } = foldsOf(piece)
        for (const [row, fold] of [...(values as Values<number>)].entries()) {
          if (!isMissing(missing, row)) foldCount = Math.max(foldCount, fold + 1)
        }
      },
    ],
    take(piece) {
      if (foldIndex > foldCount) {
        const parameter = 'Specify which fold to be sampled from'
        throw new AppError('ParameterOutOfRange', { parameter, minimum: 1, maximum: foldCount })
      }
      const { values, missing } = foldsOf(piece)
      const isInFold = (row: number) => !isMissing(missing, row) && values[row] === foldIndex - 1
      const rows = Int32Array.from({ length: piece.rowCount }, (_, row) => row)
      return [
        selectRows(
          dropFolds(piece),
          rows.filter((row) => isInFold(row) !== picksComplement),
        ),
      ]
    },
  }
}

const foldsOf = (piece: Table): Column => columnAt(piece, foldColumnIndex(piece.schema))

const evenShares = (count: number): number[] => new Array<number>(count).fill(1)

/**
 * Shares of the folds; what they are less than 1 is one fold more.
 * @throws AppError `ParameterNotParsed`, `ParameterNotGreater`, `ParameterTooLarge`
 */
export function readProportions(text: string): number[] {
  const parameter = proportionsTitle
  const shares = text.split(',').map((part, index) => {
    const share = parseNumber(part.trim())
    if (share === undefined || part.trim() === '') {
      const reason = `Proportion ${index + 1}, "${part.trim()}", is no number.`
      throw new AppError('ParameterNotParsed', { parameter, reason })
    }
    if (!(share > 0)) throw new AppError('ParameterNotGreater', { parameter, limit: 0 })
    return share
  })
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0)
  if (rest < -1e-9) throw new AppError('ParameterTooLarge', { parameter, limit: 1 })
  return rest > 1e-9 ? [...shares, rest] : shares
}
