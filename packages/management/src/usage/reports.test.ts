import { type CallOutcome, outcomeOfStatus } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { cellOf, minuteMs, noon, recordOf, startUsage, withFilter } from './usage.fixture.ts'

const call = { api: 'echo-api', operation: 'retrieve-resource', product: 'starter', subscription: 'gone', user: '1' }
const none = {
  callCountSuccess: 0,
  callCountBlocked: 0,
  callCountFailed: 0,
  callCountOther: 0,
  callCountTotal: 0,
  bandwidth: 0,
  cacheHitCount: 0,
  cacheMissCount: 0,
  apiTimeAvg: 0,
  apiTimeMin: 0,
  apiTimeMax: 0,
  serviceTimeAvg: 0,
  serviceTimeMin: 0,
  serviceTimeMax: 0,
}
const tookTwo = { apiTimeAvg: 2, apiTimeMin: 2, apiTimeMax: 2 }

async function startWithCalls() {
  const usage = await startUsage()
  await usage.send([
    cellOf({ ...call, calls: 3, cache: 'hit' }),
    cellOf({ ...call, status: 429, time: 500 }),
    cellOf({ ...call, status: 500, serviceTime: { count: 1, sum: 1500, min: 1500, max: 1500, buckets: [300, 1] } }),
    cellOf({ api: 'gone-api', operation: 'get', calls: 2, status: 302, at: noon - 40 * minuteMs }),
    cellOf({ status: 404, at: noon - 40 * minuteMs, cache: 'miss' }),
    cellOf({ ...call, at: noon - 30 * 3_600_000, calls: 100 }),
  ])
  const report = async (kind: string, query = withFilter()) => usage.call('GET', `/reports/${kind}?${query}`)
  return { ...usage, report }
}

