import { type CallRecord, callRecordDetail, callRecordPage } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { noon, recordOf, startUsage } from './usage.fixture.ts'

const refused: CallRecord = recordOf({
  requestId: 'refused',
  status: 429,
  api: 'echo-api',
  operation: 'retrieve-resource',
  product: 'starter',
  subscription: 'gone',
  user: '1',
  timestamp: noon - 3000,
  backend: 'backend-1',
  backendUrl: 'https://backend.example.com/x',
  lastError: {
    source: 'rate-limit',
    reason: 'RateLimitExceeded',
    message: 'Rate limit is exceeded.',
    section: 'inbound',
  },
  refusal: {
    rule: 'rate-limit',
    reason: 'RateLimitExceeded',
    document: '/products/starter',
    line: 3,
    column: 5,
    counter: { unit: 'calls', used: 5, limit: 5, periodSeconds: 60, passesAt: noon },
  },
  request: { headers: [{ name: 'accept', value: '*/*' }] },
})

const shown = {
  requestId: 'refused',
  timestamp: '2026-01-05T11:59:57.000Z',
  method: 'GET',
  url: 'https://gateway.example.com/echo/resource',
  callerIpAddress: '203.0.113.7',
  status: 429,
  outcome: 'blocked',
  cache: 'none',
  api: 'echo-api',
  apiName: 'Echo API',
  operation: 'retrieve-resource',
  operationName: 'Retrieve resource',
  product: 'starter',
  productName: 'Starter',
  subscription: 'gone',
  subscriptionName: 'gone',
  user: '1',
  userName: 'Administrator Administrator',
  requestSize: 0,
  responseSize: 20,
  apiTime: 1.5,
  isRefused: true,
}

async function startWithRecords() {
  const usage = await startUsage()
  await usage.send(
    [],
    [
      refused,
      recordOf({ requestId: 'a', timestamp: noon - 2000, status: 302, url: 'https://g/Other?x=%2F' }),
      recordOf({ requestId: 'b', timestamp: noon - 1000, status: 500, method: 'POST', callerIpAddress: '::1' }),
      recordOf({ requestId: 'c', timestamp: noon - 1000, user: '2' }),
    ],
  )
  const find = async (query: string) =>
    (await usage.call('GET', `/callRecords?${query}`)).json.value.map(
      ({ requestId }: { requestId: string }) => requestId,
    )
  return { ...usage, find }
}

describe('the request log', () => {
  it('lists calls newest first, with the names of what was called', async () => {
    const { call } = await startWithRecords()
    const { json } = await call('GET', '/callRecords')
    const { value } = callRecordPage.parse(json)
    expect(value.map(({ requestId }) => requestId)).toEqual(['c', 'b', 'a', 'refused'])
    expect(value[3]).toEqual(shown)
  })

  it.each([
    ['from=2026-01-05T11:59:58Z', ['c', 'b', 'a']],
    ['from=2026-01-05T11:59:57Z&to=2026-01-05T11:59:59Z', ['a', 'refused']],
    ['status=4xx,500', ['b', 'refused']],
    ['status=302', ['a']],
    ['outcome=blocked', ['refused']],
    ['outcome=failed,other', ['b', 'a']],
    ['outcome=blocked&status=5xx', []],
    ['method=post', ['b']],
    ['ip=::1', ['b']],
    ['text=OTHER', ['a']],
    ['text=%2F', ['c', 'b', 'a', 'refused']],
    ['requestId=a', ['a']],
    ['api=echo-api&operation=Retrieve-Resource&product=starter&subscription=gone&user=1', ['refused']],
    ['api=-', ['c', 'b', 'a']],
    ['refused=true', ['refused']],
    ['refused=false&user=2', ['c']],
  ])('finds ?%s', async (query, expected) => {
    const { find } = await startWithRecords()
    expect(await find(query)).toEqual(expected)
  })

  it('goes from page to page, also while newer calls come in', async () => {
    const { call, send } = await startWithRecords()
    const first = (await call('GET', '/callRecords?$top=2')).json
    await send([], [recordOf({ requestId: 'new', timestamp: noon })])
    const next = new URL(first.nextLink)
    const second = (await call('GET', `/callRecords${next.search.replace(/&api-version=[^&]+/, '')}`)).json
    expect(second.value.map(({ requestId }: { requestId: string }) => requestId)).toEqual(['a', 'refused'])
    expect(second.nextLink).toBeUndefined()
  })

  it.each([
    ['status=teapot', "'teapot' is neither a status, such as 404, nor a class of them, such as 4xx."],
    ['outcome=good', "'good' is none of success, blocked, failed, other."],
    ['refused=maybe', "'maybe' is neither true nor false."],
    ['$skiptoken=x', "'x' is none of ours."],
  ])('refuses ?%s with the reason', async (query, reason) => {
    const { call } = await startUsage()
    const { status, json } = await call('GET', `/callRecords?${query}`)
    expect(status).toBe(400)
    expect(json.error.message).toContain(`cannot be used: ${reason}`)
  })

  it('gives all that is kept of a call, or says that it is not kept', async () => {
    const { call } = await startWithRecords()
    const { json } = await call('GET', '/callRecords/refused')
    const { backend, backendUrl, lastError, refusal, request } = refused
    expect(callRecordDetail.parse(json)).toEqual({ ...shown, backend, backendUrl, lastError, refusal, request })
    expect((await call('GET', '/callRecords/nothing')).json.error).toEqual({
      code: 'CallRecordNotFound',
      message: "No call with the request id 'nothing' is kept.",
      details: null,
    })
  })
})

