import type { TableSchema } from '@sluice/contracts'
import { type Cell, createTable, createTableFromRows, sliceRows, type Table, toColumnSchema } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFeatureEncoder, encodeFeatures } from './encode-features.ts'
import { featureIndexes, featureNames } from './feature-encoding.ts'
import type { FeatureMatrix } from './feature-matrix.ts'

/** All cells of a matrix, row by row. */
function toNumbersByRow({ rowCount, columnCount, dense, sparse }: FeatureMatrix): number[][] {
  return Array.from({ length: rowCount }, (_, row) => {
    const cells = new Array<number>(columnCount).fill(0)
    for (const [index, column] of dense.entries()) cells[index] = column[row] as number
    if (sparse !== undefined) {
      for (let at = sparse.rowStarts[row] as number; at < (sparse.rowStarts[row + 1] as number); at += 1) {
        cells[dense.length + (sparse.columnIndexes[at] as number)] = sparse.values[at] as number
      }
    }
    return cells
  })
}

const people: TableSchema = [
  toColumnSchema('age', 'Int32'),
  toColumnSchema('city', 'String'),
  toColumnSchema('isNew', 'Boolean'),
  { ...toColumnSchema('grade', 'Int32'), isCategorical: true },
  toColumnSchema('since', 'DateTime'),
]
const rows: Cell[][] = [
  [30, 'Bonn', true, 10, 86_400_000],
  [null, 'Aachen', false, 9, 0],
  [41, null, null, null, null],
]

describe('encoding features', () => {
  it('keeps numbers, and makes a column of each level, levels in order', () => {
    const table = createTableFromRows(people, rows)
    const { features, encoding, matrix } = encodeFeatures(table, featureIndexes(table.schema))
    expect(featureNames(features, encoding)).toEqual([
      'age',
      'isNew',
      'since',
      'city-Aachen',
      'city-Bonn',
      'grade-9',
      'grade-10',
    ])
    expect(toNumbersByRow(matrix)).toEqual([
      [30, 1, 1, 0, 1, 0, 1],
      [Number.NaN, 0, 0, 1, 0, 1, 0],
      [41, Number.NaN, Number.NaN, 0, 0, 0, 0],
    ])
  })

  it('leaves out the label and columns that are no features', () => {
    const schema: TableSchema = [
      toColumnSchema('a', 'Double'),
      { ...toColumnSchema('w', 'Double'), roles: ['weight'] },
      { ...toColumnSchema('Scored Labels', 'Double'), roles: ['score'] },
      toColumnSchema('y', 'Double'),
      { ...toColumnSchema('z', 'Double'), roles: ['feature', 'label'] },
    ]
    expect(featureIndexes(schema, 'y')).toEqual([0])
  })

  it('finds the columns by name in another table, and takes related types', () => {
    const table = createTableFromRows(people, rows)
    const trained = encodeFeatures(table, featureIndexes(table.schema))
    const other = createTableFromRows(
      [
        toColumnSchema('more', 'String'),
        people[4],
        people[3],
        toColumnSchema('isNew', 'Double'),
        people[1],
        toColumnSchema('age', 'Int64'),
      ] as TableSchema,
      [['?', 172_800_000, 9, 1, 'Bonn', 7n]],
    )
    expect(toNumbersByRow(compileFeatureEncoder(trained, other.schema)(other))).toEqual([[7, 1, 2, 0, 1, 1, 0]])
  })

  it('refuses tables without a column, or with one of another type', () => {
    const table = createTableFromRows(people, rows)
    const trained = encodeFeatures(table, [0, 1])
    expect(() => compileFeatureEncoder(trained, people.slice(1))).toThrow('Column with name or index "age" not found')
    const schema = [toColumnSchema('age', 'String'), toColumnSchema('city', 'String')]
    expect(() => compileFeatureEncoder(trained, schema)).toThrow(
      'Schema of "Dataset" does not match. Column "age" is of type String, but the model was trained with Int32.',
    )
  })

  it('counts an unknown level as none, or refuses it', () => {
    const city = [toColumnSchema('city', 'String')]
    const table = createTableFromRows(city, [['Bonn'], ['Aachen']])
    const unknown = createTableFromRows(city, [['Bonn'], ['Rome'], [null]])
    const open = encodeFeatures(table, [0])
    expect(toNumbersByRow(compileFeatureEncoder(open, city)(unknown))).toEqual([
      [0, 1],
      [0, 0],
      [0, 0],
    ])
    const closed = encodeFeatures(table, [0], { allowsUnknownLevels: false })
    expect(() => compileFeatureEncoder(closed, city)(unknown)).toThrow(
      'Dataset contains invalid data. Column "city", row 2: the value "Rome" did not occur in training.',
    )
  })

  it('refuses prose, unless it was made a category', () => {
    const prose = Array.from({ length: 1001 }, (_, row) => [`text ${row}`])
    const column = toColumnSchema('review', 'String')
    expect(() => encodeFeatures(createTableFromRows([column], prose), [0])).toThrow(
      'Number of unique values in column "review" exceeds the allowed limit of 1000.',
    )
    const { matrix } = encodeFeatures(createTableFromRows([{ ...column, isCategorical: true }], prose), [0])
    expect(matrix.columnCount).toBe(1001)
  })

  it('refuses a table without features', () => {
    expect(() => encodeFeatures(createTableFromRows(people, rows), [])).toThrow(
      'Number of columns in input dataset "Dataset" is less than allowed minimum of 1 column(s).',
    )
  })

  it('hands sparse columns on as they are', () => {
    const sparse = hashed(8, [[1, 0, 2, 0, 0, 0, 0, 3], [], [0, 0, 0, 0, 5]])
    const table = createTable(3, [sparse])
    const { matrix } = encodeFeatures(table, featureIndexes(table.schema))
    expect(matrix.sparse?.values).toBe(sparse.values)
    expect(matrix.sparse?.columnIndexes).toBe(sparse.columnIndexes)
  })
})

