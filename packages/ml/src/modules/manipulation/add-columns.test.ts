import { createTable, createTableFromRows, type SparseColumns, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { addColumns } from './add-columns.ts'

const left = createTableFromRows(
  [toColumnSchema('a', 'String'), toColumnSchema('b', 'Int32')],
  [
    ['x', 1],
    ['y', 2],
  ],
)
const right = createTableFromRows([toColumnSchema('b', 'Double')], [[0.5]])

describe('Add Columns', () => {
  it('puts columns side by side, fills the shorter dataset up and numbers a name that is taken', async () => {
    const combined = await tableFrom(addColumns, { leftDataset: left, rightDataset: right })
    expect(combined.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'a: String',
      'b: Int32',
      'b (1): Double',
    ])
    expect(toRows(combined)).toEqual([
      ['x', 1, 0.5],
      ['y', 2, null],
    ])
    expect(toRows(await tableFrom(addColumns, { leftDataset: right, rightDataset: left }))).toEqual([
      [0.5, 'x', 1],
      [null, 'y', 2],
    ])
    const shapes = { leftDataset: left.schema, rightDataset: right.schema }
    expect(shapesFrom(addColumns, shapes)).toEqual({ combinedDataset: combined.schema })
  })

  it('keeps sparse columns sparse, whatever they are called now', async () => {
    const schema = ['h', 'b'].map((name) => toColumnSchema(name, 'Int32'))
    const one = Int32Array.of(1)
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema,
      rowStarts: Int32Array.of(0, 1),
      columnIndexes: one,
      values: one,
    }
    const combined = await tableFrom(addColumns, { leftDataset: left, rightDataset: createTable(1, [sparse]) })
    expect(combined.parts.map(({ kind }) => kind)).toEqual(['column', 'column', 'sparse'])
    expect(combined.schema.map(({ name }) => name)).toEqual(['a', 'b', 'h', 'b (1)'])
    expect(toRows(combined)).toEqual([
      ['x', 1, 0, 1],
      ['y', 2, 0, 0],
    ])
  })

  it('refuses a dataset without columns', async () => {
    const inputs = { leftDataset: left, rightDataset: createTableFromRows([], []) }
    await expect(runModule(addColumns, inputs)).rejects.toThrow('Input "Right dataset" is null or empty')
  })
})
