import { AppError, type ColumnSchema, type ColumnType, columnSelection, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createTable,
  missingWhere,
  resolveColumns,
  type Table,
  type TablePart,
  takeFreeName,
} from '@sluice/dataflow'
import * as z from 'zod'
import { fromNumbers, isNumeric, toNumbers } from '../../../algorithms/column-numbers.ts'
import { defineModule } from '../../define-module.ts'
import { type MathCategory, type MathFunction, mathFunctions } from './math-functions.ts'

const namesOf = <Category extends MathCategory>(category: Category) =>
  Object.keys(mathFunctions[category]) as [keyof (typeof mathFunctions)[Category] & string]
const functionOf = <Category extends MathCategory>(
  category: Category,
  title: string,
  first: keyof (typeof mathFunctions)[Category] & string,
) =>
  z
    .enum(namesOf(category))
    .default(first)
    .meta({ title, description: 'What is computed of each value.', visibleWhen: { category: [category] } })

const parameters = z.strictObject({
  category: z
    .enum(['basic', 'compare', 'operations', 'rounding', 'special', 'trigonometric'])
    .default('basic')
    .meta({
      title: 'Category',
      description: 'Kind of the operation.',
      valueTitles: {
        basic: 'Basic',
        compare: 'Compare',
        operations: 'Operations',
        rounding: 'Rounding',
        special: 'Special',
        trigonometric: 'Trigonometric',
      },
    }),
  basicFunction: functionOf('basic', 'Basic math function', 'Abs'),
  comparison: functionOf('compare', 'Comparison function', 'EqualTo'),
  operation: functionOf('operations', 'Arithmetic operation', 'Add'),
  roundingOperation: functionOf('rounding', 'Rounding operation', 'Ceiling'),
  specialFunction: functionOf('special', 'Special function', 'Beta'),
  trigonometricFunction: functionOf('trigonometric', 'Trigonometric function', 'Acos'),
  columns: columnSelection
    .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'numeric', kind: 'all' }] })
    .meta({ title: 'Column set', description: 'Numeric columns whose values are the first argument.' }),
  secondArgumentType: z
    .enum(['constant', 'columns'])
    .default('constant')
    .meta({
      title: 'Second argument type',
      description: 'Where the second argument comes from; without effect in functions of one number.',
      valueTitles: { constant: 'Constant', columns: 'ColumnSet' },
      visibleWhen: { category: ['basic', 'compare', 'operations', 'special'] },
    }),
  constantSecondArgument: z
    .number()
    .default(0)
    .meta({
      title: 'Constant second argument',
      description: 'The second argument of every row.',
      visibleWhen: { category: ['basic', 'compare', 'operations', 'special'], secondArgumentType: ['constant'] },
    }),
  secondColumns: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
    title: 'Second argument',
    description: 'One numeric column for all, or as many as there are in the column set.',
    visibleWhen: { category: ['basic', 'compare', 'operations', 'special'], secondArgumentType: ['columns'] },
  }),
  precisionType: z
    .enum(['constant', 'columns'])
    .default('constant')
    .meta({
      title: 'Precision type',
      description: 'Where the precision comes from; without effect in operations that need none.',
      valueTitles: { constant: 'Constant', columns: 'ColumnSet' },
      visibleWhen: { category: ['rounding'] },
    }),
  constantPrecision: z
    .number()
    .default(0)
    .meta({
      title: 'Constant precision',
      description: 'Digits after the point; in Mod, Quotient and Remainder what is divided by.',
      visibleWhen: { category: ['rounding'], precisionType: ['constant'] },
    }),
  precisionColumns: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
    title: 'Precision column set',
    description: 'One numeric column for all, or as many as there are in the column set.',
    visibleWhen: { category: ['rounding'], precisionType: ['columns'] },
  }),
  outputMode: z
    .enum(['append', 'inplace', 'result-only'])
    .default('append')
    .meta({
      title: 'Output mode',
      description: 'Whether results stand beside the columns, in their place, or alone.',
      valueTitles: { append: 'Append', inplace: 'Inplace', 'result-only': 'ResultOnly' },
    }),
})
type Parameters = Readonly<z.infer<typeof parameters>>

