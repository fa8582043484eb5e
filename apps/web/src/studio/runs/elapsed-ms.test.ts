import { expect, it } from 'vitest'
import { elapsedMs } from './elapsed-ms.ts'

it('counts to the end, or to now, and never below nothing', () => {
  expect(elapsedMs('2026-01-01T00:00:00Z', '2026-01-01T00:00:03Z', 0)).toBe(3_000)
  expect(elapsedMs('2026-01-01T00:00:00Z', undefined, Date.parse('2026-01-01T00:00:01Z'))).toBe(1_000)
  expect(elapsedMs('2026-01-01T00:00:00Z', undefined, 0)).toBe(0)
})
