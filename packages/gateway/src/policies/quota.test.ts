import { describe, expect, it } from 'vitest'
import { type BenchOptions, createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const withQuota = (quota: string, more: Partial<BenchOptions> = {}) =>
  createPolicyBench({ documents: { product: document('inbound', quota) }, ...more })

const day = 86_400

describe('quota', () => {
  it('counts calls in fixed windows from the start of the subscription', async () => {
    const bench = withQuota(`<quota calls="2" renewal-period="${7 * day}" />`)
    bench.clock.advance(4.88 * day * 1000)
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([200, 200])
    const refused = await bench.send()
    expect(refused.status).toBe(403)
    expect(refused.text()).toBe(
      '{ "statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 2.12 days." }',
    )
    expect(refused.header('retry-after')).toBe('183168')
    expect(refused.context.lastError).toMatchObject({
      source: 'quota',
      reason: 'QuotaExceeded',
      message: 'Out of call volume quota. Quota will be replenished in 2.12 days.',
    })
    bench.clock.advance(183_168_000)
    expect((await bench.send()).status).toBe(200)
  })

  it('begins at the start date where the subscription has one', async () => {
    const bench = withQuota(`<quota calls="1" renewal-period="${day}" />`, {
      subscription: { startDate: '2026-01-05T11:59:00Z' },
    })
    await bench.send()
    expect((await bench.send()).text()).toContain('Quota will be replenished in 23:59:00.')
  })

  it('never renews with a period of 0', async () => {
    const bench = withQuota('<quota calls="1" renewal-period="0" />')
    await bench.send()
    bench.clock.advance(1000 * day * 1000)
    const refused = await bench.send()
    expect([refused.status, refused.header('retry-after')]).toEqual([403, undefined])
    expect(refused.text()).toBe('{ "statusCode": 403, "message": "Out of call volume quota." }')
  })

  it('counts kilobytes of requests and responses, and lets the call through that crosses the limit', async () => {
    const bench = withQuota('<quota bandwidth="1" renewal-period="3600" />', {
      backend: (call) => call.respond({ status: 200, headers: [] }, 'x'.repeat(400)),
    })
    const send = () => bench.send({ method: 'POST', body: 'y'.repeat(200) })
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    const refused = await send()
    expect(refused.status).toBe(403)
    expect(refused.text()).toBe(
      '{ "statusCode": 403, "message": "Out of bandwidth quota. Quota will be replenished in 01:00:00." }',
    )
    expect(refused.context.lastError).toMatchObject({ source: 'quota', reason: 'QuotaExceeded' })
  })

  it('counts an API on its own', async () => {
    const bench = withQuota(
      '<quota calls="9" renewal-period="3600"><api id="echo" calls="1" renewal-period="3600" /></quota>',
    )
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([200, 403])
  })

  it('does not count calls without a subscription', async () => {
    const bench = withQuota('<quota calls="1" bandwidth="1" renewal-period="0" />', { subscription: null })
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([200, 200])
  })
})
