import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neverAborted } from './linear.fixture.ts'
import { minimize, type Objective } from './minimize.ts'

const options = { memory: 5, tolerance: 1e-15, maxIterations: 500, signal: neverAborted, onIteration() {} }

/** Σ factor/2·(x - centre)². */
const bowl = (factors: readonly number[], centres: readonly number[], l1?: number): Objective => ({
  dimension: centres.length,
  l1: l1 === undefined ? undefined : new Float64Array(centres.length).fill(l1),
  evaluate(x, gradient) {
    let value = 0
    for (const [index, centre] of centres.entries()) {
      const distance = (x[index] as number) - centre
      gradient[index] = (factors[index] as number) * distance
      value += ((factors[index] as number) * distance * distance) / 2
    }
    return value
  },
})

const numbers = fc.array(
  fc.tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true })),
  {
    minLength: 1,
    maxLength: 12,
  },
)

describe('minimising', () => {
  it('finds the lowest point of bowls of any form', () => {
    fc.assert(
      fc.property(numbers, (drawn) => {
        const [factors, centres] = [drawn.map(([factor]) => factor), drawn.map(([, centre]) => centre)]
        const { x, isConverged } = minimize(bowl(factors, centres), new Float64Array(drawn.length), options)
        expect(isConverged).toBe(true)
        for (const [index, centre] of centres.entries()) expect(x[index]).toBeCloseTo(centre, 4)
      }),
      { seed: 1 },
    )
  })

  it('with L1 shrinks each coordinate by what it costs, down to exactly 0', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 20, noNaN: true }), (drawn, l1) => {
        const [factors, centres] = [drawn.map(([factor]) => factor), drawn.map(([, centre]) => centre)]
        const { x } = minimize(bowl(factors, centres, l1), new Float64Array(drawn.length), options)
        for (const [index, centre] of centres.entries()) {
          const rest = Math.abs(centre) - l1 / (factors[index] as number)
          if (rest < -1e-3) expect(x[index]).toBe(0)
          else expect(x[index]).toBeCloseTo(Math.sign(centre) * Math.max(0, rest), 3)
        }
      }),
      { seed: 2 },
    )
  })

  it('finds its way along a bent valley', () => {
    const valley: Objective = {
      dimension: 2,
      l1: undefined,
      evaluate(x, gradient) {
        const [a, b] = x as unknown as [number, number]
        gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a)
        gradient[1] = 200 * (b - a * a)
        return (1 - a) ** 2 + 100 * (b - a * a) ** 2
      },
    }
    const { x, iterations } = minimize(valley, Float64Array.of(-1.2, 1), options)
    expect(x[0]).toBeCloseTo(1, 6)
    expect(x[1]).toBeCloseTo(1, 6)
    expect(iterations).toBeLessThan(80)
  })

  it('says when the iterations ran out, and ends when it is told to', () => {
    const objective = bowl([1, 100], [3, 4])
    expect(minimize(objective, new Float64Array(2), { ...options, maxIterations: 1 }).isConverged).toBe(false)
    const signal = AbortSignal.abort(new Error('cancelled'))
    expect(() => minimize(objective, new Float64Array(2), { ...options, signal })).toThrow('cancelled')
  })

  it('stays where nothing can be gained', () => {
    const { x, iterations } = minimize(bowl([1], [2]), Float64Array.of(2), options)
    expect([x[0], iterations]).toEqual([2, 0])
  })
})
