import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../../run-module.fixture.ts'
import { featureHashing } from '../../text-analytics/feature-hashing.ts'
import { applyMathOperation } from './apply-math-operation.ts'
import { mathFunctions } from './math-functions.ts'

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const run = (dataset: Table, parameters: object) => tableFrom(applyMathOperation, { dataset }, parameters)
const { NaN: none, POSITIVE_INFINITY: infinity } = Number

const numbers = createTableFromRows(
  [toColumnSchema('Num1', 'Int32'), toColumnSchema('Num2', 'Double'), toColumnSchema('text', 'String')],
  [
    [1, 5, 'a'],
    [-2, null, 'b'],
  ],
)

const parameterOf: Readonly<Record<string, string>> = {
  basic: 'basicFunction',
  compare: 'comparison',
  operations: 'operation',
  rounding: 'roundingOperation',
  special: 'specialFunction',
  trigonometric: 'trigonometricFunction',
}

async function computedValue(category: string, name: string, x: number, second?: number) {
  const table = createTableFromRows([toColumnSchema('x', 'Double')], [[x]])
  const extra = { constantSecondArgument: second ?? 0, constantPrecision: second ?? 0 }
  const result = await run(table, {
    category,
    [parameterOf[category] ?? '']: name,
    outputMode: 'result-only',
    ...extra,
  })
  return toRows(result)[0]?.[0] ?? none
}

