import { expect, it } from 'vitest'
import { resolveRange, toRangeSearch } from './time-range.ts'

const now = Date.parse('2026-03-09T10:07:30Z')
const iso = (at: number) => new Date(at).toISOString()

it('is a day up to now where nothing is asked for', () => {
  const range = resolveRange({}, now)
  expect([iso(range.from), iso(range.to)]).toEqual(['2026-03-08T10:15:00.000Z', '2026-03-09T10:15:00.000Z'])
  expect(range).toMatchObject({ step: 'PT15M', stepMs: 900_000, preset: 'P1D', isLive: true })
})

it.each([
  ['PT1H', 'PT1M', 60],
  ['PT6H', 'PT5M', 72],
  ['P1D', 'PT15M', 96],
  ['P7D', 'PT1H', 168],
  ['P30D', 'PT6H', 120],
  ['P90D', 'P1D', 90],
])('shows %s in steps of %s, %i of them', (from, step, count) => {
  const range = resolveRange({ from }, now)
  expect(range.step).toBe(step)
  expect((range.to - range.from) / range.stepMs).toBe(count)
})

it('has whole steps where it was chosen freely', () => {
  const range = resolveRange({ from: '2026-03-01T09:00:30Z', to: '2026-03-01T09:10:10Z' }, now)
  expect([iso(range.from), iso(range.to)]).toEqual(['2026-03-01T09:00:00.000Z', '2026-03-01T09:11:00.000Z'])
  expect(range).toMatchObject({ step: 'PT1M', preset: undefined, isLive: false })
})

it('ends at a moment, and begins so long before it', () => {
  const range = resolveRange({ from: 'P7D', to: '2026-03-01T00:00:00Z' }, now)
  expect([iso(range.from), iso(range.to)]).toEqual(['2026-02-22T00:00:00.000Z', '2026-03-01T00:00:00.000Z'])
  expect(range.isLive).toBe(false)
})

it('takes what makes no sense as if it was not there', () => {
  const usual = resolveRange({}, now)
  for (const search of [{ from: 'yesterday' }, { to: '12' }, { from: '2027-01-01T00:00:00Z' }, { from: '__proto__' }]) {
    expect(resolveRange(search, now)).toEqual(usual)
  }
})

it('makes whole minutes of what was marked, at least one', () => {
  const at = Date.parse('2026-03-01T09:00:20Z')
  expect(toRangeSearch(at, at + 1)).toEqual({ from: '2026-03-01T09:00:00.000Z', to: '2026-03-01T09:01:00.000Z' })
  expect(toRangeSearch(at, at + 90_000)).toEqual({ from: '2026-03-01T09:00:00.000Z', to: '2026-03-01T09:02:00.000Z' })
})
