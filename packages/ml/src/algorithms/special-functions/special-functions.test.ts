import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ellipticE, ellipticK } from './elliptic-integrals.ts'
import { erf, erfc, erfcx, erfInverse, normalDistribution } from './error-function.ts'
import { exponentialIntegral } from './exponential-integral.ts'
import { beta, doubleFactorial, gamma, lnGamma, polyGamma } from './gamma-function.ts'
import {
  gammaRegularizedP,
  gammaRegularizedPInverse,
  gammaRegularizedQ,
  gammaRegularizedQInverse,
} from './incomplete-gamma.ts'

type Row = readonly (number | string)[]
const { functions } = JSON.parse(
  readFileSync(new URL('../../../../../tests/vectors/special-functions.json', import.meta.url), 'utf8'),
) as { readonly functions: Readonly<Record<string, readonly Row[]>> }

/** Relative error that is allowed; beside a zero of the function, or where only subnormal numbers are left, also an absolute one. */
const implementations: Readonly<Record<string, readonly [(first: number, second: number) => number, number]>> = {
  erf: [erf, 1e-14],
  erfc: [erfc, 1e-13],
  erfcx: [erfcx, 1e-13],
  erfInverse: [erfInverse, 1e-13],
  gamma: [gamma, 1e-13],
  lnGamma: [lnGamma, 1e-13],
  beta: [beta, 1e-12],
  gammaP: [gammaRegularizedP, 1e-11],
  gammaQ: [gammaRegularizedQ, 1e-11],
  gammaPInverse: [gammaRegularizedPInverse, 1e-9],
  gammaQInverse: [gammaRegularizedQInverse, 1e-9],
  polyGamma: [polyGamma, 1e-12],
  ellipticK: [ellipticK, 1e-14],
  ellipticE: [ellipticE, 1e-14],
  exponentialIntegral: [exponentialIntegral, 1e-12],
  doubleFactorial: [doubleFactorial, 0],
}

const cases = Object.entries(functions).flatMap(([name, rows]) => rows.map((row) => ({ name, row })))

describe('special functions', () => {
  it.each(cases)('$name gives what SciPy gives: $row', ({ name, row }) => {
    const [first = 0, second = 0] = row.map(Number)
    const expected = Number(row.at(-1))
    const [implementation, tolerance] = implementations[name] as (typeof implementations)[string]
    const found = implementation(first, second)
    if (!Number.isFinite(expected)) expect(Number.isFinite(found)).toBe(false)
    else
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(
        tolerance * Math.abs(expected) + (name === 'exponentialIntegral' ? 1e-15 : 1e-300),
      )
  })

  it('are all compared', () => {
    expect(Object.keys(functions).sort()).toEqual(Object.keys(implementations).sort())
  })

  it('give the normal distribution', () => {
    expect(normalDistribution(0)).toBe(0.5)
    expect(normalDistribution(1.959963984540054)).toBeCloseTo(0.975, 14)
    expect(normalDistribution(-40)).toBeGreaterThanOrEqual(0)
  })
})