function hashed(width: number, cells: readonly (readonly number[])[], prefix = 'h') {
  const columnIndexes: number[] = []
  const values: number[] = []
  const rowStarts = [0]
  for (const row of cells) {
    for (const [index, value] of row.entries()) if (value !== 0) columnIndexes.push(index) && values.push(value)
    rowStarts.push(values.length)
  }
  return {
    kind: 'sparse' as const,
    schema: Array.from({ length: width }, (_, index) => toColumnSchema(`${prefix}${index}`, 'Int32')),
    rowStarts: Int32Array.from(rowStarts),
    columnIndexes: Int32Array.from(columnIndexes),
    values: Int32Array.from(values),
  }
}

describe('one table in several forms of storage', () => {
  const width = 70
  const cells = fc.array(fc.sparseArray(fc.integer({ min: 1, max: 9 }), { maxLength: width, maxNumElements: 6 }), {
    minLength: 1,
    maxLength: 12,
  })
  const filled = (row: readonly (number | undefined)[]) => Array.from({ length: width }, (_, index) => row[index] ?? 0)

  /** The same columns: hashed, then a text, then hashed; or each by itself. */
  const forms = (counts: readonly number[][]): { readonly sparse: Table; readonly dense: Table } => {
    const texts = createTableFromRows(
      [toColumnSchema('text', 'String')],
      counts.map((row) => [`t${(row[0] as number) % 3}`]),
    )
    const sparse = createTable(counts.length, [hashed(width, counts), ...texts.parts, hashed(width, counts, 'i')])
    const dense = createTableFromRows(
      sparse.schema,
      counts.map((row) => [...row, `t${(row[0] as number) % 3}`, ...row]),
    )
    return { sparse, dense }
  }

  it('gives the same numbers, whichever form it was trained with', () => {
    fc.assert(
      fc.property(cells, (drawn) => {
        const { sparse, dense } = forms(drawn.map(filled))
        for (const trainingTable of [sparse, dense]) {
          const trained = encodeFeatures(trainingTable, featureIndexes(trainingTable.schema))
          const expected = toNumbersByRow(trained.matrix)
          for (const table of [sparse, dense]) {
            expect(toNumbersByRow(compileFeatureEncoder(trained, table.schema)(table))).toEqual(expected)
          }
        }
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('gives the same row by row and at once', () => {
    fc.assert(
      fc.property(cells, (drawn) => {
        for (const table of Object.values(forms(drawn.map(filled)))) {
          const trained = encodeFeatures(table, featureIndexes(table.schema))
          const encode = compileFeatureEncoder(trained, table.schema)
          const single = drawn.flatMap((_, row) => toNumbersByRow(encode(sliceRows(table, row, row + 1))))
          expect(single).toEqual(toNumbersByRow(trained.matrix))
        }
      }),
      { numRuns: 50, seed: 2 },
    )
  })
})
