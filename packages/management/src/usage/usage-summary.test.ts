import { bucketOfMicroseconds, microsecondsOfBucket, usageSummary } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { cellOf, minuteMs, noon, startUsage } from './usage.fixture.ts'

const middleOf = (microseconds: number) => Math.round(microsecondsOfBucket(bucketOfMicroseconds(microseconds))) / 1000

async function startWithCalls() {
  const usage = await startUsage()
  const times = { count: 100, sum: 0, min: 1000, max: 9000 }
  await usage.send([
    cellOf({ api: 'echo-api', user: '1', calls: 90, time: 1000, at: noon - 20 * minuteMs }),
    cellOf({ api: 'echo-api', calls: 8, time: 5000, at: noon - 10 * minuteMs, status: 404 }),
    cellOf({
      calls: 2,
      at: noon - 10 * minuteMs,
      status: 503,
      serviceTime: { ...times, buckets: [bucketOfMicroseconds(9000), 2] },
      time: 9000,
    }),
    cellOf({ calls: 7, at: noon - 80 * minuteMs }),
  ])
  return usage
}

const hour = 'from=2026-01-05T11:00:00Z&to=2026-01-05T12:00:00Z'

describe('the summary of usage', () => {
  it('compares a time with the one before it, and says how fast calls were', async () => {
    const { call } = await startWithCalls()
    const { json } = await call('GET', `/usageSummary?${hour}&interval=PT15M`)
    const summary = usageSummary.parse(json)
    expect(summary).toMatchObject({
      from: '2026-01-05T11:00:00.000Z',
      to: '2026-01-05T12:00:00.000Z',
      interval: 'PT15M',
      total: { callCountTotal: 100, callCountSuccess: 90, callCountOther: 8, callCountFailed: 2, apiTimeMax: 9 },
      before: { callCountTotal: 7 },
      statuses: [
        { status: 200, calls: 90 },
        { status: 404, calls: 8 },
        { status: 503, calls: 2 },
      ],
      percentiles: {
        api: { p50: middleOf(1000), p95: middleOf(5000), p99: middleOf(9000) },
        service: { p50: middleOf(9000), p95: middleOf(9000), p99: middleOf(9000) },
      },
    })
    expect(summary.series.map(({ timestamp, callCountTotal }) => [timestamp, callCountTotal])).toEqual([
      ['2026-01-05T11:00:00.000Z', 0],
      ['2026-01-05T11:15:00.000Z', 0],
      ['2026-01-05T11:30:00.000Z', 90],
      ['2026-01-05T11:45:00.000Z', 10],
    ])
    expect(summary.beforeSeries.map(({ timestamp, callCountTotal }) => [timestamp, callCountTotal])).toEqual([
      ['2026-01-05T10:00:00.000Z', 0],
      ['2026-01-05T10:15:00.000Z', 0],
      ['2026-01-05T10:30:00.000Z', 7],
      ['2026-01-05T10:45:00.000Z', 0],
    ])
    expect(summary.percentileSeries.map(({ api }) => api.p50)).toEqual([null, null, middleOf(1000), middleOf(5000)])
  })

  it('selects by what was called and by whom', async () => {
    const { call } = await startWithCalls()
    const total = async (query: string) =>
      (await call('GET', `/usageSummary?${hour}&${query}`)).json.total.callCountTotal
    expect(await total('api=Echo-API')).toBe(98)
    expect(await total('api=echo-api&user=1')).toBe(90)
    expect(await total('user=-')).toBe(10)
    expect(await total('product=none')).toBe(0)
  })

  it('is of the last 24 hours when nothing is asked for, by quarters of an hour', async () => {
    const { call } = await startWithCalls()
    const { json } = await call('GET', '/usageSummary')
    expect([json.from, json.to, json.interval, json.series.length]).toEqual([
      '2026-01-04T12:00:00.000Z',
      '2026-01-05T12:15:00.000Z',
      'PT15M',
      97,
    ])
    expect(json.total.callCountTotal).toBe(107)
  })

  it('takes longer intervals where only hours or days are kept', async () => {
    const { call, environment } = await startWithCalls()
    await environment.usage.prune({
      minutesForDays: 1,
      hoursForDays: 2,
      daysForDays: 400,
      recordsForDays: 7,
      mostRecords: 1,
      mostRecordBytes: 1,
    })
    const range = 'from=2026-01-01T10:00:00Z&to=2026-01-05T12:00:00Z'
    const { json } = await call('GET', `/usageSummary?${range}&interval=PT1H`)
    expect([json.interval, json.from, json.to, json.series.length]).toEqual([
      'P1D',
      '2026-01-01T00:00:00.000Z',
      '2026-01-06T00:00:00.000Z',
      5,
    ])
    // Of the time before only hours are kept, which cannot be laid beside quarters of one.
    const recent = await call('GET', '/usageSummary?from=2026-01-04T12:30:00Z&to=2026-01-05T12:00:00Z&interval=PT15M')
    expect([recent.json.interval, recent.json.series.length, recent.json.beforeSeries]).toEqual(['PT15M', 94, []])
  })

  it.each([
    [
      'from=yesterday',
      "The query parameter 'from' cannot be used: 'yesterday' is no date and time, such as 2026-03-10T12:00:00Z.",
    ],
    ['from=2026-01-02&to=2026-01-01', "The query parameter 'to' cannot be used: the time ends before it begins."],
    [
      `${hour}&interval=1h`,
      "The query parameter 'interval' cannot be used: '1h' is no ISO 8601 duration that is a multiple of PT1M, up to P3650D.",
    ],
    [
      'from=2025-01-01&to=2026-01-01&interval=PT1M',
      "The query parameter 'interval' cannot be used: the time has more than 2000 of PT1M.",
    ],
  ])('refuses ?%s with the reason', async (query, message) => {
    const { call } = await startUsage()
    expect((await call('GET', `/usageSummary?${query}`)).json.error.message).toBe(message)
  })
})
