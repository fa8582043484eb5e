import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNumberCodes } from './number-codes.ts'

describe('codes of numbers', () => {
  it('are those of a naive numbering, however many there are', () => {
    const value = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.NaN, -0, 0))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3000, size: 'max' }), (values) => {
        const codes = createNumberCodes()
        const known = new Map<number, number>()
        for (const own of values) {
          if (!known.has(own)) known.set(own, known.size)
          expect(codes.codeOf(own)).toBe(known.get(own))
        }
        expect(codes.size).toBe(known.size)
      }),
      { seed: 23, numRuns: 20 },
    )
  })

  it('stay apart from those that are taken', () => {
    const codes = createNumberCodes()
    expect([codes.codeOf(7), codes.takeCode(), codes.codeOf(8), codes.codeOf(7)]).toEqual([0, 1, 2, 0])
  })
})
