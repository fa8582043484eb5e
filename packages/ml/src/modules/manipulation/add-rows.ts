import { AppError, type ColumnSchema, type ColumnType, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  concatenateTables,
  convertColumn,
  createTable,
  type Table,
  type TablePart,
  toDenseColumn,
} from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const addRows = defineModule({
  id: 'add-rows',
  title: 'Add Rows',
  category: 'Data Transformation / Manipulation',
  summary: 'Appends the rows of one dataset to another.',
  remarks:
    'Columns go together by their places; names and uses are those of the first dataset. Numbers of different types become the type that holds both; other types have to be the same.',
  inputs: { dataset1: { type: 'table', title: 'Dataset1' }, dataset2: { type: 'table', title: 'Dataset2' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({}),
  errors: ['InputEmpty', 'ColumnCountMismatch', 'ColumnsIncompatible'],
  outputShapes({ dataset1, dataset2 }) {
    if (dataset1 === undefined || dataset2 === undefined) return { resultsDataset: undefined }
    return { resultsDataset: commonSchema(dataset1, dataset2) }
  },
  run({ dataset1, dataset2 }) {
    const schema = commonSchema(dataset1.schema, dataset2.schema)
    const tables = [dataset1, dataset2].map((table) => convertTable(table, schema))
    return { resultsDataset: concatenateTables(tables, schema) }
  },
  async runOnFiles({ dataset1, dataset2 }, _, { tableFiles, outputPath, signal, progress }) {
    const schema = commonSchema(dataset1.schema, dataset2.schema)
    const rowCount = Math.max(1, dataset1.rowCount + dataset2.rowCount)
    async function* pieces() {
      let rows = 0
      for (const file of [dataset1, dataset2]) {
        for await (const piece of tableFiles.chunks(file)) {
          yield concatenateTables([convertTable(piece, schema)], schema)
          rows += piece.rowCount
          progress(rows / rowCount)
        }
      }
    }
    return { resultsDataset: await tableFiles.write(outputPath('resultsDataset'), schema, pieces(), signal) }
  },
})

function commonSchema(first: TableSchema, second: TableSchema): TableSchema {
  if (first.length === 0) throw new AppError('InputEmpty', { input: 'Dataset1' })
  if (second.length === 0) throw new AppError('InputEmpty', { input: 'Dataset2' })
  if (first.length !== second.length) {
    throw new AppError('ColumnCountMismatch', { columnSet: 'Dataset2', expected: first.length, found: second.length })
  }
  return first.map((column, index) => ({ ...column, type: commonType(column, second[index] as ColumnSchema) }))
}

const wholeTypes: readonly ColumnType[] = ['Byte', 'Int16', 'Int32', 'Int64']
const fractionTypes: readonly ColumnType[] = ['Single', 'Double']

function commonType(first: ColumnSchema, second: ColumnSchema): ColumnType {
  const types = [first.type, second.type] as const
  if (types[0] === types[1]) return types[0]
  if (types.every((type) => wholeTypes.includes(type))) {
    return wholeTypes[Math.max(...types.map((type) => wholeTypes.indexOf(type)))] as ColumnType
  }
  if (types.every((type) => wholeTypes.includes(type) || fractionTypes.includes(type))) return 'Double'
  const reason = `One is of type ${types[0]}, the other of type ${types[1]}.`
  throw new AppError('ColumnsIncompatible', { first: first.name, second: second.name, reason })
}

/** Columns of other types are converted; what stays sparse stays together. */
function convertTable(table: Table, schema: TableSchema): Table {
  let index = 0
  const parts = table.parts.flatMap((part): readonly TablePart[] => {
    const types = schema.slice(index, index + (part.kind === 'sparse' ? part.schema.length : 1)).map(({ type }) => type)
    index += types.length
    if (part.kind === 'column') return [convertColumn(part, types[0] as ColumnType)]
    if (types.every((type) => type === 'Int32')) return [part]
    return types.map((type, place): Column => convertColumn(toDenseColumn(part, place), type))
  })
  return createTable(table.rowCount, parts)
}
