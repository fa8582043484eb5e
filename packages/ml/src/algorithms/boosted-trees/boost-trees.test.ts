import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../seeded-random.ts'
import { toProbability } from './exponential.ts'
import { squaredError } from './losses.ts'
import { boost, denseMatrix, makeExamples, makeWeights, takeRows, toSparse } from './made-up-examples.fixture.ts'
import { createTreePredictor } from './predict-trees.ts'
import { measureImportance } from './tree-ensemble.ts'

interface VectorCase {
  readonly name: string
  readonly seed: number
  readonly rows: number
  readonly missing: number
  readonly weighted: boolean
  readonly twoClass: { readonly accuracy: number; readonly auc: number; readonly logLoss: number }
  readonly regression: {
    readonly meanAbsoluteError: number
    readonly rootMeanSquaredError: number
    readonly determination: number
  }
}
const vectorFile = join(import.meta.dirname, '../../../../../tests/vectors/boosted-trees.json')
const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')) as { readonly cases: readonly VectorCase[] }
const asInVectors = { treeCount: 100, maxLeaves: 20, minRowsPerLeaf: 10, learningRate: 0.2 }

const mean = (numbers: Iterable<number>) => {
  const all = [...numbers]
  return all.reduce((sum, number) => sum + number, 0) / all.length
}

describe('boosted trees beside those of scikit-learn', () => {
  it.each(vectors.cases)('classify as well: $name', ({ seed, rows, missing, weighted, twoClass }) => {
    const { matrix, classes } = makeExamples(seed, rows, missing)
    const test = makeExamples(seed + 100, rows, missing)
    const weights = weighted ? makeWeights(seed + 200, rows) : undefined
    const { ensemble } = boost({ matrix, labels: classes, weights }, asInVectors)
    const probabilities = createTreePredictor(ensemble)(test.matrix).map(toProbability)
    const isRight = test.classes.map((label, row) => Number((probabilities[row] as number) > 0.5 === (label === 1)))
    const losses = test.classes.map((label, row) => {
      const probability = probabilities[row] as number
      return -Math.log(label === 1 ? probability : 1 - probability)
    })
    const found = { accuracy: mean(isRight), auc: areaUnderCurve(probabilities, test.classes), logLoss: mean(losses) }
    expect(ratios(found, twoClass)).toEqual({ accuracy: true, auc: true, logLoss: true })
  })

  it.each(vectors.cases)('predict numbers as well: $name', ({ seed, rows, missing, weighted, regression }) => {
    const { matrix, numbers } = makeExamples(seed, rows, missing)
    const test = makeExamples(seed + 100, rows, missing)
    const weights = weighted ? makeWeights(seed + 200, rows) : undefined
    const { ensemble } = boost({ matrix, labels: numbers, weights }, { ...asInVectors, loss: squaredError })
    const predictions = createTreePredictor(ensemble)(test.matrix)
    const errors = test.numbers.map((number, row) => (predictions[row] as number) - number)
    const middle = mean(test.numbers)
    const found = {
      meanAbsoluteError: mean(errors.map(Math.abs)),
      rootMeanSquaredError: Math.sqrt(mean(errors.map((error) => error * error))),
      determination:
        1 - mean(errors.map((error) => error * error)) / mean(test.numbers.map((number) => (number - middle) ** 2)),
    }
    expect(ratios(found, regression)).toEqual({
      meanAbsoluteError: true,
      rootMeanSquaredError: true,
      determination: true,
    })
  })
})

/** Whether each figure is within 1 % of the expected one; the figure where it is not. */
const ratios = <Name extends string>(found: Readonly<Record<Name, number>>, expected: Readonly<Record<Name, number>>) =>
  Object.fromEntries(
    Object.entries<number>(found).map(([name, figure]) => {
      const wanted = expected[name as Name]
      return [name, Math.abs(figure / wanted - 1) <= 0.01 ? true : `${figure} instead of ${wanted}`]
    }),
  )

function areaUnderCurve(scores: Float64Array, labels: Float64Array): number {
  const order = [...scores.keys()].sort((a, b) => (scores[a] as number) - (scores[b] as number))
  let [rankSum, positives] = [0, 0]
  for (let at = 0; at < order.length; ) {
    let end = at
    while (end < order.length && scores[order[end] as number] === scores[order[at] as number]) end += 1
    for (let place = at; place < end; place += 1) {
      if (labels[order[place] as number] === 1) {
        rankSum += (at + end + 1) / 2
        positives += 1
      }
    }
    at = end
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives))
}