describe('reports', () => {
  it('define success, blocked, failed and other by the status alone', () => {
    const expected: Readonly<Record<CallOutcome, readonly number[]>> = {
      success: [100, 101, 200, 201, 202, 204, 206, 299, 300, 301, 304, 307],
      blocked: [401, 403, 429],
      failed: [400, 500, 501, 502, 503, 504, 599],
      other: [0, 302, 303, 305, 306, 308, 402, 404, 405, 406, 408, 409, 410, 412, 413, 415, 422, 431, 451, 499],
    }
    for (const [outcome, statuses] of Object.entries(expected)) {
      expect(statuses.map((status) => [status, outcomeOfStatus(status)])).toEqual(
        statuses.map((status) => [status, outcome]),
      )
    }
  })

  it('sum up by API, with names, and with identifiers where there is nothing of that name any more', async () => {
    const { report } = await startWithCalls()
    expect((await report('byApi', `${withFilter()}&$orderby=callCountTotal desc`)).json).toEqual({
      value: [
        {
          ...none,
          name: 'Echo API',
          apiId: '/apis/echo-api',
          callCountSuccess: 3,
          callCountBlocked: 1,
          callCountFailed: 1,
          callCountTotal: 5,
          bandwidth: 500,
          cacheHitCount: 3,
          apiTimeAvg: 1.7,
          apiTimeMin: 0.5,
          apiTimeMax: 2,
          serviceTimeAvg: 1.5,
          serviceTimeMin: 1.5,
          serviceTimeMax: 1.5,
        },
        {
          ...none,
          ...tookTwo,
          name: 'gone-api',
          apiId: '/apis/gone-api',
          callCountOther: 2,
          callCountTotal: 2,
          bandwidth: 200,
        },
        {
          ...none,
          ...tookTwo,
          name: '',
          apiId: '/apis/-',
          callCountOther: 1,
          callCountTotal: 1,
          bandwidth: 100,
          cacheMissCount: 1,
        },
      ],
      count: 3,
    })
  })

  it.each([
    [
      'byOperation',
      {
        name: 'Retrieve resource',
        apiId: '/apis/echo-api',
        operationId: '/apis/echo-api/operations/retrieve-resource',
      },
    ],
    ['byProduct', { name: 'Starter', productId: '/products/starter' }],
    ['bySubscription', { name: 'gone', subscriptionId: '/subscriptions/gone' }],
    ['byUser', { name: 'Administrator Administrator', userId: '/users/1' }],
  ])('%s name what was called', async (kind, named) => {
    const { report } = await startWithCalls()
    const { json } = await report(kind, withFilter(" and apiId eq '/apis/echo-api'"))
    expect(json).toMatchObject({ value: [{ ...named, callCountTotal: 5 }], count: 1 })
  })

  it('bySubscription say whose it is and of which product, as long as it is there', async () => {
    const { report, send, call: request, base } = await startWithCalls()
    await request('PUT', '/subscriptions/mine', {
      properties: { scope: `${base}/sluice/products/starter`, displayName: 'Mine', ownerId: `${base}/sluice/users/1` },
    })
    await send([cellOf({ ...call, subscription: 'mine' })])
    const { json } = await report('bySubscription', withFilter(" and subscriptionId eq 'mine'"))
    expect(json.value).toMatchObject([
      { name: 'Mine', subscriptionId: '/subscriptions/mine', productId: '/products/starter', userId: '/users/1' },
    ])
  })

  it('byUser call those without one anonymous', async () => {
    const { report } = await startWithCalls()
    const { json } = await report('byUser', withFilter(" and userId eq '/users/-'"))
    expect(json.value).toMatchObject([{ name: 'Anonymous', userId: '/users/-', callCountTotal: 3 }])
  })

  it('byGeo have one row, of the place of the service', async () => {
    const { report, environment } = await startWithCalls()
    const { location } = (await environment.store.get('/services/sluice'))?.body ?? {}
    const { json } = await report('byGeo')
    expect(json).toMatchObject({ value: [{ region: location, apiRegion: location, callCountTotal: 8 }], count: 1 })
    expect((await report('byGeo', withFilter(` and apiRegion eq '${location}'`))).json.count).toBe(1)
    expect((await report('byGeo', withFilter(" and apiRegion eq 'Nowhere'"))).json).toEqual({ value: [], count: 0 })
  })

  it('byTime have a row for each interval with calls, in order', async () => {
    const { report } = await startWithCalls()
    const rows = async (interval: string, more = '') =>
      (await report('byTime', `${withFilter()}&interval=${interval}${more}`)).json.value.map(
        (row: { timestamp: string; interval: string; callCountTotal: number }) => [
          row.timestamp,
          row.interval,
          row.callCountTotal,
        ],
      )
    expect(await rows('PT15M')).toEqual([
      ['2026-01-05T11:15:00.000Z', 'PT15M', 3],
      ['2026-01-05T11:45:00.000Z', 'PT15M', 5],
    ])
    expect(await rows('PT15M', '&$orderby=timestamp desc')).toEqual([
      ['2026-01-05T11:45:00.000Z', 'PT15M', 5],
      ['2026-01-05T11:15:00.000Z', 'PT15M', 3],
    ])
    expect(await rows('PT60M')).toEqual([['2026-01-05T11:00:00.000Z', 'PT1H', 8]])
    expect(await rows('P1D')).toEqual([['2026-01-05T00:00:00.000Z', 'P1D', 8]])
  })

  it('byRequest list calls one by one, newest first', async () => {
    const { report, send } = await startWithCalls()
    await send(
      [],
      [
        recordOf({ ...call, requestId: 'r1', serviceTime: 900, backendStatus: 200 }),
        recordOf({ requestId: 'r2', timestamp: noon - 1000, status: 404, cache: 'miss' }),
        recordOf({ requestId: 'r0', timestamp: noon - 48 * 3_600_000 }),
      ],
    )
    const { json } = await report('byRequest')
    expect(json.count).toBe(2)
    expect(json.value[0]).toMatchObject({
      requestId: 'r2',
      apiId: '/apis/-',
      operationId: '/apis/-/operations/-',
      productId: '/products/-',
      responseCode: 404,
      timestamp: '2026-01-05T11:59:59.000Z',
    })
    expect(json.value[1]).toMatchObject({
      requestId: 'r1',
      apiId: '/apis/echo-api',
      operationId: '/apis/echo-api/operations/retrieve-resource',
      productId: '/products/starter',
      userId: '/users/1',
      subscriptionId: '/subscriptions/gone',
      method: 'GET',
      ipAddress: '203.0.113.7',
      backendResponseCode: '200',
      apiTime: 1.5,
      serviceTime: 0.9,
      cache: 'none',
      responseSize: 20,
    })
    expect((await report('byRequest', withFilter(" and productId eq '/products/starter'"))).json.count).toBe(1)
    const first = (await report('byRequest', `${withFilter()}&$top=1`)).json
    expect(first.value).toMatchObject([{ requestId: 'r2' }])
    const second = (
      await report('byRequest', new URL(first.nextLink).search.slice(1).replace(/&api-version=[^&]+/, ''))
    ).json
    expect(second.value).toMatchObject([{ requestId: 'r1' }])
    expect(second.nextLink).toBeUndefined()
  })

  it('have pages that lead through all rows, in any order', async () => {
    const { send, call: request, report } = await startWithCalls()
    const many = Array.from({ length: 23 }, (_, index) => cellOf({ api: `api-${index}`, calls: index % 5 }))
    await send(many)
    const seen: string[] = []
    let next: string | undefined = `/reports/byApi?${withFilter()}&$top=7&$orderby=callCountTotal desc, name`
    while (next !== undefined) {
      const { json }: { json: { value: { apiId: string }[]; count: number; nextLink?: string } } = await request(
        'GET',
        next,
      )
      expect(json.count).toBe(26)
      seen.push(...json.value.map(({ apiId }) => apiId))
      next =
        json.nextLink === undefined
          ? undefined
          : `/reports/byApi${new URL(json.nextLink).search.replace(/&api-version=[^&]+/, '')}`
    }
    expect(new Set(seen).size).toBe(26)
    const sorted = (await report('byApi', `${withFilter()}&$orderby=displayName desc`)).json.value
    expect(sorted[0].name).toBe('gone-api')
  })

  it('take identifiers as names, paths and full paths, and times with a zone or without', async () => {
    const { report, base } = await startWithCalls()
    for (const id of ['echo-api', '/apis/Echo-API', `${base}/sluice/apis/echo-api`]) {
      expect((await report('byApi', withFilter(` and apiId eq '${id}'`))).json.count).toBe(1)
    }
    const operation = '/apis/echo-api/operations/retrieve-resource'
    expect((await report('byUser', withFilter(` and operationId eq '${operation}'`))).json.count).toBe(1)
    const times = ["datetime'2026-01-05T12:45:00+01:00'", "'2026-01-05T11:45:00Z'", "datetime'2026-01-05T11:45:00'"]
    for (const time of times) {
      const filter = `timestamp ge ${time} and timestamp lt datetime'2026-01-06'`
      expect((await report('byGeo', `$filter=${encodeURIComponent(filter)}`)).json.value[0].callCountTotal).toBe(5)
    }
  })

  it.each([
    [
      'byApi',
      '',
      "The query parameter '$filter' cannot be used: it is required, such as timestamp ge datetime'2026-03-01T00:00:00' and timestamp le datetime'2026-03-08T00:00:00'.",
    ],
    [
      'byApi',
      "$filter=apiId eq 'x'",
      "The query parameter '$filter' cannot be used: it must bound the time on both sides: timestamp ge datetime'2026-03-01T00:00:00' and timestamp le datetime'2026-03-08T00:00:00'.",
    ],
    [
      'byApi',
      "$filter=timestamp ge datetime'x' and timestamp le datetime'2026-01-01'",
      "The query parameter '$filter' cannot be used: 'x' is no time, such as datetime'2026-03-01T00:00:00'.",
    ],
    [
      'byApi',
      "$filter=timestamp ge datetime'2026-01-02' and timestamp le datetime'2026-01-01'",
      "The query parameter '$filter' cannot be used: the time ends before it begins.",
    ],
    [
      'byApi',
      `${withFilter(" or apiId eq 'x'")}`,
      "The query parameter '$filter' cannot be used: reports take comparisons that are joined by 'and', and nothing else.",
    ],
    [
      'byApi',
      `${withFilter(" and apiId ne 'x'")}`,
      "The query parameter '$filter' cannot be used: apiId can be compared with eq only, not with ne.",
    ],
    [
      'byApi',
      `${withFilter(' and apiId eq 1')}`,
      "The query parameter '$filter' cannot be used: apiId is compared with a text.",
    ],
    [
      'byApi',
      `${withFilter(" and country eq 'x'")}`,
      "The query parameter '$filter' cannot be used: 'country' is not a field to filter by (timestamp, apiId, operationId, productId, subscriptionId, userId, apiRegion) at position 95.",
    ],
    [
      'byApi',
      `${withFilter()}&$orderby=url`,
      "The query parameter '$orderby' cannot be used: 'url' is not a field to sort by (name, callCountSuccess, callCountBlocked, callCountFailed, callCountOther, callCountTotal, bandwidth, cacheHitCount, cacheMissCount, apiTimeAvg, apiTimeMin, apiTimeMax, serviceTimeAvg, serviceTimeMin, serviceTimeMax), with asc or desc.",
    ],
    [
      'byTime',
      withFilter(),
      "The query parameter 'interval' cannot be used: it is required, an ISO 8601 duration that is a multiple of PT15M.",
    ],
    [
      'byTime',
      `${withFilter()}&interval=PT10M`,
      "The query parameter 'interval' cannot be used: 'PT10M' is no ISO 8601 duration that is a multiple of PT15M, up to P3650D.",
    ],
    [
      'byApi',
      `${withFilter()}&$top=0`,
      "The query parameter '$top' cannot be used: '0' is not a whole number of at least 1.",
    ],
    [
      'byApi',
      `${withFilter()}&format=xml`,
      "The query parameter 'format' cannot be used: 'xml' is none of json, csv, parquet.",
    ],
  ])('%s?%s is refused with the reason', async (kind, query, message) => {
    const { call: request } = await startUsage()
    const { status, json } = await request('GET', `/reports/${kind}?${query.replaceAll(' ', '%20')}`)
    expect([status, json.error.code, json.error.message]).toEqual([400, 'InvalidQueryParameter', message])
  })

  it('are there for analysts, not for developers', async () => {
    const { call: request, issue } = await startUsage()
    const as = async (role: 'analyst' | 'developer', path: string) => {
      const headers = { Authorization: `Bearer ${await issue(role)}` }
      return (await request('GET', path, undefined, headers)).status
    }
    for (const path of [`/reports/byApi?${withFilter()}`, '/usageSummary', '/callRecords']) {
      expect([path, await as('analyst', path), await as('developer', path)]).toEqual([path, 200, 403])
    }
  })
})
