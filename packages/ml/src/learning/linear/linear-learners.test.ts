import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { linearRegression } from '../../modules/initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../../modules/initialize/multiclass-logistic-regression.ts'
import { twoClassLogisticRegression } from '../../modules/initialize/two-class-logistic-regression.ts'
import type { Module } from '../../modules/module.ts'
import { createRunContext } from '../../modules/run-module.fixture.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { Examples, MatrixLearner } from '../learner.ts'
import type { LinearState } from './linear-state.ts'

interface Vector {
  readonly name: string
  readonly source: string
  readonly task: MatrixLearner['task']
  readonly columns: readonly (readonly number[])[]
  readonly labels: readonly number[]
  readonly weights?: readonly number[]
  readonly settings: Readonly<Record<string, number | boolean>>
  readonly expected: {
    readonly coefficients: readonly number[]
    readonly intercepts: readonly number[]
    /** Decimal places that the source gives. */
    readonly digits?: number
  }
}

const file = new URL('../../../../../tests/vectors/linear-learners.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]

const modules: Readonly<Record<MatrixLearner['task'], Module>> = {
  'two-class': twoClassLogisticRegression,
  multiclass: multiclassLogisticRegression,
  regression: linearRegression,
}

function toExamples({ columns, labels, weights, task }: Vector): Examples {
  const matrix: FeatureMatrix = {
    rowCount: labels.length,
    columnCount: columns.length,
    dense: columns.map((column) => Float64Array.from(column)),
    sparse: undefined,
  }
  return {
    matrix,
    labels: Float64Array.from(labels),
    weights: weights && Float64Array.from(weights),
    classCount: task === 'regression' ? 0 : new Set(labels).size,
  }
}

/** The same numbers, of which only those that are not 0 are stored; the first columns stay dense. */
function toSparse({ matrix, ...rest }: Examples, denseCount: number): Examples {
  const rowStarts = new Int32Array(matrix.rowCount + 1)
  const columnIndexes: number[] = []
  const values: number[] = []
  for (let row = 0; row < matrix.rowCount; row += 1) {
    for (let column = denseCount; column < matrix.columnCount; column += 1) {
      const value = matrix.dense[column]?.[row] as number
      if (value !== 0) columnIndexes.push(column - denseCount) && values.push(value)
    }
    rowStarts[row + 1] = values.length
  }
  const sparse = { rowStarts, columnIndexes: Int32Array.from(columnIndexes), values: Float64Array.from(values) }
  return { ...rest, matrix: { ...matrix, dense: matrix.dense.slice(0, denseCount), sparse } }
}

async function train(task: MatrixLearner['task'], examples: Examples, settings: object): Promise<LinearState> {
  const module = modules[task]
  const parameters = module.parameters.parse({
    ...(task === 'regression' ? {} : { optimizationTolerance: 1e-14 }),
    ...settings,
  })
  const state = await (module.learner as MatrixLearner).train(examples, parameters, createRunContext())
  return state as LinearState
}

/** Largest distance, as a share of the largest number (or of 1). */
function distance(found: Float64Array, expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length)
  const size = Math.max(1, ...expected.map(Math.abs))
  return Math.max(...expected.map((value, index) => Math.abs(value - (found[index] as number)))) / size
}

describe('linear learners', () => {
  it.each(vectors)('find the coefficients of $name ($source)', async (vector) => {
    const { coefficients, intercepts, isConverged } = await train(vector.task, toExamples(vector), vector.settings)
    expect(isConverged).toBe(true)
    const { digits, ...expected } = vector.expected
    const allowed =
      digits === undefined ? 1e-4 : (0.51 * 10 ** -digits) / Math.max(1, Math.abs(expected.intercepts[0] as number))
    expect(distance(coefficients, expected.coefficients)).toBeLessThan(digits === undefined ? 1e-4 : 10 ** -digits)
    expect(distance(intercepts, expected.intercepts)).toBeLessThan(Math.max(allowed, 1e-4))
  })

  it.each(vectors)('find the same for $name when the columns are sparse', async (vector) => {
    const examples = toExamples(vector)
    const dense = await train(vector.task, examples, vector.settings)
    for (const denseCount of [0, Math.floor(vector.columns.length / 2)]) {
      const sparse = await train(vector.task, toSparse(examples, denseCount), vector.settings)
      expect(distance(sparse.coefficients, [...dense.coefficients])).toBeLessThan(1e-5)
      expect(distance(sparse.intercepts, [...dense.intercepts])).toBeLessThan(1e-5)
    }
  })
})
