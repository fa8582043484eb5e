import { expect, it } from 'vitest'
import { createBackOff } from './back-off.ts'

it('starts at once again, then waits longer and longer up to a bound', () => {
  const backOff = createBackOff()
  expect(Array.from({ length: 8 }, () => backOff.nextDelayMs(0))).toEqual([
    0, 100, 300, 1_000, 3_000, 10_000, 10_000, 10_000,
  ])
})

it('waits a second at most after a life that was ready', () => {
  const backOff = createBackOff()
  expect(Array.from({ length: 7 }, () => backOff.nextDelayMs(500))).toEqual([0, 100, 300, 1_000, 1_000, 1_000, 1_000])
})

it('forgets what was before a steady life', () => {
  const backOff = createBackOff()
  for (let count = 0; count < 5; count++) backOff.nextDelayMs(0)
  expect([backOff.nextDelayMs(3_000), backOff.nextDelayMs(0)]).toEqual([0, 100])
})

it('starts at once after every life of some seconds, however many end', () => {
  const backOff = createBackOff()
  expect(Array.from({ length: 4 }, () => backOff.nextDelayMs(3_000))).toEqual([0, 0, 0, 0])
  expect(Array.from({ length: 4 }, () => backOff.nextDelayMs(2_900))).toEqual([100, 300, 1_000, 1_000])
})
