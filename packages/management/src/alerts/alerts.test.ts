import { createHmac } from 'node:crypto'
import { bucketOfMicroseconds, type GatewayQuestion, type UsageCell } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { toBody } from '../arm/define-resource.ts'
import type { MailProperties } from '../mail/outbox/mail-document.ts'
import { type ManagementFixtureOptions, startManagement } from '../management.fixture.ts'
import { connectGateway } from '../snapshot/connected-gateway.fixture.ts'
import { evaluateAlerts } from './evaluate-alerts.ts'
import { sendAlertCalls } from './send-alert-calls.ts'

const minuteMs = 60_000
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const secret = 'a secret of sixteen'

async function start(options: ManagementFixtureOptions = {}) {
  const started = await startManagement(options)
  const { environment, usage, clock, call, store, issue } = started
  let number = 0
  /** Calls in the minute before the last whole one. */
  const calls = async (count: number, other: Partial<UsageCell> = {}, microseconds = 1000) => {
    const buckets = [bucketOfMicroseconds(microseconds), count]
    const time = { count, sum: count * microseconds, min: microseconds, max: microseconds, buckets }
    const none = { count: 0, sum: 0, min: 0, max: 0, buckets: [] }
    const cell: UsageCell = {
      service: 'sluice',
      api: 'echo-api',
      status: 200,
      cache: 'none',
      minute: Math.floor(clock.now() / minuteMs) - 2,
      calls: count,
      bytesIn: 0,
      bytesOut: 0,
      apiTime: time,
      serviceTime: none,
      ...other,
    }
    await usage.accept({ gateway: 'a'.repeat(32), number: ++number, cells: [cell], records: [] })
  }
  const put = async (id: string, properties: object) => {
    const answer = await call('PUT', `/alertRules/${id}`, { properties: { displayName: id, ...properties } })
    return { status: answer.status, json: answer.json, etag: answer.etag }
  }
  // Tokens end long before some of these tests do.
  const fresh = async () => ({ Authorization: `Bearer ${await issue()}` })
  const history = async (id: string) => (await call('GET', `/alertRules/${id}/history`, undefined, await fresh())).json
  const mails = async () =>
    (await store.list('/services/sluice/mails')).map((document: StoredDocument) => {
      const { template, to, subject } = toBody<MailProperties>(document).properties
      return { template, to, subject }
    })
  return { ...started, calls, put, history, fresh, mails, evaluate: () => evaluateAlerts(environment) }
}

describe('a rule about the error rate', () => {
  it('tells its addresses once when it fires and once when it ends, of its API only', async () => {
    const { put, calls, evaluate, history, mails, clock } = await start()
    await put('errors', { kind: 'errorRate', threshold: 10, apiId: '/apis/echo-api', emails: ['ops@example.com'] })
    await calls(90)
    await calls(9, { status: 500 })
    await calls(50, { status: 500, api: 'other' })
    await evaluate()
    expect(await history('errors')).toEqual({ value: [], count: 0, firing: [] })
    await calls(2, { status: 500 })
    await evaluate()
    await evaluate()
    const text = '10.89 % of 101 calls of the last 5 minutes failed; the threshold is 10 %.'
    expect((await history('errors')).value).toMatchObject([{ kind: 'fired', text, isMuted: false, webhook: null }])
    expect((await history('errors')).firing).toEqual([''])
    clock.advance(10 * minuteMs)
    await evaluate()
    expect(
      (await history('errors')).value.map(({ kind, value }: { kind: string; value: unknown }) => [kind, value]),
    ).toEqual([
      ['ended', null],
      ['fired', (11 / 101) * 100],
    ])
    expect(await mails()).toEqual([
      { template: 'AlertRule', to: 'ops@example.com', subject: 'Alert, errors' },
      { template: 'AlertRule', to: 'ops@example.com', subject: 'Alert, over: errors' },
    ])
  })

  it('fires once however many processes look at it', async () => {
    const { put, calls, evaluate, history } = await start()
    await put('errors', { kind: 'errorRate', threshold: 10 })
    await calls(50, { status: 500 })
    await Promise.all([evaluate(), evaluate(), evaluate()])
    expect((await history('errors')).count).toBe(1)
  })

  it('concludes nothing from few calls, nor while it is switched off, and begins anew when it is about something else', async () => {
    const { put, calls, evaluate, history } = await start()
    await put('errors', { kind: 'errorRate', threshold: 10 })
    await calls(19, { status: 500 })
    await evaluate()
    expect((await history('errors')).count).toBe(0)
    await calls(1, { status: 500 })
    await put('errors', { kind: 'errorRate', threshold: 10, isEnabled: false })
    await evaluate()
    expect((await history('errors')).count).toBe(0)
    await put('errors', { kind: 'errorRate', threshold: 10 })
    await evaluate()
    expect(await history('errors')).toMatchObject({ count: 1, firing: [''] })
    await put('errors', { kind: 'latency', threshold: 10 })
    expect((await history('errors')).firing).toEqual([])
  })
})

