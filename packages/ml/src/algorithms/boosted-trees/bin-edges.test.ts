import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../seeded-random.ts'
import { findBinEdges } from './bin-edges.ts'
import { createBinAssigner } from './binning-kernel.ts'

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })), { maxLength: 600 })

describe('bins of numbers', () => {
  it('hold one number each where there is room', () => {
    expect([...findBinEdges(Float64Array.of(5, 1, 2, 1, 5))]).toEqual([1.5, 3.5])
  })

  it('never reach the next number, even where none lies between', () => {
    const next = 1 + Number.EPSILON
    expect([...findBinEdges(Float64Array.of(1, next, Infinity))]).toEqual([1, next])
  })

  it('hold about as many rows each', () => {
    const random = createSeededRandom(1)
    for (const draw of [random, () => random() ** 20 * 1e9, () => 1 / random()]) {
      const many = Float64Array.from({ length: 51_000 }, draw)
      const bins = createBinAssigner()(many, findBinEdges(many))
      const counts = new Map<number, number>()
      for (const bin of bins) counts.set(bin, (counts.get(bin) ?? 0) + 1)
      expect([counts.size, Math.min(...counts.values()), Math.max(...counts.values())]).toEqual([255, 200, 200])
    }
  })

  it('are few where one number is very frequent', () => {
    const many = Float64Array.from({ length: 10_000 }, (_, row) => (row < 9_000 ? 0 : row))
    const edges = findBinEdges(many)
    expect(edges[0]).toBe(0)
    expect(edges.length).toBeLessThan(30)
  })

  it('are found by counting the edges that a number is greater than', () => {
    const assign = createBinAssigner()
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 255 }), (values, limit) => {
        const edges = findBinEdges(Float64Array.from(values), limit)
        expect(edges.length).toBeLessThan(limit)
        expect([...edges]).toEqual([...edges].sort((a, b) => a - b))
        const asked = [...values, Number.NaN]
        expect([...assign(Float64Array.from(asked), edges)]).toEqual(
          asked.map((value) => (Number.isNaN(value) ? edges.length + 1 : edges.filter((edge) => value > edge).length)),
        )
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})
