import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeatureMatrix, SparseRows } from '../../learning/feature-matrix.ts'
import { addProducts } from './feature-products.ts'
import { trainLeastSquares } from './least-squares.ts'
import { denseMatrix, neverAborted, randomNumbers, sparseMatrix } from './linear.fixture.ts'

const options = { l2: 0, hasIntercept: true, signal: neverAborted, progress() {} }

function predictionsOf(matrix: FeatureMatrix, { coefficients, intercept }: ReturnType<typeof trainLeastSquares>) {
  const sums = new Float64Array(matrix.rowCount).fill(intercept)
  addProducts(matrix, { start: 0, end: matrix.rowCount }, coefficients, sums)
  return sums
}

const farthest = (left: Float64Array, right: Float64Array) =>
  Math.max(...left.map((value, index) => Math.abs(value - (right[index] as number))))

describe('least squares', () => {
  it('finds the coefficients that made the targets, whatever the units and places of the columns', () => {
    const coefficient = fc.double({ min: -10, max: 10, noNaN: true })
    const factor = fc.constantFrom(1e-5, 1, 1e5)
    const offset = fc.constantFrom(0, 1e3, -50)
    fc.assert(
      fc.property(fc.array(fc.tuple(coefficient, factor, offset), { minLength: 1, maxLength: 6 }), (drawn) => {
        const { dense, ...rest } = denseMatrix(50, drawn.length, 3)
        const columns = dense.map((column, index) => {
          const [, scale, shift] = drawn[index] as [number, number, number]
          return column.map((value) => (value + shift) * scale)
        })
        const matrix = { ...rest, dense: columns }
        const wanted = Float64Array.from(drawn, ([value, scale]) => value / scale)
        const targets = predictionsOf(matrix, { coefficients: wanted, intercept: 3, dependent: [] })
        const found = trainLeastSquares(matrix, targets, undefined, options)
        for (const [index, value] of wanted.entries()) {
          const scale = (drawn[index] as readonly number[])[1] as number
          expect((found.coefficients[index] as number) * scale).toBeCloseTo(value * scale, 6)
        }
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('comes to the same for many columns, where it goes step by step', () => {
    const matrix = sparseMatrix(300, 3_100, 10, 4)
    const targets = randomNumbers(300, 5)
    const found = trainLeastSquares(matrix, targets, undefined, { ...options, l2: 0.5 })
    // At the solution each coefficient is what is left of the targets along its column, divided by the penalty.
    const rest = predictionsOf(matrix, found).map((prediction, row) => (targets[row] as number) - prediction)
    const { rowStarts, columnIndexes, values } = matrix.sparse as SparseRows
    const along = new Float64Array(3_100)
    for (let row = 0; row < 300; row += 1) {
      for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
        const column = columnIndexes[at] as number
        along[column] = (along[column] as number) + (values[at] as number) * (rest[row] as number)
      }
    }
    expect(
      farthest(
        along.map((value) => value / 0.5),
        found.coefficients,
      ),
    ).toBeLessThan(1e-9)
    expect(rest.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9)
  })

  it('leaves out what follows from other columns, in small data and in large ones', () => {
    for (const [rowCount, columnCount] of [
      [60, 8],
      [9_000, 1_500],
    ] as const) {
      const plain = sparseMatrix(rowCount, columnCount, 4, 6)
      const [twin] = [columnCount - 1]
      const doubled = { ...plain, columnCount: columnCount + 1, sparse: withTwin(plain.sparse as SparseRows, twin) }
      const targets = randomNumbers(rowCount, 7)
      const expected = trainLeastSquares(plain, targets, undefined, options)
      const found = trainLeastSquares(doubled, targets, undefined, options)
      expect(expected.dependent).toEqual([])
      expect(found.dependent).toHaveLength(1)
      expect(farthest(predictionsOf(doubled, found), predictionsOf(plain, expected))).toBeLessThan(1e-8)
    }
  })

  it('ends when it is told to', () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    const matrix = denseMatrix(10, 2, 1)
    expect(() => trainLeastSquares(matrix, randomNumbers(10, 2), undefined, { ...options, signal })).toThrow(
      'cancelled',
    )
  })
})

/** The same rows with one column more, which is three times another. */
function withTwin({ rowStarts, columnIndexes, values }: SparseRows, column: number): SparseRows {
  const starts = new Int32Array(rowStarts.length)
  const [indexes, cells]: [number[], number[]] = [[], []]
  for (let row = 0; row + 1 < rowStarts.length; row += 1) {
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      indexes.push(columnIndexes[at] as number)
      cells.push(values[at] as number)
      if (columnIndexes[at] === column) indexes.push(column + 1) && cells.push(3 * (values[at] as number))
    }
    starts[row + 1] = indexes.length
  }
  return { rowStarts: starts, columnIndexes: Int32Array.from(indexes), values: Int32Array.from(cells) }
}
