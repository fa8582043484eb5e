import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { denseMatrix, neverAborted, randomNumbers, sparseMatrix } from './linear.fixture.ts'
import { type LogisticOptions, trainLogisticRegression } from './logistic-regression.ts'

const options: LogisticOptions = {
  classCount: 2,
  l1: 0,
  l2: 1,
  memory: 20,
  tolerance: 1e-14,
  maxIterations: 1000,
  signal: neverAborted,
  onIteration() {},
}

const labelsOf = (matrix: FeatureMatrix, seed: number) =>
  randomNumbers(matrix.rowCount, seed).map((noise, row) => Number((matrix.dense[0]?.[row] ?? 0) + noise > 0))

/** Each column times a factor plus an offset. */
const changed = (matrix: FeatureMatrix, factors: readonly number[], offsets: readonly number[]): FeatureMatrix => ({
  ...matrix,
  dense: matrix.dense.map((column, index) =>
    column.map((value) => value * (factors[index] as number) + (offsets[index] as number)),
  ),
})

const factor = fc.oneof(fc.constantFrom(1e-4, 1e4), fc.double({ min: 0.1, max: 10, noNaN: true }))
const offset = fc.oneof(fc.constantFrom(1e6, -1e3), fc.double({ min: -10, max: 10, noNaN: true }))

describe('logistic regression', () => {
  it('without penalties gives the same predictions whatever the units of its columns', () => {
    fc.assert(
      fc.property(
        fc.array(factor, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 50 }),
        (factors, seed) => {
          const matrix = denseMatrix(60, 3, seed)
          const labels = labelsOf(matrix, seed + 1)
          const plain = trainLogisticRegression(matrix, labels, undefined, { ...options, l2: 0 })
          const scaled = trainLogisticRegression(changed(matrix, factors, [0, 0, 0]), labels, undefined, {
            ...options,
            l2: 0,
          })
          for (const [index, coefficient] of plain.coefficients.entries()) {
            expect((scaled.coefficients[index] as number) * (factors[index] as number)).toBeCloseTo(coefficient, 4)
          }
          expect(scaled.intercepts[0]).toBeCloseTo(plain.intercepts[0] as number, 4)
        },
      ),
      { numRuns: 30, seed: 1 },
    )
  })

  it('gives the same coefficients wherever the columns lie', () => {
    fc.assert(
      fc.property(fc.array(offset, { minLength: 3, maxLength: 3 }), fc.constantFrom(0, 0.5), (offsets, l1) => {
        const matrix = denseMatrix(60, 3, 7)
        const labels = labelsOf(matrix, 8)
        const plain = trainLogisticRegression(matrix, labels, undefined, { ...options, l1 })
        const moved = trainLogisticRegression(changed(matrix, [1, 1, 1], offsets), labels, undefined, {
          ...options,
          l1,
        })
        for (const [index, coefficient] of plain.coefficients.entries()) {
          expect(moved.coefficients[index]).toBeCloseTo(coefficient, 4)
        }
      }),
      { numRuns: 30, seed: 2 },
    )
  })

  it('counts a weight as that many rows, for several classes, too', () => {
    const matrix = denseMatrix(40, 2, 3)
    const weights = Float64Array.from({ length: 40 }, (_, row) => row % 3)
    const rows = [...weights].flatMap((weight, row) => Array.from({ length: weight }, () => row))
    const repeated: FeatureMatrix = {
      ...matrix,
      rowCount: rows.length,
      dense: matrix.dense.map((column) => Float64Array.from(rows, (row) => column[row] as number)),
    }
    for (const classCount of [2, 3]) {
      const labels = labelsOf(matrix, 4).map((label, row) => (classCount === 3 && row % 5 === 0 ? 2 : label))
      const weighted = trainLogisticRegression(matrix, labels, weights, { ...options, classCount })
      const repeatedLabels = Float64Array.from(rows, (row) => labels[row] as number)
      const plain = trainLogisticRegression(repeated, repeatedLabels, undefined, { ...options, classCount })
      for (const [index, coefficient] of plain.coefficients.entries()) {
        expect(weighted.coefficients[index]).toBeCloseTo(coefficient, 6)
      }
    }
  })

  it('bears classes that a column tells apart for certain, and columns that say nothing', () => {
    const dense = [Float64Array.of(-2, -1, 1, 2), Float64Array.of(7, 7, 7, 7)]
    const matrix = { rowCount: 4, columnCount: 2, dense, sparse: undefined }
    const { coefficients, intercepts } = trainLogisticRegression(matrix, Float64Array.of(0, 0, 1, 1), undefined, {
      ...options,
      l2: 0,
    })
    expect(coefficients[0]).toBeGreaterThan(5)
    expect(coefficients[1]).toBe(0)
    expect(Number.isFinite(coefficients[0]) && Number.isFinite(intercepts[0])).toBe(true)
  })

  it('is at its optimum on sparse counts: no slope is left', () => {
    const matrix = sparseMatrix(500, 200, 8, 5)
    const labels = randomNumbers(500, 6).map((value) => Number(value > 0))
    const { coefficients, intercepts } = trainLogisticRegression(matrix, labels, undefined, options)
    const slopes = coefficients.map((coefficient) => options.l2 * coefficient)
    const { rowStarts, columnIndexes, values } = matrix.sparse as NonNullable<FeatureMatrix['sparse']>
    for (let row = 0; row < 500; row += 1) {
      const cells = Array.from({ length: (rowStarts[row + 1] as number) - (rowStarts[row] as number) }, (_, index) => {
        const at = (rowStarts[row] as number) + index
        return [columnIndexes[at] as number, values[at] as number] as const
      })
      const score = cells.reduce(
        (sum, [column, value]) => sum + value * (coefficients[column] as number),
        intercepts[0] as number,
      )
      for (const [column, value] of cells) {
        slopes[column] = (slopes[column] as number) + value * (1 / (1 + Math.exp(-score)) - (labels[row] as number))
      }
    }
    expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(1e-4)
  })
})
