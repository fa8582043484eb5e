import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import type { LinearState } from '../../learning/linear/linear-state.ts'
import type { TrainedState } from '../../learning/train-model.ts'
import { linearRegression } from './linear-regression.ts'

const online = { solutionMethod: 'online-gradient-descent' }
const table = exampleTable(400, toColumnSchema('label', 'Double'), (score) => 100 + 10 * score)

async function learned(settings: object, dataset = table, log: string[] = []): Promise<LinearState> {
  const model = await trained(linearRegression, dataset, settings, { log })
  return (model.state as TrainedState).learned as LinearState
}

describe('Linear Regression', () => {
  it('finds what the label was made of', async () => {
    const { coefficients, intercepts } = await learned({})
    const [x, noise, blue, green, red] = coefficients as unknown as [number, number, number, number, number]
    expect(x).toBeCloseTo(20, 0)
    expect(noise).toBeCloseTo(0, 0)
    expect(green - blue).toBeCloseTo(10, 0)
    expect(red - green).toBeCloseTo(10, 0)
    expect((intercepts[0] as number) + green).toBeCloseTo(100, 0)
  })

  it('gives columns that follow from others the coefficient 0, and says so', async () => {
    const schema = ['a', 'b', 'c', 'label'].map((name) => toColumnSchema(name, 'Double'))
    const rows = Array.from({ length: 20 }, (_, row) => [row, row * row, 3 * row + 2, 5 * row - row * row + 1])
    const log: string[] = []
    const { coefficients, intercepts } = await learned({ l2Weight: 0 }, createTableFromRows(schema, rows), log)
    const [a, b, c] = coefficients as unknown as [number, number, number]
    expect(a + 3 * c).toBeCloseTo(5, 8)
    expect(b).toBeCloseTo(-1, 8)
    expect((intercepts[0] as number) + 2 * c).toBeCloseTo(1, 7)
    expect([a, c].filter((value) => value === 0)).toHaveLength(1)
    expect(log).toEqual(['1 columns follow from others; their coefficients are 0.'])
  })

  it('copes with more columns than rows, and with constant ones', async () => {
    const schema = ['a', 'b', 'c', 'd', 'label'].map((name) => toColumnSchema(name, 'Double'))
    const dataset = createTableFromRows(schema, [
      [1, 7, 3, 0, 10],
      [2, 7, 1, 0, 20],
    ])
    for (const settings of [{}, { l2Weight: 0 }, { includeIntercept: false }]) {
      const { coefficients, intercepts } = await learned(settings, dataset)
      expect([...coefficients, ...intercepts].every(Number.isFinite)).toBe(true)
      const [a, b, c] = coefficients as unknown as [number, number, number]
      expect((intercepts[0] as number) + a + 7 * b + 3 * c).toBeCloseTo(10, 1)
    }
  })

  it('comes near the same by online gradient descent', async () => {
    const { coefficients, losses } = await learned({ ...online, epochs: 200, l2Weight: 0 })
    expect(coefficients[0]).toBeGreaterThan(18)
    expect(coefficients[0]).toBeLessThan(22)
    expect(losses).toHaveLength(200)
    expect(losses[199]).toBeLessThan(15)
  })

  it.each([
    { averageFinalHypothesis: false },
    { decreaseLearningRate: false, learningRate: 0.01 },
    { normalizeFeatures: false, learningRate: 0.01 },
    { includeIntercept: false },
    { l2Weight: 20 },
  ])('goes down by online gradient descent with %j', async (settings) => {
    const { losses, coefficients } = await learned({ ...online, ...settings, epochs: 20 })
    expect(losses[19]).toBeLessThan(losses[0] as number)
    expect([...coefficients].every(Number.isFinite)).toBe(true)
  })

  it('draws the order of rows from its seed', async () => {
    const first = await learned({ ...online, randomSeed: 5 })
    expect(await learned({ ...online, randomSeed: 5 })).toEqual(first)
    expect((await learned({ ...online, randomSeed: 6 })).coefficients).not.toEqual(first.coefficients)
  })

  it('says so when the steps grow without end', async () => {
    const settings = { ...online, normalizeFeatures: false, learningRate: 5, decreaseLearningRate: false }
    await expect(learned(settings)).rejects.toThrow(
      'Dataset used for training cannot be used by Linear Regression. The steps grew without end: choose a smaller ' +
        'learning rate, or let it normalize the features.',
    )
  })

  it('refuses a label that is no number', async () => {
    const dataset = exampleTable(10, toColumnSchema('label', 'String'), (score) => String(score))
    await expect(learned({}, dataset)).rejects.toThrow(
      'The label column "label" does not suit the learner. Regression predicts numbers, but the column is of type String.',
    )
  })
})
