import type { LimitAddress } from '@sluice/contracts'
import { createFixedClock } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { allocateCounterTable } from './counter-table.ts'
import { readLimit } from './read-limit.ts'
import { createSharedCounters } from './shared-counters.ts'

function start() {
  const clock = createFixedClock()
  const counters = createSharedCounters(allocateCounterTable(64, Int32Array.of(1, 2, 3, 4)), clock)
  const ask = (question: Partial<LimitAddress>) =>
    readLimit('Contoso', { rule: '', unit: 'calls', key: 'One', ...question }, { table: counters.table, clock })
  return { clock, counters, ask }
}

const root = '/services/contoso'
const one = `${root}/subscriptions/one`
const document = `${root}/products/starter/policies/policy`

describe('what a counter stands at that refused a call', () => {
  it.each([10, 100])('is what still counts of a sliding window of %i calls', (limit) => {
    const { clock, counters, ask } = start()
    const question = { rule: 'rate-limit', document, part: '|api id=echo', periodSeconds: 60 }
    expect(ask(question)).toBeUndefined()
    const key = `rate-limit|${one}|${root}/products/starter|api id=echo`
    counters.hitWindow(key, limit, 60, 4)
    clock.advance(30_000)
    counters.hitWindow(key, limit, 60, 3)
    expect([ask(question), ask({ ...question, part: '' })]).toEqual([7, undefined])
    clock.advance(33_000)
    expect(ask(question)).toBe(3)
    clock.advance(60_000)
    expect([ask(question), counters.hitWindow(key, limit, 60).remaining]).toEqual([0, limit - 1])
  })

  it('is that of the period which is running', () => {
    const { clock, counters, ask } = start()
    const key = `quota|${one}|${root}/products/starter`
    counters.hitQuota(`${key}|calls`, 5, 3600, clock.now(), 2)
    counters.addQuota(`${key}|bandwidth`, 3600, clock.now(), 1500)
    const question = { rule: 'quota', document, periodSeconds: 3600 }
    expect([ask(question), ask({ ...question, unit: 'kilobytes' })]).toEqual([2, 2])
    clock.advance(3_600_000)
    expect([ask(question), ask({ ...question, unit: 'kilobytes' })]).toEqual([0, 0])
  })

  it('is found by key, by tokens and by what is inside', () => {
    const { clock, counters, ask } = start()
    counters.hitWindow(`rate-limit-by-key|${root}|One`, 5, 60, 3)
    counters.hitQuota(`quota-by-key|${root}|One|calls`, 5, 3600, clock.now(), 4)
    counters.addWindow(`tokens|${root}|One`, 5000, 60, 1200)
    counters.enter(`concurrency|${root}|One`, 3)
    expect([
      ask({ rule: 'rate-limit-by-key', periodSeconds: 60 }),
      ask({ rule: 'quota-by-key' }),
      ask({ rule: 'llm-token-limit', periodSeconds: 60 }),
      ask({ rule: 'limit-concurrency' }),
      ask({ rule: 'ip-filter' }),
      ask({ rule: 'rate-limit-by-key' }),
    ]).toEqual([3, 4, 1200, 1, undefined, undefined])
  })
})
