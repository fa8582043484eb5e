import type { UsageRow, UsageSummary } from '@sluice/contracts'
import { beforeAll, describe, expect, it } from 'vitest'
import { formatsOf } from '../languages/formats.ts'
import { startEnglish } from '../languages/start-english.fixture.ts'
import { translate } from '../languages/words.ts'
import { changeText } from './change-text.ts'
import { latencyText } from './latency-text.ts'
import {
  type ChartPen,
  callsChart,
  outcomesChart,
  percentilesChart,
  statusesChart,
  waitingChart,
} from './usage-charts.ts'
import { type UsageWords, usageWords } from './usage-words.ts'

const words: UsageWords = (key, values) => translate(usageWords, key, values)
const pen: ChartPen = { words, formats: formatsOf('en') }

const row = (success: number, failed: number): UsageRow => ({
  callCountSuccess: success,
  callCountBlocked: 0,
  callCountFailed: failed,
  callCountOther: 0,
  callCountTotal: success + failed,
  bandwidth: 1_000 * success,
  cacheHitCount: 0,
  cacheMissCount: 0,
  apiTimeAvg: 12,
  apiTimeMin: 1,
  apiTimeMax: 30,
  serviceTimeAvg: 8,
  serviceTimeMin: 1,
  serviceTimeMax: 20,
})
const minute = 60_000
const begin = Date.parse('2026-03-09T10:00:00Z')
const at = (index: number) => new Date(begin + index * minute).toISOString()
const times = (p50: number | null) => ({ p50, p95: p50 === null ? null : 2 * p50, p99: p50 === null ? null : 3 * p50 })

const summary: UsageSummary = {
  from: at(0),
  to: at(3),
  interval: 'PT1M',
  total: row(6, 2),
  before: row(4, 0),
  series: [row(1, 0), row(0, 0), row(5, 2)].map((one, index) => ({ ...one, timestamp: at(index) })),
  beforeSeries: [row(2, 0), row(2, 0), row(0, 0)].map((one, index) => ({ ...one, timestamp: at(index - 3) })),
  statuses: [
    { status: 200, calls: 6 },
    { status: 500, calls: 2 },
  ],
  percentiles: { api: times(10), service: times(5) },
  percentileSeries: [times(10), times(null), times(20)].map((api, index) => ({
    timestamp: at(index),
    api,
    service: api,
  })),
}

describe('charts of usage', () => {
  beforeAll(startEnglish)

  it('lay calls over those of the period before', () => {
    const model = callsChart(summary, pen)
    expect(model.step).toBe(minute)
    expect(model.series).toEqual([
      {
        name: 'Calls',
        points: [
          [begin, 1],
          [begin + minute, 0],
          [begin + 2 * minute, 7],
        ],
      },
      {
        name: 'Period before',
        isReference: true,
        points: [
          [begin, 2],
          [begin + minute, 2],
          [begin + 2 * minute, 0],
        ],
      },
    ])
    expect(model.summary).toMatch(/^8 calls from .*, 100 % more than in the period before\. Most, 7, from .* on\.$/)
  })

  it('stand outcomes on one another, in the colours of states', () => {
    const model = outcomesChart(summary, pen)
    expect(model.series.map(({ name, tone, values }) => [name, tone, values])).toEqual([
      ['Successful', 'done', [1, 0, 5]],
      ['Blocked', 'warning', [0, 0, 0]],
      ['Failed', 'failed', [0, 0, 2]],
      ['Other', 'quiet', [0, 0, 0]],
    ])
    expect(model.spans?.[2]).toEqual([begin + 2 * minute, begin + 3 * minute])
    expect(model.summary).toBe('6 successful, 0 blocked, 2 failed, 0 other.')
  })

  it('leave out steps without a call where nothing was measured', () => {
    const model = percentilesChart(summary, pen)
    expect(model.series[1]).toEqual({
      name: '95 %',
      points: [
        [begin, 20],
        [begin + 2 * minute, 40],
      ],
    })
    expect(model.summary).toBe('Half of the answers take up to 10 ms, 95 % up to 20 ms, 99 % up to 30 ms.')
    expect(waitingChart(summary, pen).series.map(({ points }) => points.length)).toEqual([2, 2])
  })

  it('name each status', () => {
    const model = statusesChart(summary, pen)
    expect(model.categories).toEqual(['200', '500'])
    expect(model.summary).toBe('Most calls, 6, were answered 200.')
  })

  it.each([
    [5, 0, 'none in the period before'],
    [0, 0, 'as many as in the period before'],
    [3, 4, '25 % less than in the period before'],
    [1_000, 1_001, 'as many as in the period before'],
  ])('say how %i stands to %i', (now, before, text) => {
    expect(changeText(now, before, pen)).toBe(text)
  })

  it.each([
    [0.0354, '0.035 ms'],
    [3.456, '3.46 ms'],
    [12.4, '12 ms'],
    [2_345, '2.3 s'],
  ])('write %f ms as %s', (ms, text) => {
    expect(latencyText(ms, pen.formats)).toBe(text)
  })
})