describe('what a developer reads of own calls', () => {
  async function startAsDeveloper() {
    const usage = await startWithRecords()
    const read = async (path: string, user = '1') => {
      const separator = path.includes('?') ? '&' : '?'
      const response = await usage.fetchRaw(
        `/developer/users/${user}/${path}${separator}api-version=2022-04-01-preview`,
        {
          headers: { Authorization: `Bearer ${usage.token}` },
        },
      )
      return { status: response.status, json: JSON.parse(await response.text()) }
    }
    return { ...usage, read }
  }

  it('is confined to them, whatever is asked for', async () => {
    const { read } = await startAsDeveloper()
    const ids = async (query: string) =>
      (await read(`callRecords?${query}`)).json.value.map(({ requestId }: { requestId: string }) => requestId)
    expect(await ids('')).toEqual(['refused'])
    expect(await ids('user=2')).toEqual([])
    expect(await ids('user=-')).toEqual([])
    expect((await read('callRecords/c')).status).toBe(404)
    expect((await read('callRecords', '2')).status).toBe(403)
    const filter = encodeURIComponent(
      "timestamp ge datetime'2026-01-05' and timestamp le datetime'2026-01-06' and userId eq '2'",
    )
    expect((await read(`reports/byRequest?$filter=${filter}`)).json).toEqual({ value: [], count: 0 })
    expect((await read(`reports/byApi?$filter=${filter}`)).json).toEqual({ value: [], count: 0 })
  })

  it('has neither backends nor places of rules', async () => {
    const { read } = await startAsDeveloper()
    const { json } = await read('callRecords/refused')
    const { source, reason, message } = refused.lastError ?? {}
    const { rule, counter } = refused.refusal ?? {}
    expect(json).toEqual({
      ...shown,
      lastError: { source, reason, message },
      refusal: { rule, reason, counter },
      request: refused.request,
    })
  })

  it('has no host of a backend that failed', async () => {
    const { read, send } = await startAsDeveloper()
    const lastError = {
      source: 'forward-request',
      reason: 'BackendConnectionFailure',
      message: 'connect shop.internal:81',
    }
    await send([], [recordOf({ requestId: 'failed', timestamp: noon - 500, status: 500, user: '1', lastError })])
    const { json } = await read('callRecords/failed')
    expect(json.lastError).toEqual({
      ...lastError,
      message: 'What is behind this API did not answer as it should.',
    })
  })

  it('sums up own calls', async () => {
    const { read, send } = await startAsDeveloper()
    const { cellOf } = await import('./usage.fixture.ts')
    await send([cellOf({ user: '1', calls: 3, subscription: 's' }), cellOf({ user: '2', calls: 9, subscription: 't' })])
    expect((await read('usageSummary')).json.total.callCountTotal).toBe(3)
    expect((await read('usageSummary?user=2')).json.total.callCountTotal).toBe(3)
    const filter = encodeURIComponent("timestamp ge datetime'2026-01-05' and timestamp le datetime'2026-01-06'")
    const { json } = await read(`reports/bySubscription?$filter=${filter}`)
    expect(json.value).toMatchObject([{ subscriptionId: '/subscriptions/s', callCountTotal: 3 }])
    const none = await read('reports/byNothing?$filter=x')
    expect(none.status).toBe(404)
  })
})