describe('boosted trees', () => {
  const { matrix, classes, numbers } = makeExamples(3, 400, 0.1)
  const examples = { matrix, labels: classes, weights: undefined }

  it('are the same from the same examples', () => {
    expect(boost(examples)).toEqual(boost(examples))
  })

  it('do not depend on the order of rows', () => {
    const random = createSeededRandom(9)
    const order = [...classes.keys()].sort(() => random() - 0.5)
    const shuffled = {
      matrix: takeRows(matrix, order),
      labels: Float64Array.from(order, (row) => classes[row] as number),
      weights: undefined,
    }
    expect(boost(shuffled).ensemble).toEqual(boost(examples).ensemble)
  })

  it('are the same from sparse and from dense columns', () => {
    const few = makeExamples(4, 300, 0.05)
    // Few different numbers, many of them 0: so that both forms cut them at the same places.
    const rounded = denseMatrix(few.matrix.dense.map((column) => column.map((x) => Math.floor(3 * x) - 1)))
    const dense = boost({ matrix: rounded, labels: few.classes, weights: undefined })
    const sparse = boost({ matrix: toSparse(rounded), labels: few.classes, weights: undefined })
    expect(sparse).toEqual(dense)
    expect(createTreePredictor(sparse.ensemble)(toSparse(rounded))).toEqual(
      createTreePredictor(dense.ensemble)(rounded),
    )
  })

  it('are the same where histograms are too large to be kept', () => {
    // So many leaves that no split is missed; the limit of memory is passed by their number alone.
    const limited = boost(examples, { maxLeaves: 100, minRowsPerLeaf: 10 })
    const unlimited = boost(examples, { maxLeaves: 20_000, minRowsPerLeaf: 10 })
    expect(limited.ensemble.roots.length).toBe(10)
    expect(unlimited).toEqual(limited)
  })

  it('give a row that counts twice what two such rows give', () => {
    const weights = makeWeights(5, 400)
    const order = [...classes.keys()].flatMap((row) => Array.from({ length: weights[row] as number }, () => row))
    const repeated = {
      matrix: takeRows(matrix, order),
      labels: Float64Array.from(order, (row) => classes[row] as number),
      weights: undefined,
    }
    const settings = { minRowsPerLeaf: 1, treeCount: 1 }
    const once = createTreePredictor(boost({ ...examples, weights }, settings).ensemble)(matrix)
    const twice = createTreePredictor(boost(repeated, settings).ensemble)(matrix)
    expect(mean(once.map((value, row) => Math.abs(value - (twice[row] as number))))).toBeLessThan(0.02)
  })

  it('lower the loss with every tree', () => {
    for (const losses of [
      boost(examples).losses,
      boost({ ...examples, labels: numbers }, { loss: squaredError }).losses,
    ]) {
      expect(losses.length).toBe(11)
      for (const [tree, loss] of losses.entries()) if (tree > 0) expect(loss).toBeLessThan(losses[tree - 1] as number)
    }
  })

  it('keep to the limits on leaves and on rows in a leaf', () => {
    const { ensemble } = boost(examples, { maxLeaves: 5, minRowsPerLeaf: 30 })
    const leaves = ensemble.columns.map((column) => (column === -1 ? 1 : 0))
    for (const [tree, root] of ensemble.roots.entries()) {
      const end = ensemble.roots[tree + 1] ?? leaves.length
      expect(leaves.subarray(root, end).reduce((sum, leaf) => sum + leaf, 0)).toBeLessThanOrEqual(5)
    }
    expect(Math.min(...ensemble.rowCounts)).toBeGreaterThanOrEqual(30)
  })

  it('send what was never missing in training where most rows went', () => {
    const column = Float64Array.from({ length: 100 }, (_, row) => row)
    const labels = column.map((x) => (x < 30 ? 1 : 0))
    const { ensemble } = boost({ matrix: denseMatrix([column]), labels, weights: undefined }, { treeCount: 1 })
    const [missing, high] = createTreePredictor(ensemble)(denseMatrix([Float64Array.of(Number.NaN, 90)]))
    expect(missing).toBe(high)
  })

  it('tell missing values from all others', () => {
    const column = Float64Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? Number.NaN : row))
    const labels = column.map((x) => (Number.isNaN(x) ? 5 : 1))
    const { ensemble } = boost(
      { matrix: denseMatrix([column]), labels, weights: undefined },
      { loss: squaredError, learningRate: 1, treeCount: 1 },
    )
    expect([...createTreePredictor(ensemble)(denseMatrix([Float64Array.of(Number.NaN, -1e300, 1e300)]))]).toEqual([
      expect.closeTo(5, 6),
      expect.closeTo(1, 6),
      expect.closeTo(1, 6),
    ])
  })

  it.each([
    ['no rows', [[]], []],
    ['one row', [[3]], [1]],
    ['constant features', [[2, 2, 2, 2, 2, 2]], [0, 1, 0, 1, 0, 1]],
    ['features without values', [[NaN, NaN, NaN, NaN, NaN, NaN]], [0, 1, 0, 1, 0, 1]],
    ['infinite features', [[-Infinity, Infinity, -Infinity, Infinity, -Infinity, Infinity]], [0, 1, 0, 1, 0, 1]],
    ['one class', [[1, 2, 3, 4, 5, 6]], [1, 1, 1, 1, 1, 1]],
    ['no features', [], [0, 1]],
  ])('come to an end with %s', (_, columns, labels) => {
    const odd = { ...denseMatrix(columns.map((column) => Float64Array.from(column))), rowCount: labels.length }
    const { ensemble } = boost({ matrix: odd, labels: Float64Array.from(labels), weights: undefined })
    const probabilities = createTreePredictor(ensemble)(odd).map(toProbability)
    expect(probabilities.every((probability) => probability >= 0 && probability <= 1)).toBe(true)
    expect(probabilities.length).toBe(labels.length)
  })

  it('stop where nothing is left to learn', () => {
    const column = Float64Array.from({ length: 40 }, (_, row) => row % 2)
    const { ensemble } = boost(
      { matrix: denseMatrix([column]), labels: column, weights: undefined },
      { loss: squaredError, learningRate: 1, treeCount: 50 },
    )
    expect(ensemble.roots.length).toBe(1)
    expect([...createTreePredictor(ensemble)(denseMatrix([Float64Array.of(0, 1)]))]).toEqual([0, 1])
  })

  it('rank the columns by what they helped', () => {
    const { columns, gains, splitCounts } = measureImportance(boost(examples, { treeCount: 30 }).ensemble)
    expect([...columns].slice(0, 5).sort()).toEqual([0, 1, 2, 3, 8])
    expect([...columns]).not.toContain(9)
    expect([...gains]).toEqual([...gains].sort((a, b) => b - a))
    expect(splitCounts.reduce((sum, count) => sum + count, 0)).toBe(
      boost(examples, { treeCount: 30 }).ensemble.columns.filter((column) => column !== -1).length,
    )
  })

  it('predict rows one by one as all at once', () => {
    const predict = createTreePredictor(boost(examples).ensemble)
    const all = predict(matrix)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 399 }), fc.integer({ min: 1, max: 30 }), (from, count) => {
        const rows = Array.from({ length: Math.min(count, 400 - from) }, (_, index) => from + index)
        expect(predict(takeRows(matrix, rows))).toEqual(all.slice(from, from + rows.length))
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('predict finite numbers for any numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, NaN, Infinity, -Infinity))
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, fc.boolean()), { minLength: 1, maxLength: 60 }), (rows) => {
        const odd = denseMatrix([0, 1].map((column) => Float64Array.from(rows, (row) => row[column] as number)))
        const labels = Float64Array.from(rows, ([, , label]) => Number(label))
        for (const form of [odd, toSparse(odd)]) {
          const { ensemble, losses } = boost({ matrix: form, labels, weights: undefined }, { minRowsPerLeaf: 1 })
          expect(createTreePredictor(ensemble)(form).every(Number.isFinite)).toBe(true)
          expect(losses.every(Number.isFinite)).toBe(true)
        }
      }),
      { seed: 1, numRuns: 150 },
    )
  })
})
