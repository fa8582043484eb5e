import { expect, it } from 'vitest'
import { durationText, elapsedMs } from './durations.ts'

const words = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  `${key} ${Object.values(values).join(' ')}`

it('writes durations in the unit that suits them', () => {
  const show = (ms: number) => durationText(ms, words as never, String)
  expect([show(12.4), show(1_234), show(45_600), show(125_000), show(3_780_000)]).toEqual([
    'durationMs 12',
    'durationS 1.2',
    'durationS 46',
    'durationM 2 5',
    'durationH 1 3',
  ])
})

it('counts to the end, or to now, and never below nothing', () => {
  expect(elapsedMs('2026-01-01T00:00:00Z', '2026-01-01T00:00:03Z', 0)).toBe(3_000)
  expect(elapsedMs('2026-01-01T00:00:00Z', undefined, Date.parse('2026-01-01T00:00:01Z'))).toBe(1_000)
  expect(elapsedMs('2026-01-01T00:00:00Z', undefined, 0)).toBe(0)
})