it('a rule about latency compares the call of its percentile', async () => {
  const { put, calls, evaluate, history } = await start()
  await put('p95', { kind: 'latency', threshold: 100 })
  await put('p99', { kind: 'latency', threshold: 100, percentile: 99 })
  await put('backend', { kind: 'latency', threshold: 100, measure: 'backend' })
  await calls(96, {}, 50_000)
  await calls(4, {}, 200_000)
  await evaluate()
  expect([(await history('p95')).count, (await history('backend')).count]).toEqual([0, 0])
  const [{ value }] = (await history('p99')).value
  expect(value).toBeGreaterThan(198)
  expect(value).toBeLessThan(202)
})

it('a rule about batch jobs counts those that failed in its window', async () => {
  const finished: string[] = []
  const callStudio = async (path: string) =>
    path === '/studio/workspaces'
      ? Response.json({ value: [{ id: 'w' }] })
      : Response.json({ value: finished.map((finishedAt) => ({ webServiceName: 'Reviews', finishedAt })) })
  const { put, evaluate, history, clock } = await start({ callStudio })
  await put('jobs', { kind: 'batchFailures', threshold: 2 })
  finished.push(new Date(clock.now() - 60 * minuteMs).toISOString(), new Date(clock.now()).toISOString())
  await evaluate()
  expect((await history('jobs')).count).toBe(0)
  finished.push(new Date(clock.now() - minuteMs).toISOString())
  await evaluate()
  expect((await history('jobs')).value).toMatchObject([
    { kind: 'fired', value: 2, text: '2 batch jobs failed in the last 5 minutes: Reviews.' },
  ])
})

describe('a quota that comes near', () => {
  async function startQuota() {
    const started = await start()
    const { call, calls } = started
    await call('PUT', '/users/anna', { properties: anna })
    await call(
      'PUT',
      '/notifications/QuotaLimitApproachingPublisherNotificationMessage/recipientEmails/boss@example.com',
    )
    const value =
      '<policies><inbound><base /><quota calls="100" bandwidth="1000" renewal-period="3600" /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>'
    await call('PUT', '/products/starter/policies/policy', { properties: { value, format: 'xml' } })
    const properties = { displayName: 'One', scope: '/products/starter', ownerId: '/users/anna', state: 'active' }
    await call('PUT', '/subscriptions/one', { properties })
    await calls(10, { subscription: 'one', user: 'anna' })
    let used: readonly (number | null)[] = [79, 100]
    const gateway = await connectGateway(started, ({ kind }: GatewayQuestion) => ({
      quotas: [],
      ...(kind === 'read-limits' ? { limitsUsed: used } : {}),
    }))
    return {
      ...started,
      gateway,
      use(next: readonly (number | null)[]) {
        used = next
      },
    }
  }

  it('is told to its owner and the publishers once in a period, as the gateways count it', async () => {
    const { evaluate, mails, history, use, gateway } = await startQuota()
    const before = (await mails()).length
    await evaluate()
    expect((await mails()).length).toBe(before)
    use([80, 100])
    await evaluate()
    use([99, 500])
    await evaluate()
    expect((await mails()).slice(before)).toEqual([
      {
        template: 'QuotaLimitApproachingDeveloperNotificationMessage',
        to: 'anna@example.com',
        subject: 'You are approaching an API quota limit',
      },
      {
        template: 'QuotaLimitApproachingPublisherNotificationMessage',
        to: 'boss@example.com',
        subject: 'Anna Berg is approaching a quota of Starter',
      },
    ])
    expect((await history('quota-approaching')).value).toMatchObject([
      {
        kind: 'fired',
        subject: 'one',
        value: 80,
        text: "The subscription 'one' has used 80 % of its quota of Starter: 80 of 100 calls, 100 of 1000 kilobytes.",
      },
    ])
    // The next period.
    use([0, 0])
    await evaluate()
    expect((await mails()).length).toBe(before + 2)
    use([0, 900])
    await evaluate()
    expect((await mails()).length).toBe(before + 4)
    await gateway.stop()
    expect(gateway.asked[0]).toEqual({
      kind: 'read-limits',
      service: 'sluice',
      limits: ['calls', 'kilobytes'].map((unit) => ({
        rule: 'quota',
        unit,
        key: 'one',
        document: '/services/sluice/products/starter/policies/policy',
        periodSeconds: 3600,
      })),
    })
  })

  it('waits where no gateway answers, and keeps no other rule from being looked at', async () => {
    const { evaluate, put, calls, history, gateway, log } = await startQuota()
    await gateway.stop()
    await put('errors', { kind: 'errorRate', threshold: 10 })
    await calls(50, { status: 500 })
    await evaluate()
    expect((await history('errors')).count).toBe(1)
    expect(log.records.at(-1)).toMatchObject({ level: 'warn', message: 'An alert rule cannot be measured now.' })
  })
})

