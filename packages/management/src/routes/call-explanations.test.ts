import { type CallRecord, type CallRefusal, callExplanation, toTimedId } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { connectGateway } from '../snapshot/connected-gateway.fixture.ts'

const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const document = '/services/sluice/products/starter/policies/policy'

async function start() {
  const started = await startManagement()
  const { clock, call, fetchRaw, usage } = started
  let number = 0
  const keep = (record: CallRecord) =>
    usage.accept({ gateway: 'a'.repeat(32), number: ++number, oldest: 1, cells: [], records: [record] })
  const idAt = (timeMs: number) => toTimedId(timeMs, '11111111-2222-4333-8444-555555555555')
  const requestId = idAt(clock.now())
  const record = (refusal: CallRefusal | undefined, other: Partial<CallRecord> = {}): CallRecord => ({
    requestId,
    service: 'sluice',
    timestamp: clock.now(),
    method: 'GET',
    url: 'http://localhost:8000/echo/resource',
    callerIpAddress: '127.0.0.1',
    status: 429,
    cache: 'none',
    requestSize: 0,
    responseSize: 84,
    apiTime: 900,
    api: 'echo-api',
    subscription: 'one',
    user: 'anna',
    ...(refusal === undefined ? {} : { refusal }),
    ...other,
  })
  const explain = (id = requestId) => call('GET', `/callRecords/${id}/explanation`)
  await call('PUT', '/users/anna', { properties: anna })
  await call('PUT', '/users/ben', { properties: { ...anna, email: 'ben@example.com' } })
  /** As the user reads it in the developer portal. */
  const explainTo = async (email: string | undefined, id = requestId) => {
    const headers: Record<string, string> = {}
    if (email !== undefined) {
      const signedIn = await fetchRaw('/api/sign-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, password: anna.password }),
      })
      const { token } = (await signedIn.json()) as { token: string }
      headers.Authorization = `Bearer ${token}`
    }
    const path = `/developer/callRecords/${id}/explanation?api-version=2022-04-01-preview&service=sluice`
    const response = await fetchRaw(path, { headers })
    return { status: response.status, json: JSON.parse(await response.text()) }
  }
  return { ...started, keep, idAt, requestId, record, explain, explainTo }
}

const rateLimited = (nowMs: number): CallRefusal => ({
  rule: 'rate-limit',
  reason: 'RateLimitExceeded',
  document,
  line: 4,
  column: 10,
  counter: { unit: 'calls', key: 'one', used: 5, limit: 5, periodSeconds: 60, passesAt: nowMs + 57_000 },
})

describe('a refusal, explained to a publisher', () => {
  it('says which rule, where it is written, how it stood and stands, and what to do', async () => {
    const started = await start()
    const { clock, keep, record, explain, requestId } = started
    await keep(record(rateLimited(clock.now())))
    const gateway = await connectGateway(started, ({ kind }) => ({
      quotas: [],
      ...(kind === 'read-limits' ? { limitsUsed: [3] } : {}),
    }))
    const { status, json } = await explain()
    await gateway.stop()
    expect(status).toBe(200)
    expect(callExplanation.parse(json)).toEqual({
      requestId,
      timestamp: '2026-01-05T12:00:00.000Z',
      status: 429,
      rule: 'rate-limit',
      reason: 'RateLimitExceeded',
      title: 'Too many calls came within a short time.',
      text: 'The limit is 5 calls in one minute, and it was used up. Calls pass again at 2026-01-05T12:00:57.000Z.',
      where: {
        document: '/products/starter/policies/policy',
        scope: 'product',
        line: 4,
        column: 10,
        href: '/publisher/sluice/policies?scope=%2Fproducts%2Fstarter&line=4',
      },
      counter: {
        // biome-ignore lint/suspicious/noThenProperty: as the answer is
        then: { unit: 'calls', limit: 5, periodSeconds: 60, used: 5 },
        now: { unit: 'calls', limit: 5, periodSeconds: 60, used: 3 },
      },
      passesAt: '2026-01-05T12:00:57.000Z',
      whatToDo: [
        {
          code: 'WaitForRetryAfter',
          text: 'Wait for the seconds that the Retry-After header of the answer names before calling again.',
        },
        { code: 'SpreadCalls', text: 'Spread calls evenly, and keep answers that do not change.' },
        {
          code: 'RaiseLimit',
          text: 'Raise the limit in the policy, or move the caller to a product with a higher one.',
        },
      ],
    })
    expect(gateway.asked).toEqual([
      {
        kind: 'read-limits',
        service: 'sluice',
        limits: [{ rule: 'rate-limit', unit: 'calls', key: 'one', document, periodSeconds: 60 }],
      },
    ])
  })

  it('is given without the counter of now when no gateway is there, and never asks for a hidden key', async () => {
    const started = await start()
    const { clock, keep, record, explain } = started
    await keep(record(rateLimited(clock.now())))
    expect((await explain()).json.counter.now).toBeNull()
    const hidden = rateLimited(clock.now())
    const other = started.idAt(clock.now() - 1)
    await keep(record({ ...hidden, counter: { unit: 'calls', used: 5, limit: 5, key: '***' } }, { requestId: other }))
    const gateway = await connectGateway(started, () => ({ quotas: [], limitsUsed: [3] }))
    expect((await explain(other)).json).toMatchObject({ counter: { now: null }, passesAt: null })
    await gateway.stop()
    expect(gateway.asked).toEqual([])
  })

  it('leads to the fragment, the global document or nowhere', async () => {
    const { keep, record, explain, idAt, clock } = await start()
    const places = [
      ['/services/sluice/policyfragments/guard', 'fragment', '/publisher/sluice/fragments/guard?line=2'],
      ['/services/sluice/policies/policy', 'global', '/publisher/sluice/policies?line=2'],
      [
        '/services/sluice/apis/a/operations/b/policies/policy',
        'operation',
        '/publisher/sluice/policies?scope=%2Fapis%2Fa%2Foperations%2Fb&line=2',
      ],
    ]
    for (const [index, [document = '', scope, href]] of places.entries()) {
      const requestId = idAt(clock.now() - index)
      await keep(record({ rule: 'ip-filter', reason: 'CallerIpBlocked', document, line: 2 }, { requestId }))
      expect((await explain(requestId)).json.where).toMatchObject({ scope, href, line: 2, column: null })
    }
    const requestId = idAt(clock.now() - 10)
    await keep(record({ rule: 'subscription-key', reason: 'SubscriptionKeyUnknown' }, { requestId }))
    expect((await explain(requestId)).json.where).toBeNull()
  })

  it('has words for reasons of which nobody thought', async () => {
    const { keep, record, explain } = await start()
    const lastError = { source: 'json-to-xml', reason: 'BodyNotConvertible', message: 'The body cannot be converted.' }
    await keep(record({ rule: 'json-to-xml', reason: 'BodyNotConvertible' }, { status: 500, lastError }))
    expect((await explain()).json).toMatchObject({
      title: "The rule 'json-to-xml' refused the call.",
      text: 'The body cannot be converted.',
      whatToDo: [{ code: 'BodyNotConvertible' }],
    })
  })
})

