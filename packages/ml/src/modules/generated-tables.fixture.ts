import { type ColumnType, columnTypes } from '@sluice/contracts'
import {
  type CatalogueParameter,
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { describeModule } from './catalogue.ts'
import type { Module } from './module.ts'

const cellOf: { readonly [Type in ColumnType]: fc.Arbitrary<Cell> } = {
  // Few different texts, some of them numbers, times or Booleans, so that conversions succeed now and then.
  String: fc.constantFrom('', 'a', 'good day', 'Good Day, it is', '1', '2.5', 'True', '2014-09-21', '00:00:01'),
  Double: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  Single: fc.integer({ min: -8, max: 8 }).map((value) => value / 4),
  Int32: fc.integer({ min: -5, max: 5 }),
  Int64: fc.bigInt({ min: -5n, max: 2n ** 40n }),
  Int16: fc.integer({ min: -5, max: 5 }),
  Byte: fc.integer({ min: 0, max: 5 }),
  Boolean: fc.boolean(),
  DateTime: fc.integer({ min: 0, max: 2e9 }).map((value) => value * 1000),
  DateTimeOffset: fc.integer({ min: 0, max: 2e9 }).map((value) => value * 1000),
  TimeSpan: fc.integer({ min: -1e6, max: 1e6 }),
}

/** Tables of all types, with missing values, some of them with columns that are kept sparse. */
export const anyTable: fc.Arbitrary<Table> = fc
  .record({
    types: fc.array(fc.constantFrom(...columnTypes), { minLength: 1, maxLength: 5 }),
    rowCount: fc.integer({ min: 0, max: 12 }),
    sparseWidth: fc.constantFrom(0, 0, 3),
  })
  .chain(({ types, rowCount, sparseWidth }) => {
    const cells = types.map((type) => fc.oneof({ weight: 3, arbitrary: cellOf[type] }, fc.constant(null)))
    const sparse = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: sparseWidth, maxLength: sparseWidth })
    return fc
      .record({
        rows: fc.array(fc.tuple(...cells), { minLength: rowCount, maxLength: rowCount }),
        counts: fc.array(sparse, { minLength: rowCount, maxLength: rowCount }),
      })
      .map(({ rows, counts }) => {
        const table = createTableFromRows(
          types.map((type, index) => toColumnSchema(`c${index}`, type)),
          rows,
        )
        return sparseWidth === 0 ? table : createTable(rowCount, [...table.parts, toSparse(counts, sparseWidth)])
      })
  })

function toSparse(counts: readonly (readonly number[])[], width: number): SparseColumns {
  const rowStarts = [0]
  const columnIndexes: number[] = []
  const values: number[] = []
  for (const row of counts) {
    for (const [index, value] of row.entries()) {
      if (value === 0) continue
      columnIndexes.push(index)
      values.push(value)
    }
    rowStarts.push(values.length)
  }
  return {
    kind: 'sparse',
    schema: Array.from({ length: width }, (_, index) => toColumnSchema(`h${index}`, 'Int32')),
    rowStarts: Int32Array.from(rowStarts),
    columnIndexes: Int32Array.from(columnIndexes),
    values: Int32Array.from(values),
  }
}

/** Parameters of a module by its catalogue, some of them left as they are when nothing is set. */
export function anyParameters(module: Module, columnNames: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const { parameters } = describeModule(module)
  const values = parameters.flatMap((parameter) => {
    const arbitrary = anyValue(parameter, columnNames)
    return arbitrary === undefined ? [] : [[parameter.name, fc.option(arbitrary, { nil: undefined })] as const]
  })
  return fc
    .record(Object.fromEntries(values))
    .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)))
}

function anyValue(
  { editor, schema }: CatalogueParameter,
  columnNames: readonly string[],
): fc.Arbitrary<unknown> | undefined {
  switch (editor) {
    case 'choice':
      return fc.constantFrom(...(schema.enum as readonly unknown[]))
    case 'checkbox':
      return fc.boolean()
    case 'number':
      return anyNumber(schema)
    case 'column-selection':
      return anySelection(columnNames)
    case 'text':
    case 'text-line':
      return fc.constantFrom('', '0', '1', 'a', 'a,b')
    default:
      return undefined
  }
}

/** Near the lower end of the range: 2 to the power of the largest bitsize would take a while. */
function anyNumber({ type, minimum, maximum }: CatalogueParameter['schema']): fc.Arbitrary<number> {
  const isLimit = (limit: unknown): limit is number =>
    typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  const min = isLimit(minimum) ? minimum : -3
  const max = Math.min(isLimit(maximum) ? maximum : min + 6, min + 6)
  return type === 'integer' ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })
}

const anySelection = (columnNames: readonly string[]) =>
  fc.oneof(
    fc.constant({ beginWith: 'all' }),
    fc.constantFrom('numeric', 'string', 'boolean', 'date-time').map((type) => ({
      rules: [{ action: 'include', by: 'type', type }],
    })),
    fc
      .subarray([...columnNames], { minLength: 1 })
      .map((names) => ({ rules: [{ action: 'include', by: 'names', names }] })),
  )