describe('the webhook of a rule', () => {
  async function startHook(answer: (request: Request) => Response) {
    const received: Request[] = []
    const started = await start({
      answerOutgoing(request) {
        received.push(request.clone())
        return answer(request)
      },
    })
    const { put, calls, evaluate, environment } = started
    const hook = { webhookUrl: 'https://hooks.example.com/a', webhookSecret: secret }
    await put('errors', { kind: 'errorRate', threshold: 10, ...hook })
    await calls(50, { status: 500 })
    await evaluate()
    return { ...started, received, send: () => sendAlertCalls(environment) }
  }

  it('is called once, with a body that is signed', async () => {
    const { received, send, history, clock } = await startHook(() => new Response(null, { status: 204 }))
    await Promise.all([send(), send()])
    await send()
    expect(received).toHaveLength(1)
    const [request] = received
    const body = (await request?.text()) ?? ''
    const { headers } = request ?? new Request('http://none')
    const signed = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${body}`
    expect(headers.get('webhook-timestamp')).toBe(String(clock.now() / 1000))
    expect(headers.get('webhook-signature')).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.fired',
      timestamp: '2026-01-05T12:00:00.000Z',
      data: {
        service: 'sluice',
        rule: { id: 'errors', displayName: 'errors', kind: 'errorRate' },
        value: 100,
        threshold: 10,
        href: 'https://portal.example.com/publisher/sluice',
      },
    })
    expect((await history('errors')).value[0].webhook).toEqual({ state: 'sent', attempts: 1, lastError: null })
  })

  it('is called again after longer and longer times, and then given up', async () => {
    const { received, send, history, clock } = await startHook(() => new Response(null, { status: 500 }))
    const seen: number[] = []
    for (let passed = 0; passed <= 400; passed++) {
      const before = received.length
      await send()
      if (received.length > before) seen.push(passed)
      clock.advance(minuteMs)
    }
    expect(seen).toEqual([0, 1, 6, 21, 81, 321])
    const lastError = 'The answer was 500.'
    expect((await history('errors')).value.at(-1).webhook).toEqual({ state: 'dead', attempts: 6, lastError })
  })

  it('is not called at an address that the policy refuses, and not again where it is gone', async () => {
    const gone = await startHook(() => new Response(null, { status: 410 }))
    await gone.send()
    expect((await gone.history('errors')).value[0].webhook.state).toBe('dead')
    const { put, calls, evaluate, environment, history } = await start()
    await put('errors', { kind: 'errorRate', threshold: 10, webhookUrl: 'http://169.254.169.254/latest' })
    await calls(50, { status: 500 })
    await evaluate()
    await sendAlertCalls(environment)
    expect((await history('errors')).value[0].webhook).toMatchObject({ state: 'dead', attempts: 1 })
  })

  it('and the addresses hear of a test', async () => {
    const { call, put, environment, mails, received } = await startHook(() => new Response(null, { status: 200 }))
    await put('try', {
      kind: 'latency',
      threshold: 10,
      emails: ['ops@example.com'],
      webhookUrl: 'https://hooks.example.com/b',
    })
    const { status } = await call('POST', '/alertRules/try/sendTest')
    await sendAlertCalls(environment)
    expect([status, (await mails()).at(-1)?.subject]).toEqual([204, 'Alert, test: try'])
    const types = await Promise.all(received.map(async (request) => JSON.parse(await request.text()).type))
    expect(types.sort()).toEqual(['alert.fired', 'alert.tested'])
  })
})

it('a history keeps its newest events, and goes away with its rule', async () => {
  const { put, calls, evaluate, history, clock, call, store, fresh } = await start()
  await put('errors', { kind: 'errorRate', threshold: 10 })
  for (let round = 0; round < 101; round++) {
    await calls(50, { status: 500 })
    await evaluate()
    clock.advance(10 * minuteMs)
    await evaluate()
  }
  const { count, value } = await history('errors')
  expect([count, value[0].kind]).toEqual([200, 'ended'])
  await call('DELETE', '/alertRules/errors', undefined, { 'If-Match': '*', ...(await fresh()) })
  expect(await store.listBelow('/services/sluice/alertrules/errors')).toEqual([])
})
