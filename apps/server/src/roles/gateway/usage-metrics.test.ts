import { bucketOfMicroseconds, type LatencySummary, type UsageCell } from '@sluice/contracts/usage'
import type { MetricSample } from '@sluice/platform/metrics'
import { expect, it } from 'vitest'
import { createUsageMetrics } from './usage-metrics.ts'

const noTime: LatencySummary = { count: 0, sum: 0, min: 0, max: 0, buckets: [] }
const cell = (values: Partial<UsageCell>): UsageCell => ({
  service: 'contoso',
  status: 200,
  cache: 'none',
  minute: 0,
  calls: 1,
  bytesIn: 0,
  bytesOut: 0,
  apiTime: noTime,
  serviceTime: noTime,
  ...values,
})
const usageOf = (...cells: readonly UsageCell[]) => ({ cells, recordsLeftOut: 3, waitingBytes: 4_096 })
const numbers = (samples: readonly MetricSample[], name: string) =>
  samples.filter((sample) => sample.name === name).map(({ labels, value }) => [labels, value])

it('sums calls up by the chosen labels', async () => {
  const source = createUsageMetrics(['api'], () =>
    usageOf(
      cell({ api: 'echo', operation: 'get', calls: 3, bytesIn: 10, bytesOut: 20 }),
      cell({ api: 'echo', operation: 'put', calls: 2, status: 204, bytesOut: 1 }),
      cell({ api: 'pets', status: 429 }),
      cell({ api: 'echo', cache: 'hit', calls: 5 }),
      cell({ status: 0 }),
    ),
  )
  const samples = await source()
  const labels = { service: '', api: 'echo', operation: '', backend: '' }
  expect(numbers(samples, 'sluice_gateway_calls_total')).toEqual([
    [{ ...labels, status_class: '2xx', cache: 'none' }, 5],
    [{ ...labels, api: 'pets', status_class: '4xx', cache: 'none' }, 1],
    [{ ...labels, status_class: '2xx', cache: 'hit' }, 5],
    [{ ...labels, api: '', status_class: 'none', cache: 'none' }, 1],
  ])
  expect(numbers(samples, 'sluice_gateway_received_bytes_total')[0]).toEqual([labels, 10])
  expect(numbers(samples, 'sluice_gateway_sent_bytes_total')[0]).toEqual([labels, 21])
  expect(numbers(samples, 'sluice_gateway_usage_backlog_bytes')).toEqual([[{}, 4_096]])
  expect(numbers(samples, 'sluice_gateway_records_left_out_total')).toEqual([[{}, 3]])
})

it('makes histograms of the times, with exact sums, and none of backends that were not asked', async () => {
  const apiTime = {
    count: 3,
    sum: 2_003_000,
    min: 1_000,
    max: 2_000_000,
    buckets: [bucketOfMicroseconds(1_500), 2, bucketOfMicroseconds(2_000_000), 1],
  }
  const samples = await createUsageMetrics([], () => usageOf(cell({ calls: 3, apiTime })))()
  const [[, value] = []] = numbers(samples, 'sluice_gateway_call_duration_seconds')
  expect(value).toMatchObject({ count: 3, counts: [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0] })
  expect((value as { readonly sum: number }).sum).toBeCloseTo(2.003, 9)
  expect(numbers(samples, 'sluice_gateway_backend_duration_seconds')).toEqual([])
})

it('puts what comes after 2 000 different ones together, at each scrape the same, and loses no call', async () => {
  const first = Array.from({ length: 2_500 }, (_, index) => cell({ operation: `o${index}` }))
  let cells = first
  const source = createUsageMetrics(['operation'], () => usageOf(...cells))
  const labels = { service: '', api: '', backend: '', status_class: '2xx', cache: 'none' }
  const calls = numbers(await source(), 'sluice_gateway_calls_total')
  expect(calls).toHaveLength(2_001)
  expect(calls.at(-1)).toEqual([{ ...labels, operation: '~others' }, 500])
  cells = first.toReversed()
  expect(numbers(await source(), 'sluice_gateway_calls_total')).toContainEqual([
    { ...labels, operation: '~others' },
    500,
  ])
})
