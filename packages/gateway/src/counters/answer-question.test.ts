import type { GatewayQuestion } from '@sluice/contracts'
import { createSnapshotState } from '@sluice/gateway'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'
import { answerQuestion } from './answer-question.ts'

const { service, api, operation, product, productApi, subscription, policy } = entriesOf('contoso')

/** A gateway whose product Starter has this quota, and a subscription that began at 12:00, when the clock stands. */
function start(quota: string) {
  const entries = [
    service(),
    api('echo', { subscriptionRequired: true }),
    operation('echo', 'post', 'POST', '/a'),
    product('starter'),
    productApi('starter', 'echo'),
    subscription('One', '/products/Starter', { startDate: '2026-01-05T12:00:00Z' }),
    subscription('all', '/apis'),
    policy('/products/starter', `<policies><inbound><base/><quota ${quota}/></inbound></policies>`),
  ].map((entry) => ({ ...entry, id: entry.id.toLowerCase() }))
  const test = createTestGateway(entries)
  const state = createSnapshotState()
  state.apply({ type: 'snapshot', changeNumber: 1, entries })
  return {
    clock: test.clock,
    call: async () =>
      (
        await test.send({
          method: 'POST',
          target: '/echo/a',
          headers: ['Ocp-Apim-Subscription-Key', 'One-primary'],
          body: 'x'.repeat(100),
        })
      ).status,
    ask: (question: Partial<GatewayQuestion> = {}) =>
      answerQuestion({ kind: 'read-quota', service: 'Contoso', counterKey: 'one', ...question } as GatewayQuestion, {
        table: test.counters.table,
        clock: test.clock,
        find: state.find,
        traces: { find: () => undefined, list: () => [] },
      }).quotas,
  }
}
const noonMs = Date.UTC(2026, 0, 5, 12)
const hourMs = 3_600_000

describe('what a gateway says of a quota', () => {
  it('is nothing before the first call, and of a key that no quota counts by', async () => {
    const { ask, call } = start('calls="5" renewal-period="3600"')
    expect(ask()).toEqual([])
    await call()
    expect([ask({ counterKey: 'nobody' }), ask({ counterKey: 'all' }), ask({ service: 'other' })]).toEqual([[], [], []])
  })

  it('is what was counted in the period that is running, whether or not a call has entered it', async () => {
    const { ask, call, clock } = start('calls="5" bandwidth="10" renewal-period="3600"')
    await call()
    await call()
    expect(ask()).toEqual([{ periodStartMs: noonMs, periodEndMs: noonMs + hourMs, callsCount: 2, bytes: 200 }])
    clock.advance(2.5 * hourMs)
    const later = { periodStartMs: noonMs + 2 * hourMs, periodEndMs: noonMs + 3 * hourMs }
    expect(ask()).toEqual([{ ...later, callsCount: 0, bytes: 0 }])
    await call()
    expect(ask()).toEqual([{ ...later, callsCount: 1, bytes: 100 }])
  })

  it('has no end where the quota is once for all', async () => {
    const { ask, call } = start('calls="5" renewal-period="0"')
    await call()
    expect(ask()).toEqual([{ periodStartMs: noonMs, periodEndMs: null, callsCount: 1, bytes: 0 }])
  })
})

describe('a quota that is set', () => {
  it('holds from the next call on', async () => {
    const { ask, call } = start('calls="5" bandwidth="1" renewal-period="3600"')
    await call()
    const of = { kind: 'set-quota', periodStartMs: noonMs } as const
    expect(ask({ ...of, callsCount: 4 })[0]).toMatchObject({ callsCount: 4, bytes: 100 })
    expect([await call(), await call()]).toEqual([200, 403])
    expect(ask({ ...of, callsCount: 0 })[0]).toMatchObject({ callsCount: 0, bytes: 200 })
    expect(await call()).toBe(200)
    expect(ask({ ...of, bytes: 1024 })[0]).toMatchObject({ callsCount: 1, bytes: 1024 })
    expect(await call()).toBe(403)
  })

  it('stays what it is when the period that was meant is over or not there', async () => {
    const { ask, call, clock } = start('calls="5" renewal-period="3600"')
    const set = () => ask({ kind: 'set-quota', periodStartMs: noonMs, callsCount: 5 })
    expect(set()).toEqual([])
    await call()
    clock.advance(hourMs)
    expect(set()[0]).toMatchObject({ periodStartMs: noonMs + hourMs, callsCount: 0 })
    expect(await call()).toBe(200)
  })

  it('can be set in a period that no call has entered yet', async () => {
    const { ask, call, clock } = start('calls="5" renewal-period="3600"')
    await call()
    clock.advance(hourMs)
    expect(ask({ kind: 'set-quota', periodStartMs: noonMs + hourMs, callsCount: 5 })[0]?.callsCount).toBe(5)
    expect(await call()).toBe(403)
    clock.advance(hourMs)
    expect(await call()).toBe(200)
  })
})
