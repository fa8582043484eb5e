import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../seeded-random.ts'
import { fillByChainedEquations, fitChainedEquations } from './chained-equations.ts'
import { fillByProbabilisticPca, fitProbabilisticPca } from './probabilistic-pca.ts'

const { NaN: gap } = Number

/** Three columns that hang together, of which some values are left out. */
function relatedColumns(rowCount: number, missingShare: number) {
  const random = createSeededRandom(11)
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6)
  const whole = [0, 1, 2].map(() => new Float64Array(rowCount))
  for (let row = 0; row < rowCount; row += 1) {
    const height = normal()
    ;(whole[0] as Float64Array)[row] = 170 + 10 * height
    ;(whole[1] as Float64Array)[row] = 70 + 12 * height + normal()
    ;(whole[2] as Float64Array)[row] = 42 - 3 * height + 0.3 * normal()
  }
  const holed = whole.map((column) => column.map((value) => (random() < missingShare ? gap : value)))
  return { whole, holed }
}

/** Root of the mean squared error over the gaps, in deviations of the column. */
function errorOf(whole: readonly Float64Array[], holed: readonly Float64Array[], filled: readonly Float64Array[]) {
  const scales = [10, 12, 3]
  let squares = 0
  let count = 0
  for (const [index, column] of holed.entries()) {
    for (const [row, value] of column.entries()) {
      if (!Number.isNaN(value)) continue
      const difference = (filled[index]?.[row] ?? gap) - (whole[index]?.[row] ?? gap)
      squares += (difference / (scales[index] ?? 1)) ** 2
      count += 1
    }
  }
  return Math.sqrt(squares / count)
}

const methods = [
  {
    name: 'chained equations',
    fit: (columns: Float64Array[], rounds: number) => {
      const model = fitChainedEquations(columns, rounds)
      return (rows: readonly Float64Array[]) => fillByChainedEquations(model, rows)
    },
  },
  {
    name: 'probabilistic principal components',
    fit: (columns: Float64Array[], rounds: number) => {
      const model = fitProbabilisticPca(columns, rounds)
      return (rows: readonly Float64Array[]) => fillByProbabilisticPca(model, rows)
    },
  },
]

describe.each(methods)('imputation by $name', ({ fit }) => {
  it('finds values that the other columns tell', () => {
    const { whole, holed } = relatedColumns(400, 0.2)
    const error = errorOf(whole, holed, fit(holed, 10)(holed))
    const byMeans = errorOf(
      whole,
      holed,
      holed.map((column) =>
        column.map(
          () =>
            column.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) /
            column.filter((value) => !Number.isNaN(value)).length,
        ),
      ),
    )
    expect(byMeans).toBeGreaterThan(0.8)
    expect(error).toBeLessThan(0.35)
  })

  it('leaves what is there as it is', () => {
    const { holed } = relatedColumns(50, 0.3)
    const filled = fit(holed, 5)(holed)
    for (const [index, column] of holed.entries()) {
      for (const [row, value] of column.entries()) {
        if (!Number.isNaN(value)) expect(filled[index]?.[row]).toBe(value)
        else expect(filled[index]?.[row]).not.toBeNaN()
      }
    }
  })

  it('fills a row by itself as among others', () => {
    const { holed } = relatedColumns(40, 0.4)
    const fill = fit(holed, 4)
    const together = fill(holed)
    for (let row = 0; row < 40; row += 1) {
      const alone = fill(holed.map((column) => column.slice(row, row + 1)))
      expect(alone.map(([value]) => value)).toEqual(together.map((column) => column[row]))
    }
  })

  it('takes the mean where no other column helps', () => {
    expect(fit([Float64Array.of(1, 2, gap, 6)], 5)([Float64Array.of(gap, 5)])).toEqual([Float64Array.of(3, 5)])
    const constant = [Float64Array.of(4, gap, 4), Float64Array.of(1, 2, 3)]
    expect(fit(constant, 5)(constant)[0]).toEqual(Float64Array.of(4, 4, 4))
  })

  it('keeps within the values that it saw', () => {
    const column = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: gap }), {
      minLength: 6,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 5 }), (drawn) => {
        const columns = drawn.map((values) => Float64Array.of(0, ...values))
        const filled = fit(columns, 3)(columns)
        for (const [index, values] of columns.entries()) {
          const seen = values.filter((value) => !Number.isNaN(value))
          for (const value of filled[index] ?? []) {
            expect(value).toBeGreaterThanOrEqual(Math.min(...seen))
            expect(value).toBeLessThanOrEqual(Math.max(...seen))
          }
        }
      }),
      { seed: 5, numRuns: 60 },
    )
  })
})