const half = Math.PI / 2
const cases: readonly (readonly [string, string, readonly [number, number?], number | boolean])[] = [
  ['basic', 'Abs', [-2], 2],
  ['basic', 'Atan2', [1, 1], Math.PI / 4],
  ['basic', 'Conj', [-2], -2],
  ['basic', 'CubeRoot', [-27], -3],
  ['basic', 'DoubleFactorial', [7], 105],
  ['basic', 'Eps', [1], 2 ** -52],
  ['basic', 'Exp', [0], 1],
  ['basic', 'Exp2', [5, 5], 160],
  ['basic', 'ExpMinus1', [1e-20], 1e-20],
  ['basic', 'Factorial', [5], 120],
  ['basic', 'Hypotenuse', [3, 4], 5],
  ['basic', 'Ln', [1], 0],
  ['basic', 'Ln', [-1], none],
  ['basic', 'LnPlus1', [0], 0],
  ['basic', 'Log', [8, 2], 3],
  ['basic', 'Log10', [1000], 3],
  ['basic', 'Log2', [8], 3],
  ['basic', 'NthRoot', [-32, 5], -2],
  ['basic', 'NthRoot', [16, 4], 2],
  ['basic', 'Pow', [2, 10], 1024],
  ['basic', 'Sqrt', [16], 4],
  ['basic', 'Sqrt', [-1], none],
  ['basic', 'SqrtPi', [Math.PI], Math.PI],
  ['basic', 'Square', [-3], 9],
  ['compare', 'EqualTo', [10, 10], true],
  ['compare', 'GreaterThan', [10, 10], false],
  ['compare', 'GreaterThanOrEqualTo', [10, 10], true],
  ['compare', 'LessThan', [9, 10], true],
  ['compare', 'LessThanOrEqualTo', [11, 10], false],
  ['compare', 'NotEqualTo', [11, 10], true],
  ['compare', 'PairMax', [11, 10], 11],
  ['compare', 'PairMin', [11, 10], 10],
  ['operations', 'Add', [1, 5], 6],
  ['operations', 'Divide', [5, 2], 2.5],
  ['operations', 'Divide', [1, 0], infinity],
  ['operations', 'Divide', [0, 0], none],
  ['operations', 'Multiply', [3, 5], 15],
  ['operations', 'Subtract', [5, 1], 4],
  ['rounding', 'Ceiling', [1.21, 1], 1.3],
  ['rounding', 'CeilingPower2', [5], 8],
  ['rounding', 'CeilingPower2', [8], 8],
  ['rounding', 'Floor', [-1.21, 1], -1.3],
  ['rounding', 'Mod', [-7, 3], 2],
  ['rounding', 'Quotient', [-7, 3], -2],
  ['rounding', 'Remainder', [-7, 3], -1],
  ['rounding', 'RoundDigits', [1.005, 2], 1.01],
  ['rounding', 'RoundDigits', [-2.5, 0], -3],
  ['rounding', 'RoundDigits', [1250, -2], 1300],
  ['rounding', 'RoundDown', [-1.29, 1], -1.2],
  ['rounding', 'RoundUp', [-1.21, 1], -1.3],
  ['rounding', 'ToEven', [2.9], 2],
  ['rounding', 'ToEven', [3], 4],
  ['rounding', 'ToOdd', [2.9], 3],
  ['rounding', 'Truncate', [1.29, 1], 1.2],
  ['special', 'Beta', [1, 2], 0.5],
  ['special', 'EllipticIntegralE', [0], half],
  ['special', 'EllipticIntegralK', [0], half],
  ['special', 'Erf', [0], 0],
  ['special', 'Erfc', [0], 1],
  ['special', 'ErfScaled', [0], 1],
  ['special', 'ErfInverse', [0], 0],
  ['special', 'ExponentialIntegralEin', [1], 1.8951178163559368],
  ['special', 'Gamma', [5], 24],
  ['special', 'GammaLn', [1], 0],
  ['special', 'GammaRegularizedP', [1, Math.LN2], 0.5],
  ['special', 'GammaRegularizedPInverse', [1, 0.5], Math.LN2],
  ['special', 'GammaRegularizedQ', [1, Math.LN2], 0.5],
  ['special', 'GammaRegularizedQInverse', [1, 0.5], Math.LN2],
  ['special', 'PolyGamma', [1, 1], Math.PI ** 2 / 6],
  ['trigonometric', 'Acos', [0], half],
  ['trigonometric', 'AcosDegrees', [0.5], 60],
  ['trigonometric', 'Acosh', [1], 0],
  ['trigonometric', 'Acot', [1], Math.PI / 4],
  ['trigonometric', 'AcotDegrees', [1], 45],
  ['trigonometric', 'Acoth', [2], Math.atanh(0.5)],
  ['trigonometric', 'Acsc', [1], half],
  ['trigonometric', 'AcscDegrees', [2], 30],
  ['trigonometric', 'Asec', [1], 0],
  ['trigonometric', 'AsecDegrees', [2], 60],
  ['trigonometric', 'Asech', [1], 0],
  ['trigonometric', 'Asin', [1], half],
  ['trigonometric', 'Asin', [2], none],
  ['trigonometric', 'AsinDegrees', [0.5], 30],
  ['trigonometric', 'Asinh', [0], 0],
  ['trigonometric', 'Atan', [1], Math.PI / 4],
  ['trigonometric', 'AtanDegrees', [1], 45],
  ['trigonometric', 'Atanh', [0], 0],
  ['trigonometric', 'Cos', [0], 1],
  ['trigonometric', 'CosDegrees', [270], 0],
  ['trigonometric', 'Cosh', [0], 1],
  ['trigonometric', 'Cot', [Math.PI / 4], 1],
  ['trigonometric', 'CotDegrees', [90], 0],
  ['trigonometric', 'Coth', [1], 1 / Math.tanh(1)],
  ['trigonometric', 'Csc', [half], 1],
  ['trigonometric', 'CscDegrees', [30], 2],
  ['trigonometric', 'Csch', [1], 1 / Math.sinh(1)],
  ['trigonometric', 'DegreesToRadians', [180], Math.PI],
  ['trigonometric', 'Sec', [0], 1],
  ['trigonometric', 'SecDegrees', [60], 2],
  ['trigonometric', 'Sech', [0], 1],
  ['trigonometric', 'Sign', [-7], -1],
  ['trigonometric', 'Sin', [0], 0],
  ['trigonometric', 'Sinc', [0], 1],
  ['trigonometric', 'SinDegrees', [-540], 0],
  ['trigonometric', 'SinDegrees', [-90], -1],
  ['trigonometric', 'Sinh', [0], 0],
  ['trigonometric', 'Tan', [0], 0],
  ['trigonometric', 'TanDegrees', [45], 1],
  ['trigonometric', 'Tanh', [0], 0],
]

