import { metricCatalogue } from '@sluice/contracts/metrics'
import { describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createMemoryCall, type MemoryCallOptions } from '../http/memory/memory-call.ts'
import { createMemoryLog } from '../log/memory-log.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import {
  createCallMeter,
  createHistogram,
  createMetricsHandler,
  createProcessMetrics,
  type MetricSource,
  meterStore,
  toSample,
  writeMetrics,
} from './metrics.ts'

describe('the text for Prometheus', () => {
  it('has metrics in the order of the catalogue, labels escaped, empty ones left out', () => {
    const samples = [
      toSample('sluice_gateway_connections', {}, 3),
      toSample('sluice_info', { version: 'a"b\\c\nd' }, 1),
      toSample('sluice_gateway_received_bytes_total', usage({ api: 'echo' }), Number.POSITIVE_INFINITY),
      toSample('sluice_gateway_received_bytes_total', usage({ api: 'pets' }), 0.5),
    ]
    expect(writeMetrics(samples, { role: 'gateway' })).toBe(
      `# HELP sluice_info Always 1; the version stands in the label.
# TYPE sluice_info gauge
sluice_info{role="gateway",version="a\\"b\\\\c\\nd"} 1
# HELP sluice_gateway_received_bytes_total Bytes of bodies from clients.
# TYPE sluice_gateway_received_bytes_total counter
sluice_gateway_received_bytes_total{role="gateway",service="s",api="echo"} +Inf
sluice_gateway_received_bytes_total{role="gateway",service="s",api="pets"} 0.5
# HELP sluice_gateway_connections Open connections of clients, over all workers.
# TYPE sluice_gateway_connections gauge
sluice_gateway_connections{role="gateway"} 3
`,
    )
  })

  it('sums histograms up from bound to bound', () => {
    const histogram = createHistogram([0.1, 1])
    for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value)
    histogram.observe(2, 3)
    expect(writeMetrics([toSample('sluice_ml_score_duration_seconds', {}, histogram)], {})).toBe(
      `# HELP sluice_ml_score_duration_seconds Time of the scorer alone, without reading the call and writing its answer.
# TYPE sluice_ml_score_duration_seconds histogram
sluice_ml_score_duration_seconds_bucket{le="0.1"} 2
sluice_ml_score_duration_seconds_bucket{le="1"} 3
sluice_ml_score_duration_seconds_bucket{le="+Inf"} 7
sluice_ml_score_duration_seconds_sum 13.65
sluice_ml_score_duration_seconds_count 7
`,
    )
  })

  it('has names and labels as Prometheus asks for them', () => {
    for (const [name, { labels, type }] of Object.entries(metricCatalogue)) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(name.endsWith('_total')).toBe(type === 'counter')
      for (const label of labels) expect(label).toMatch(/^(?!role$|le$)[a-z][a-z_]*$/)
    }
  })
})

describe('the page of metrics', () => {
  const source: MetricSource = async () => [toSample('sluice_gateway_connections', {}, 3)]

  it('answers with what the sources say, and leaves out one that fails', async () => {
    const log = createMemoryLog()
    const error = new Error('away')
    const failing = () => Promise.reject(error)
    const [status, type, text] = await ask({ sources: [failing, source], log }, {})
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(text).toContain('\nsluice_metrics_failed_sources{role="gateway"} 1\n')
    expect(text).toContain('\nsluice_gateway_connections{role="gateway"} 3\n')
    expect(log.records).toEqual([
      { level: 'warn', message: 'A part of the metrics could not be read.', fields: { error } },
    ])
  })

  it.each(['localhost:9471', '127.0.0.1:9471', '[::1]:9471', '10.0.0.7'])(
    'is there under the name %s',
    async (host) => {
      expect((await ask({}, { headers: ['Host', host] }))[0]).toBe(200)
    },
  )

  it.each(['evil.example', 'localhost.evil.example', ''])('is not there under the name %j', async (host) => {
    expect((await ask({}, { headers: ['Host', host] }))[0]).toBe(403)
  })

  it('asks for the token where there is one, whatever the name', async () => {
    const token = 'a token of operators'
    const headers = (value: string) => ['Host', 'sluice.example', 'Authorization', value]
    expect((await ask({ token }, { headers: ['Host', 'localhost'] }))[0]).toBe(401)
    expect((await ask({ token }, { headers: headers('Bearer another token') }))[0]).toBe(401)
    expect((await ask({ token }, { headers: headers(`Bearer ${token}`) }))[0]).toBe(200)
  })

  it.each([{ target: '/' }, { target: '/metrics/x' }, { target: '/metrics', method: 'POST' }])(
    'says where they are at $method $target',
    async (options) => {
      expect((await ask({}, options))[0]).toBe(404)
    },
  )

  function ask(
    options: Partial<Parameters<typeof createMetricsHandler>[0]>,
    call: MemoryCallOptions,
  ): Promise<[number, string | undefined, string]> {
    const memoryCall = createMemoryCall({ target: '/metrics', headers: ['Host', 'localhost:9471'], ...call })
    createMetricsHandler({ role: 'gateway', sources: [source], log: createMemoryLog(), token: undefined, ...options })(
      memoryCall.call,
    )
    return memoryCall.response.then((response) => [response.status, response.header('content-type'), response.text()])
  }
})

