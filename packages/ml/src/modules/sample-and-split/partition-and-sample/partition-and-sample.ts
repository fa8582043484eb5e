import { AppError, type TableSchema } from '@sluice/contracts'
import { selectRows, sliceRows, type Table } from '@sluice/dataflow'
import { sizesOfShares } from '../../../algorithms/sampling/deal-rows.ts'
import { createStrata, createTableDeal, rowsByBin } from '../../../algorithms/sampling/deal-table.ts'
import { defineModule } from '../../define-module.ts'
import { seedOf } from '../../random-seed.ts'
import { type RowSelection, selectFromFile, selectFromTable } from '../../row-selection.ts'
import { resolveKeyColumn } from '../key-column.ts'
import { assertFolds, readProportions, selectFolds, selectOneFold, withFoldColumn, withoutFoldColumn } from './folds.ts'
import { keyTitle, type PartitionAndSample, partitionAndSampleParameters } from './partition-and-sample-parameters.ts'

/** @see reference: AzureML, 4.5 */
export const partitionAndSample = defineModule({
  id: 'partition-and-sample',
  title: 'Partition and Sample',
  category: 'Data Transformation / Sample and Split',
  summary: 'Creates a sample of a dataset, or divides it into folds.',
  remarks: [
    'Rows keep their order. Folds are told by the column `Fold Assignments`, an Int32 counted from 0 that is no feature; Cross-Validate Model works with it, and Pick Fold, which counts from 1, takes it away again. Folds that the dataset had before are forgotten.',
    'Even folds differ by one row at most, the first ones being larger. A stratified partition has folds of the same sizes, and of each value its share up to one row.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { oDataset: { type: 'table', title: 'oDataset' } },
  parameters: partitionAndSampleParameters,
  errors: [
    'ColumnNotFound',
    'ParameterNotParsed',
    'InputEmpty',
    'ParameterNotGreater',
    'ParameterTooLarge',
    'ParameterOutOfRange',
    'NoColumnsSelected',
    'DataInvalid',
    'SelectedColumnCount',
    'ColumnNameDuplicated',
  ],
  outputShapes({ dataset }, settings) {
    return { oDataset: dataset === undefined ? undefined : outputSchema(dataset, settings) }
  },
  run({ dataset }, settings, context) {
    outputSchema(dataset.schema, settings)
    const selection = selectionOf(dataset, settings, seedOf(settings.randomSeed, context))
    return { oDataset: selectFromTable(dataset, selection)[0] as Table }
  },
  async runOnFiles({ dataset }, settings, context) {
    const schema = outputSchema(dataset.schema, settings)
    const selection = selectionOf(dataset, settings, seedOf(settings.randomSeed, context))
    const [oDataset] = await selectFromFile(dataset, selection, context, { ports: ['oDataset'], schema })
    if (oDataset === undefined) throw new Error('A file is missing.')
    return { oDataset }
  },
})

/** @throws AppError of the module when the parameters do not suit these columns */
function outputSchema(schema: TableSchema, settings: PartitionAndSample): TableSchema {
  if (schema.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  keyOf(schema, settings)
  switch (settings.mode) {
    case 'assign-to-folds':
      if (settings.partitioner === 'custom') readProportions(settings.proportions)
      return withFoldColumn(schema)
    case 'pick-fold':
      assertFolds(schema)
      return withoutFoldColumn(schema)
    default:
      return schema
  }
}

const keyOf = (schema: TableSchema, { mode, isStratified, keyColumn }: PartitionAndSample): number | undefined =>
  isStratified && (mode === 'sampling' || mode === 'assign-to-folds')
    ? resolveKeyColumn(keyColumn, schema, keyTitle)
    : undefined

interface Source {
  readonly schema: TableSchema
  readonly rowCount: number
}

function selectionOf({ schema, rowCount }: Source, settings: PartitionAndSample, seed: number): RowSelection {
  const key = keyOf(schema, settings)
  switch (settings.mode) {
    case 'sampling': {
      const strata = createStrata(rowCount, key)
      const bins = sizesOfShares(rowCount, [settings.rate, 1 - settings.rate])
      const binsOf = createTableDeal({ bins, order: 'random', seed, strata })
      return {
        observers: strata.observe === undefined ? [] : [strata.observe],
        take: (piece) => rowsByBin(piece, binsOf(piece), 1),
      }
    }
    case 'assign-to-folds':
      return selectFolds({ schema, rowCount, key, seed }, settings)
    case 'pick-fold':
      return selectOneFold(settings)
    case 'head':
      return selectHead(settings.rowCount)
  }
}

function selectHead(rowCount: number): RowSelection {
  let left = rowCount
  return {
    take(piece) {
      const count = Math.min(left, piece.rowCount)
      left -= count
      return [count === 0 ? selectRows(piece, new Int32Array(0)) : sliceRows(piece, 0, count)]
    },
  }
}