describe('Apply Math Operation', () => {
  it.each(cases)('of category %s computes %s of %j: %s', async (category, name, [x, second], expected) => {
    const found = await computedValue(category, name, x, second)
    if (typeof expected === 'boolean') expect(found).toBe(expected)
    else if (Number.isNaN(expected)) expect(found).toBeNaN()
    else expect(found).toBeCloseTo(expected, 12)
  })

  it('has all its functions tried', () => {
    const tried = new Set(cases.map(([category, name]) => `${category} ${name}`))
    const all = Object.entries(mathFunctions).flatMap(([category, functions]) =>
      Object.keys(functions).map((name) => `${category} ${name}`),
    )
    expect(all.filter((name) => !tried.has(name))).toEqual([])
  })

  it('appends the results to all numeric columns when nothing is set', async () => {
    const table = await run(numbers, {})
    expect(table.schema.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'Num1 Int32',
      'Num2 Double',
      'text String',
      'Abs(Num1) Double',
      'Abs(Num2) Double',
    ])
    expect(toRows(table)).toEqual([
      [1, 5, 'a', 1, 5],
      [-2, null, 'b', 2, null],
    ])
  })

  it('puts results in the place of the columns', async () => {
    const table = await run(numbers, {
      outputMode: 'inplace',
      category: 'compare',
      comparison: 'GreaterThan',
      constantSecondArgument: 2,
    })
    expect(table.schema.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'Num1 Boolean',
      'Num2 Boolean',
      'text String',
    ])
    expect(toRows(table)).toEqual([
      [false, true, 'a'],
      [false, null, 'b'],
    ])
  })

  it('names results by the operation and its arguments', async () => {
    const of = async (parameters: object) =>
      (await run(numbers, { columns: names('Num1'), outputMode: 'result-only', category: 'operations', ...parameters }))
        .schema[0]?.name
    expect(await of({ operation: 'Subtract', secondArgumentType: 'columns', secondColumns: names('Num2') })).toBe(
      'Subtract(Num1_Num2)',
    )
    expect(await of({ constantSecondArgument: 10 })).toBe('Add(Num1_$10)')
    expect(await of({ category: 'rounding', constantPrecision: 2 })).toBe('Ceiling(Num1_$2)')
  })

  it('numbers a name that is taken', async () => {
    const twice = await run(await run(numbers, { columns: names('Num1') }), { columns: names('Num1') })
    expect(twice.schema.map(({ name }) => name).slice(3)).toEqual(['Abs(Num1)', 'Abs(Num1) (1)'])
  })

  it('takes each column with the one that it belongs to, or all with one', async () => {
    const both = { category: 'operations', secondArgumentType: 'columns', outputMode: 'result-only' }
    const pairs = await run(numbers, { ...both, secondColumns: names('Num1', 'Num2') })
    expect(toRows(pairs)).toEqual([
      [2, 10],
      [-4, null],
    ])
    const one = await run(numbers, { ...both, secondColumns: names('Num1') })
    expect(toRows(one)).toEqual([
      [2, 6],
      [-4, null],
    ])
  })

  it('leaves hashed columns sparse beside results', async () => {
    const dataset = await tableFrom(featureHashing, { dataset: numbers }, { bitsize: 3 })
    const table = await run(dataset, { columns: names('Num1'), outputMode: 'inplace' })
    expect(table.parts.map(({ kind }) => kind)).toEqual(['column', 'column', 'column', 'sparse'])
  })

  it.each([
    [
      { columns: names('text') },
      'Cannot process column "text" of type String. The type is not supported by the module.',
    ],
    [
      {
        category: 'operations',
        columns: names('Num1'),
        secondArgumentType: 'columns',
        secondColumns: names('Num1', 'Num2'),
      },
      'The sizes of Column set and Second argument are inconsistent.',
    ],
    [
      { category: 'operations', secondArgumentType: 'columns' },
      'Specified column set "Second argument" does not apply to any of dataset columns.',
    ],
  ])('refuses %j', async (parameters, message) => {
    await expect(run(numbers, parameters)).rejects.toThrow(message)
  })
})
