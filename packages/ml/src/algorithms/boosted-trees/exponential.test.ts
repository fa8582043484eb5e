import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponential, toProbability } from './exponential.ts'

describe('the exponential', () => {
  it('is that of Math, but for the last places', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (exponent) => {
        expect(Math.abs(exponential(exponent) / Math.exp(exponent) - 1)).toBeLessThan(5e-16)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('stays a number above 0 whatever it is asked for', () => {
    for (const exponent of [-Infinity, -1e300, -709]) expect(exponential(exponent)).toBeGreaterThan(0)
    for (const exponent of [Infinity, 1e300, 710]) expect(exponential(exponent)).toBeLessThan(Infinity)
    expect(exponential(0)).toBe(1)
  })

  it('turns log-odds into probabilities', () => {
    expect([-Infinity, -2, 0, 2, Infinity].map(toProbability)).toEqual([
      expect.closeTo(0, 15),
      expect.closeTo(0.11920292202211755, 15),
      0.5,
      expect.closeTo(0.8807970779778823, 15),
      1,
    ])
  })
})
