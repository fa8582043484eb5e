import { createFixedClock } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { allocateCounterTable } from './counter-table.ts'
import { createSharedCounters } from './shared-counters.ts'

const create = () => {
  const clock = createFixedClock()
  return { clock, counters: createSharedCounters(allocateCounterTable(64, Int32Array.of(1, 2, 3, 4)), clock) }
}

describe.each([
  ['each remembered by its time', 10],
  ['counted in parts', 100],
])('hits of a window, %s', (_, limit) => {
  it('are asked for without being counted', () => {
    const { counters } = create()
    for (let n = 0; n < 3; n++) {
      expect(counters.hitWindow('k', limit, 60, 0)).toEqual({ isAllowed: true, remaining: limit, retryAfterSeconds: 0 })
    }
  })

  it('come several at once, all or none', () => {
    const { counters } = create()
    expect(counters.hitWindow('k', limit, 60, limit - 2).remaining).toBe(2)
    expect(counters.hitWindow('k', limit, 60, 3).isAllowed).toBe(false)
    expect(counters.hitWindow('k', limit, 60, 2).remaining).toBe(0)
    expect(counters.hitWindow('k', limit, 60, 0).isAllowed).toBe(false)
  })

  it('can be added beyond the limit, and leave with the time', () => {
    const { clock, counters } = create()
    counters.addWindow('k', limit, 60, limit * 10)
    const refused = counters.hitWindow('k', limit, 60, 0)
    expect([refused.isAllowed, refused.remaining]).toEqual([false, 0])
    clock.advance((refused.retryAfterSeconds - 3) * 1000)
    expect(counters.hitWindow('k', limit, 60, 0).isAllowed).toBe(false)
    clock.advance(3000)
    expect(counters.hitWindow('k', limit, 60, 0).remaining).toBe(limit)
  })
})

describe('slots', () => {
  it('are taken and given back, whoever asks', () => {
    const clock = createFixedClock()
    const buffer = allocateCounterTable(64, Int32Array.of(1, 2, 3, 4))
    const [one, two] = [createSharedCounters(buffer, clock), createSharedCounters(buffer, clock)]
    expect([one.enter('k', 2), two.enter('k', 2), one.enter('k', 2), two.enter('other', 1)]).toEqual([
      true,
      true,
      false,
      true,
    ])
    two.leave('k')
    expect([one.enter('k', 2), one.enter('k', 2)]).toEqual([true, false])
  })

  it('of workers that died are free after an hour in which nobody came or went', () => {
    const { clock, counters } = create()
    counters.enter('k', 1)
    clock.advance(3_600_000)
    expect(counters.enter('k', 1)).toBe(false)
    clock.advance(1)
    expect(counters.enter('k', 1)).toBe(true)
  })

  it('are never fewer than none', () => {
    const { counters } = create()
    counters.leave('k')
    expect([counters.enter('k', 1), counters.enter('k', 1)]).toEqual([true, false])
  })
})
