import { metricCatalogue } from '@sluice/contracts/metrics'
import type { MetricSample } from '@sluice/platform/metrics'
import { afterEach, expect, it } from 'vitest'
import { echoEntries, eventually, startTestRole, startTestStream, temporaryFolders } from './gateway-role.fixture.ts'

const folders = temporaryFolders()
afterEach(() => folders.remove())

it('tells of workers, connections, the snapshot and open circuits', async () => {
  const entries = echoEntries('<policies><inbound><set-backend-service backend-id="weak"/><base/></inbound></policies>')
  const stream = await startTestStream([
    ...entries,
    {
      id: '/services/contoso/backends/weak',
      kind: 'backend',
      ordinal: 1_000,
      properties: {
        url: 'http://127.0.0.1:9',
        circuitBreaker: {
          rules: [{ name: 'one', failureCondition: { count: 1, interval: 'PT1H' }, tripDuration: 'PT1H' }],
        },
      },
    },
  ])
  const { role, call } = await startTestRole({
    dataFolder: folders.make(),
    management: stream.address,
    workers: 2,
  })
  try {
    const read = async () => {
      const samples = await Promise.all((role.metrics ?? []).map((source) => source()))
      return samples.flat()
    }
    const before = await read()
    expect(figure(before, 'sluice_gateway_workers', { state: 'serving' })).toBe(2)
    expect(figure(before, 'sluice_gateway_workers', { state: 'wanted' })).toBe(2)
    expect(figure(before, 'sluice_gateway_worker_restarts_total', {})).toBe(0)
    expect(figure(before, 'sluice_gateway_websockets', {})).toBe(0)
    expect(figure(before, 'sluice_gateway_snapshot_change_number', {})).toBe(1)
    expect(figure(before, 'sluice_gateway_snapshot_entries', {})).toBe(entries.length + 1)
    expect(figure(before, 'sluice_gateway_circuit_open', { service: 'contoso', backend: 'weak' })).toBe(0)
    expect((await call('/echo/resource')).status).toBe(500)
    await eventually(async () => {
      const samples = await read()
      return (
        figure(samples, 'sluice_gateway_circuit_open', { service: 'contoso', backend: 'weak' }) === 1 &&
        // The client of the test keeps its connection.
        Number(figure(samples, 'sluice_gateway_connections', {})) >= 1 &&
        // What workers count is taken from them once a second.
        figure(samples, 'sluice_gateway_calls_total', { ...echoLabels, status_class: '5xx', cache: 'none' }) === 1
      )
    })
    for (const { name, labels } of await read()) {
      expect(Object.keys(labels), name).toEqual([...metricCatalogue[name].labels])
      expect(metricCatalogue[name].roles).toContain('gateway')
    }
    const threads = before.filter(({ name }) => name === 'sluice_event_loop_utilization_ratio')
    expect(threads.map(({ labels }) => labels.thread)).toEqual(['1', '2'])
  } finally {
    await role.close(0)
    await stream.close()
  }
})

const echoLabels = { service: 'contoso', api: 'echo', operation: '', backend: '' }

const figure = (samples: readonly MetricSample[], name: string, labels: Readonly<Record<string, string>>) =>
  samples.find((sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels))?.value
