import { AppError, columnSelection, type TableSchema } from '@sluice/contracts'
import { createRowKeys, resolveColumns, selectColumns, selectRows } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'
import { rowNumberSchema, selectNumberedRows, writeKeyFile } from '../keyed-files.ts'

const columnSet = 'Key column selection filter expression'
const parameters = z.strictObject({
  keyColumns: columnSelection
    .default({ beginWith: 'all', rules: [] })
    .meta({ title: columnSet, description: 'Rows that are equal in these columns are duplicates.' }),
  keepsFirst: z
    .boolean()
    .default(true)
    .meta({ title: 'Retain first duplicate row', description: 'Of duplicates the first row stays; else the last.' }),
})
type Parameters = z.infer<typeof parameters>

/** @see reference: AzureML, 4.5 */
export const removeDuplicateRows = defineModule({
  id: 'remove-duplicate-rows',
  title: 'Remove Duplicate Rows',
  category: 'Data Transformation / Manipulation',
  summary: 'Removes rows that are duplicates of others in the columns that are looked at.',
  remarks: 'Rows keep their order. A missing cell equals a missing cell; texts that differ in letter case differ.',
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters,
  errors: ['ColumnNotFound', 'InputEmpty', 'NoColumnsSelected'],
  outputShapes({ dataset }, settings) {
    if (dataset !== undefined) keysOf(dataset, settings)
    return { resultsDataset: dataset }
  },
  run({ dataset }, settings) {
    const keys = selectColumns(dataset, keysOf(dataset.schema, settings))
    const numbers = createRowKeys().numbersOf(keys)
    return { resultsDataset: selectRows(dataset, settings.keepsFirst ? firstRows(numbers) : lastRows(numbers)) }
  },
  async runOnFiles({ dataset }, settings, context) {
    const keyFile = await writeKeyFile(dataset, keysOf(dataset.schema, settings), context)
    const kept = await context.tableFiles.query({
      sql: `SELECT ${settings.keepsFirst ? 'min' : 'max'}("row") AS "row" FROM keys GROUP BY "key" ORDER BY 1`,
      tables: { keys: keyFile },
      into: context.temporaryPath(),
      schema: rowNumberSchema,
      signal: context.signal,
    })
    return { resultsDataset: await selectNumberedRows(dataset, kept, context) }
  },
})

function keysOf(schema: TableSchema, { keyColumns }: Parameters): number[] {
  if (schema.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  return resolveColumns(keyColumns, schema, { columnSet })
}

/** Numbers are given in the order in which keys come, so a new one is the next. */
function firstRows(numbers: Int32Array): Int32Array {
  let next = 0
  return Int32Array.from(numbers.keys()).filter((row) => {
    if (numbers[row] !== next) return false
    next += 1
    return true
  })
}

function lastRows(numbers: Int32Array): Int32Array {
  const last = new Map<number, number>()
  for (const [row, key] of numbers.entries()) last.set(key, row)
  return Int32Array.from(numbers.keys()).filter((row) => last.get(numbers[row] as number) === row)
}
