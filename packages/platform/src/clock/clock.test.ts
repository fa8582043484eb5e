import { expect, it } from 'vitest'
import { createFixedClock } from './fixed-clock.ts'
import { createSystemClock } from './system-clock.ts'

it('stands still until it is told to move, and never steps back', () => {
  const clock = createFixedClock(Date.UTC(2026, 0, 1))
  expect([clock.now(), clock.monotonic()]).toEqual([Date.UTC(2026, 0, 1), 0])
  clock.advance(1500)
  expect([clock.now(), clock.monotonic()]).toEqual([Date.UTC(2026, 0, 1) + 1500, 1500])
  expect(() => clock.advance(-1)).toThrow('A clock does not step back (-1 ms).')
})

it('reads the time of the machine', () => {
  const clock = createSystemClock()
  const before = Date.now()
  const reading = clock.now()
  expect(reading).toBeGreaterThanOrEqual(before)
  expect(reading).toBeLessThanOrEqual(Date.now())
  const started = clock.monotonic()
  expect(clock.monotonic()).toBeGreaterThanOrEqual(started)
})