describe('a refusal, explained to a developer', () => {
  it('says what it belongs to, not the line, and nothing of what is behind the API', async () => {
    const { clock, keep, record, explainTo, idAt } = await start()
    await keep(record(rateLimited(clock.now())))
    const { status, json } = await explainTo('anna@example.com')
    expect(status).toBe(200)
    expect(json.where).toEqual({
      document: '/products/starter',
      scope: 'product',
      line: null,
      column: null,
      href: null,
    })
    expect(json.whatToDo.at(-1)).toEqual({
      code: 'AskForMore',
      text: 'Subscribe to a product with a higher limit, or ask the publisher to raise this one.',
      href: '/developer/sluice/profile',
    })
    const failed = idAt(clock.now() - 1)
    const message = 'The backend cannot be reached: secret-host refused.'
    const lastError = { source: 'forward-request', reason: 'BackendConnectionFailure', message }
    const refusal = { rule: 'backend', reason: 'BackendConnectionFailure' }
    await keep(record(refusal, { requestId: failed, status: 500, lastError }))
    expect(JSON.stringify((await explainTo('anna@example.com', failed)).json)).not.toContain('secret-host')
  })

  it('is there for the own calls only, also for those whose key was refused', async () => {
    const { keep, record, explainTo, requestId, clock } = await start()
    const { user, subscription, ...anonymous } = record({
      rule: 'subscription-key',
      reason: 'SubscriptionNotActive',
      subscription: 'one',
      user: 'anna',
    })
    expect([user, subscription]).toEqual(['anna', 'one'])
    await keep({ ...anonymous, status: 401 })
    expect((await explainTo('anna@example.com')).json.title).toBe(
      "The key belongs to the subscription 'one', which is not active.",
    )
    clock.advance(60_000)
    const others = await explainTo('ben@example.com')
    expect([others.status, others.json.error.code]).toEqual([404, 'CallRecordNotKept'])
    expect((await explainTo(undefined)).status).toBe(401)
    expect(others.json.error.message).toContain(requestId)
  })
})

describe('a call that cannot be explained', () => {
  it('is unknown, too new, too old, not kept, or was not refused', async () => {
    const { keep, record, explain, idAt, clock, requestId } = await start()
    const codeOf = async (id: string) => {
      const { status, json } = await explain(id)
      return [status, json.error.code]
    }
    await keep(record(undefined, { status: 200 }))
    clock.advance(60_000)
    expect(await codeOf(requestId)).toEqual([404, 'CallNotRefused'])
    expect(await codeOf('11111111-2222-4333-8444-555555555555')).toEqual([404, 'CallIdUnknown'])
    expect(await codeOf(idAt(clock.now() - 2_000))).toEqual([404, 'CallRecordNotThereYet'])
    expect(await codeOf(idAt(clock.now() - 3_600_000))).toEqual([404, 'CallRecordTooOld'])
    expect(await codeOf(idAt(clock.now() - 30_000))).toEqual([404, 'CallRecordNotKept'])
  })
})