/** @see reference: AzureML, 4.5; https://learn.microsoft.com/azure/machine-learning/component-reference/apply-math-operation */
export const applyMathOperation = defineModule({
  id: 'apply-math-operation',
  title: 'Apply Math Operation',
  category: 'Statistical Functions',
  summary: 'Applies a mathematical operation to column values.',
  remarks: [
    'What has no value, such as Ln of −1, is missing, as is the result of a missing value; 1 divided by 0 is infinite. Comparisons give Booleans, all else Doubles.',
    'Results are called by the operation and its arguments, the one of the column set first: `Subtract(Col1_Col2)` is Col1 − Col2, `EqualTo(Col1_$10)` compares with 10. Exp2 is second · 2ˣ. GammaRegularizedP and Q take a from the column set and x from the second argument, PolyGamma its order from the second argument. Elliptic integrals are the complete ones of the parameter m = k². ExponentialIntegralEin is Ei.',
    'Rounding to digits goes by the number as it is written: 1.005 to two digits is 1.01. RoundDigits takes halves away from zero, RoundDown and Truncate go towards zero, RoundUp away from it. CeilingPower2 is the next power of two. Mod has the sign of what is divided by, Remainder that of the value.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters,
  errors: [
    'ColumnNotFound',
    'InputEmpty',
    'NoColumnsSelected',
    'ColumnTypeNotSupported',
    'SizesInconsistent',
    'ColumnIndexNotParsed',
    'ColumnRangeInvalid',
  ],
  rowWise: true,
  compile({ dataset }, values) {
    if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    const { name, math } = chosenFunction(values)
    const selected = numericColumnsOf(values.columns, dataset, 'Column set')
    const second = math.arguments === 2 ? secondArgument(values, dataset, selected.length) : undefined
    const type: ColumnType = math.gives ?? 'Double'
    const taken = new Set(values.outputMode === 'append' ? dataset.map((column) => column.name) : [])
    const computed = selected.map((index, order): Computed => {
      const source = dataset[index] as ColumnSchema
      const argument = second?.(order)
      const secondName =
        argument === undefined
          ? ''
          : `_${typeof argument === 'object' ? `$${argument.constant}` : dataset[argument]?.name}`
      const schema: ColumnSchema =
        values.outputMode === 'inplace'
          ? { ...source, type }
          : {
              name: takeFreeName(`${name}(${source.name}${secondName})`, taken),
              type,
              isCategorical: false,
              roles: ['feature'],
            }
      return { index, schema, compute: (table) => computeColumn(table, math, schema, index, argument) }
    })
    const outputSchema = schemaAfter(dataset, computed, values.outputMode)
    return {
      outputSchemas: { resultsDataset: outputSchema },
      run: ({ dataset: table }) => ({ resultsDataset: tableAfter(table, computed, values.outputMode, outputSchema) }),
    }
  },
})

interface Computed {
  readonly index: number
  readonly schema: ColumnSchema
  readonly compute: (table: Table) => Column
}
/** A column's place, or the same for every row. */
type Argument = number | { readonly constant: number }

function chosenFunction(values: Parameters): { readonly name: string; readonly math: MathFunction } {
  const names: { readonly [Category in MathCategory]: string } = {
    basic: values.basicFunction,
    compare: values.comparison,
    operations: values.operation,
    rounding: values.roundingOperation,
    special: values.specialFunction,
    trigonometric: values.trigonometricFunction,
  }
  const name = names[values.category]
  const functions: Readonly<Record<string, MathFunction>> = mathFunctions[values.category]
  return { name, math: functions[name] as MathFunction }
}

function numericColumnsOf(selection: Parameters['columns'], dataset: TableSchema, columnSet: string): number[] {
  const selected = resolveColumns(selection, dataset, { columnSet })
  for (const index of selected) {
    const { name, type } = dataset[index] as ColumnSchema
    if (!isNumeric(type)) throw new AppError('ColumnTypeNotSupported', { column: name, type })
  }
  return selected
}

/** @returns the second argument that belongs to each of the selected columns, by its order */
function secondArgument(values: Parameters, dataset: TableSchema, count: number): (order: number) => Argument {
  const isRounding = values.category === 'rounding'
  const isConstant = (isRounding ? values.precisionType : values.secondArgumentType) === 'constant'
  const constant = isRounding ? values.constantPrecision : values.constantSecondArgument
  if (isConstant) return () => ({ constant })
  const columnSet = isRounding ? 'Precision column set' : 'Second argument'
  const selection = isRounding ? values.precisionColumns : values.secondColumns
  const columns = numericColumnsOf(selection, dataset, columnSet)
  if (columns.length === 1) return () => columns[0] as number
  if (columns.length !== count) throw new AppError('SizesInconsistent', { first: 'Column set', second: columnSet })
  return (order) => columns[order] as number
}

function computeColumn(
  table: Table,
  math: MathFunction,
  schema: ColumnSchema,
  index: number,
  argument: Argument | undefined,
): Column {
  const first = toNumbers(columnAt(table, index))
  const second = typeof argument === 'number' ? toNumbers(columnAt(table, argument)) : undefined
  const constant = typeof argument === 'object' ? argument.constant : 0
  const results = first.map((x, row) => {
    const y = second === undefined ? constant : (second[row] as number)
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
    return math.arguments === 1 ? math.of(x) : math.of(x, y)
  })
  const missing = missingWhere(results.length, (row) => Number.isNaN(results[row] as number))
  return fromNumbers({ ...schema, type: math.gives ?? 'Double' }, results, missing)
}

function schemaAfter(dataset: TableSchema, computed: readonly Computed[], mode: Parameters['outputMode']): TableSchema {
  const results = computed.map(({ schema }) => schema)
  if (mode === 'result-only') return results
  if (mode === 'append') return [...dataset, ...results]
  const byIndex = new Map(computed.map(({ index, schema }) => [index, schema]))
  return dataset.map((column, index) => byIndex.get(index) ?? column)
}

function tableAfter(
  table: Table,
  computed: readonly Computed[],
  mode: Parameters['outputMode'],
  schema: TableSchema,
): Table {
  const results = computed.map(({ compute }) => compute(table))
  if (mode === 'result-only') return createTable(table.rowCount, results, schema)
  if (mode === 'append') return createTable(table.rowCount, [...table.parts, ...results], schema)
  const byIndex = new Map(computed.map(({ index }, order) => [index, results[order] as Column]))
  let first = 0
  const parts = table.parts.flatMap((part): TablePart[] => {
    const width = part.kind === 'column' ? 1 : part.schema.length
    const indexes = Array.from({ length: width }, (_, place) => first + place)
    first += width
    if (!indexes.some((index) => byIndex.has(index))) return [part]
    return indexes.map((index) => byIndex.get(index) ?? columnAt(table, index))
  })
  return createTable(table.rowCount, parts, schema)
}