describe('what a process says of itself', () => {
  it('is under names of the catalogue, with the labels that stand there', () => {
    const metrics = createProcessMetrics('1.2.3')
    const samples = metrics.source() as Exclude<ReturnType<typeof metrics.source>, Promise<unknown>>
    metrics.close()
    for (const { name, labels, value } of samples) {
      expect(Object.keys(labels)).toEqual([...metricCatalogue[name].labels])
      expect(value).toBeGreaterThanOrEqual(0)
    }
    const names = new Set<string>(samples.map(({ name }) => name))
    const common = Object.entries(metricCatalogue)
      .filter(([name, { roles }]) => roles.length === 4 && name !== 'sluice_metrics_failed_sources')
      .map(([name]) => name)
    expect(common.filter((name) => !names.has(name))).toEqual([])
  })
})

describe('the meter of calls', () => {
  it('counts by area and status, and the time to the head', async () => {
    const meter = createCallMeter(({ target }) => target.slice(1))
    const handler = meter.around((call) => {
      if (call.target === '/a') call.respond({ status: 200, headers: [] }, 'a')
      else call.respondStream({ status: 404, headers: [] }).end()
    })
    for (const target of ['/a', '/a', '/b']) handler(createMemoryCall({ target }).call)
    const samples = await meter.source()
    const counts = samples.filter(({ name }) => name === 'sluice_http_calls_total')
    expect(counts.map(({ labels, value }) => ({ ...labels, value }))).toEqual([
      { area: 'a', status: '200', value: 2 },
      { area: 'b', status: '404', value: 1 },
    ])
    expect(samples.at(-1)).toEqual(toSample('sluice_http_calls_in_flight', {}, 0))
    expect(samples.filter(({ name }) => name === 'sluice_http_call_duration_seconds')).toEqual([
      toSample('sluice_http_call_duration_seconds', { area: 'a' }, expect.objectContaining({ count: 2 })),
      toSample('sluice_http_call_duration_seconds', { area: 'b' }, expect.objectContaining({ count: 1 })),
    ])
  })
})

describe('the meter of a store', () => {
  it('measures calls by name, counts those that fail, and leaves results as they are', async () => {
    const { store, source } = meterStore(createMemoryStore({ clock: createFixedClock(0) }))
    const put = { key: '/a', collection: '/', body: { x: 1 } }
    const stored = await store.transact({ actor: 'x' }, (transaction) => transaction.put(put))
    expect(await store.get('/a')).toEqual(stored)
    await expect(store.transact({ actor: 'x' }, () => Promise.reject(new Error('not this')))).rejects.toThrow(
      'not this',
    )
    const samples = await source()
    expect(
      samples.map(({ name, labels, value }) => [name, labels, typeof value === 'number' ? value : value.count]),
    ).toEqual([
      ['sluice_database_call_duration_seconds', { call: 'transact' }, 2],
      ['sluice_database_call_duration_seconds', { call: 'get' }, 1],
      ['sluice_database_errors_total', { call: 'transact' }, 1],
    ])
    await store.close()
  })
})

const usage = (labels: { readonly api: string }) => ({
  service: 's',
  operation: '',
  backend: '',
  ...labels,
})
