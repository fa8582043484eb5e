import { expect, it } from 'vitest'
import { fromLocalTime, toLocalTime } from './local-time.ts'

it('goes there and back to the minute', () => {
  const iso = new Date(2026, 10, 5, 9, 7).toISOString()
  expect(toLocalTime(iso)).toBe('2026-11-05T09:07')
  expect(fromLocalTime(toLocalTime(iso))).toBe(iso)
})

it('takes what is no moment for none', () => {
  expect(toLocalTime('yesterday')).toBe('')
  expect(toLocalTime(undefined)).toBe('')
  expect(fromLocalTime('')).toBeUndefined()
})
