import { expect, it } from 'vitest'
import { Pace } from './pace.ts'

const pace = () => new Pace({ bytesPerSecond: 100, graceMs: 5_000 })

it('judges a sender by what came while it was waited for', () => {
  const slow = pace()
  expect([1, 1_001, 5_000].map((now) => slow.isSendingTooSlowly(true, 10, now))).toEqual([false, false, false])
  expect(slow.isSendingTooSlowly(true, 400, 5_001)).toBe(true)
  const fast = pace()
  expect([fast.isSendingTooSlowly(true, 0, 1), fast.isSendingTooSlowly(true, 500, 5_001)]).toEqual([false, false])
})

it('does not blame a sender for the time in which nobody wanted its bytes', () => {
  const held = pace()
  const looks = [
    [true, 1],
    [false, 4_000],
    [false, 60_000],
    [true, 60_001],
    [true, 64_000],
  ] as const
  expect(looks.map(([isAwaited, now]) => held.isSendingTooSlowly(isAwaited, 0, now))).toEqual(Array(5).fill(false))
  expect(held.isSendingTooSlowly(true, 0, 65_001)).toBe(true)
})

it('lets no fast beginning buy a slow end', () => {
  const uneven = pace()
  uneven.isSendingTooSlowly(true, 0, 1)
  expect(uneven.isSendingTooSlowly(true, 1_000_000, 5_001)).toBe(false)
  expect(uneven.isSendingTooSlowly(true, 1_000_100, 10_001)).toBe(true)
})

it('gives a taker for each piece the time that the piece may take', () => {
  const slow = pace()
  expect(slow.isTakingTooSlowly(1_000, 0, 1)).toBe(false)
  expect(slow.isTakingTooSlowly(1_000, 0, 15_001)).toBe(false)
  expect(slow.isTakingTooSlowly(1_000, 0, 15_002)).toBe(true)
})

it('judges a taker anew with each piece that it has taken', () => {
  const steady = pace()
  const looks = [0, 500, 1_000, 1_500].map((taken, index) => steady.isTakingTooSlowly(1_000, taken, 1 + index * 14_000))
  expect(looks).toEqual([false, false, false, false])
  expect(steady.isTakingTooSlowly(0, 2_500, 60_000)).toBe(false)
  expect(steady.isTakingTooSlowly(10, 2_500, 900_000)).toBe(false)
})
