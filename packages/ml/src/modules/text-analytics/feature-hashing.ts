import { AppError, type ColumnSchema, columnSelection } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createTable,
  isMissing,
  resolveColumns,
  takeFreeName,
  toColumnSchema,
  type Values,
} from '@sluice/dataflow'
import * as z from 'zod'
import { createTextHasher } from '../../algorithms/hash-text-features.ts'
import { defineModule } from '../define-module.ts'

/** More columns than this no table may have. */
const maxColumns = 100_000

/** @see reference: AzureML, 4.6 */
export const featureHashing = defineModule({
  id: 'feature-hashing',
  title: 'Feature Hashing',
  category: 'Text Analytics',
  summary: 'Converts text to integer features by the hashes of its words and word sequences.',
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { transformedDataset: { type: 'table', title: 'Transformed dataset' } },
  parameters: z.strictObject({
    targetColumns: columnSelection
      .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'string', kind: 'feature' }] })
      .meta({ title: 'Target columns', description: 'Text columns that are hashed.' }),
    bitsize: z.int().min(1).max(31).default(10).meta({
      title: 'Hashing bitsize',
      description: '2 to this power columns are made of each text column.',
      effect: 'makes {2^value} columns',
    }),
    nGrams: z
      .int()
      .min(0)
      .max(10)
      .default(2)
      .meta({ title: 'N-grams', description: 'Sequences of 1 to this many words are counted.' }),
  }),
  errors: ['ColumnNotFound', 'InputEmpty', 'NoColumnsSelected', 'ColumnTypeNotSupported', 'TooManyColumns'],
  rowWise: true,
  compile({ dataset }, { targetColumns, bitsize, nGrams }) {
    if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    const width = 2 ** bitsize
    const targets = resolveColumns(targetColumns, dataset, { columnSet: 'Target columns' })
    for (const index of targets) {
      const { name, type } = dataset[index] as ColumnSchema
      if (type !== 'String') throw new AppError('ColumnTypeNotSupported', { column: name, type })
    }
    if (dataset.length + width * targets.length > maxColumns) {
      throw new AppError('TooManyColumns', { dataset: 'Transformed dataset', limit: maxColumns })
    }
    const taken = new Set(dataset.map(({ name }) => name))
    const hashed = targets.map((index) => ({
      index,
      hasher: createTextHasher({ bitsize, nGrams }),
      schema: hashedColumns((dataset[index] as ColumnSchema).name, width, taken),
    }))
    const outputSchema = [...dataset, ...hashed.flatMap(({ schema }) => schema)]
    return {
      outputSchemas: { transformedDataset: outputSchema },
      run({ dataset: table }) {
        const parts = hashed.map(({ index, hasher, schema }) => {
          const column = columnAt(table, index)
          return { kind: 'sparse' as const, schema, ...hasher.hash(table.rowCount, textReader(column)) }
        })
        return { transformedDataset: createTable(table.rowCount, [...table.parts, ...parts], outputSchema) }
      },
    }
  },
})

/** Names as the studio's documentation shows them, counted from 1; a name that is taken gets ` (1)`, ` (2)`, … */
function hashedColumns(name: string, width: number, taken: Set<string>): ColumnSchema[] {
  return Array.from({ length: width }, (_, index) =>
    toColumnSchema(takeFreeName(`${name} - Hashing feature ${index + 1}`, taken), 'Int32'),
  )
}

function textReader(column: Column): (row: number) => string | undefined {
  const texts = column.values as Values<string>
  return column.missing === undefined
    ? (row) => texts[row]
    : (row) => (isMissing(column.missing, row) ? undefined : texts[row])
}
