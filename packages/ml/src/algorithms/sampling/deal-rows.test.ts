import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../seeded-random.ts'
import { createDealer, type DealOrder, rowsOfShare, sizesByStratum, sizesOfShares } from './deal-rows.ts'

describe('shares of rows', () => {
  it.each([
    [5, 0.5, 2],
    [10, 0.7, 7],
    [100, 0.29, 29],
    [100, 0.57, 57],
    [3, 0.999, 2],
    [4, 0, 0],
    [4, 1, 4],
  ])('of %d rows, %d are %d', (rowCount, share, expected) => {
    expect(rowsOfShare(rowCount, share)).toBe(expected)
  })

  it('are whole rows that sum up', () => {
    expect(sizesOfShares(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(sizesOfShares(10, [0.5, 0.25, 0.25])).toEqual([5, 3, 2])
    expect(sizesOfShares(2, [0.2, 0.2, 0.6])).toEqual([1, 0, 1])
    expect(sizesOfShares(0, [0.2, 0.8])).toEqual([0, 0])
  })

  it('are kept in each stratum up to one row, and exactly over all', () => {
    const strata = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 })
    const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(strata, shares, (rows, parts) => {
        const total = rows.reduce((sum, size) => sum + size, 0)
        const bins = sizesOfShares(total, parts)
        const sizes = sizesByStratum(rows, bins)
        expect(sizes.map((own) => own.reduce((sum, size) => sum + size, 0))).toEqual(rows)
        expect(bins.map((_, bin) => sizes.reduce((sum, own) => sum + (own[bin] as number), 0))).toEqual(bins)
        for (const [stratum, own] of sizes.entries()) {
          const quota = ((rows[stratum] as number) * (bins[0] as number)) / Math.max(1, total)
          expect(Math.abs((own[0] as number) - quota)).toBeLessThan(1)
        }
      }),
      { seed: 7 },
    )
  })
})

describe('dealing rows', () => {
  const deal = (sizes: number[][], order: DealOrder, strata: number[], seed = 1) => {
    const next = createDealer(sizes, order, createSeededRandom(seed))
    return strata.map(next)
  }
  const rows = (count: number) => new Array<number>(count).fill(0)

  it('goes in turn, or in blocks', () => {
    expect(deal([[3, 2, 2]], 'in-turn', rows(7))).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(deal([[4, 2]], 'in-turn', rows(6))).toEqual([0, 1, 0, 0, 1, 0])
    expect(deal([[3, 2, 2]], 'blocks', rows(7))).toEqual([0, 0, 0, 1, 1, 2, 2])
    expect(
      deal(
        [
          [1, 1],
          [2, 0],
        ],
        'blocks',
        [1, 0, 1, 0],
      ),
    ).toEqual([0, 0, 0, 1])
  })

  it('fills each bin exactly, whatever the order', () => {
    const orders = fc.constantFrom<DealOrder>('random', 'in-turn', 'blocks')
    const sizes = fc.array(fc.nat(9), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sizes, orders, fc.nat(), (bins, order, seed) => {
        const count = bins.reduce((sum, size) => sum + size, 0)
        const dealt = deal([bins], order, rows(count), seed)
        expect(bins.map((_, bin) => dealt.filter((one) => one === bin).length)).toEqual(bins)
      }),
      { seed: 9 },
    )
  })

  it('gives each row the same chance', () => {
    const hits = [0, 0, 0, 0, 0]
    for (let seed = 0; seed < 4000; seed += 1) {
      for (const [row, bin] of deal([[2, 3]], 'random', rows(5), seed).entries()) {
        if (bin === 0) hits[row] = (hits[row] as number) + 1
      }
    }
    // 1600 expected; the standard deviation is 31.
    for (const count of hits) expect(Math.abs(count - 1600)).toBeLessThan(130)
  })

  it('refuses rows that were not counted', () => {
    expect(() => deal([[1]], 'random', rows(2))).toThrow('There are more rows than were counted.')
  })
})
