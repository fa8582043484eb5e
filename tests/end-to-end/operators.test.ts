import { get } from 'node:http'
import { type MetricDefinition, metricCatalogue } from '@sluice/contracts/metrics'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../../packages/platform/src/spans/otlp-receiver.fixture.ts'
import { createManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const catalogue = Object.entries<MetricDefinition>(metricCatalogue)
const traceId = '0af7651916cd43dd8448eb211c80319c'
const callerSpan = 'b7ad6b7169203331'

let receiver: OtlpReceiver
let sluice: RunningSluice
beforeAll(async () => {
  receiver = await startOtlpReceiver()
  sluice = await startSluice({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, SLUICE_LOG: 'info' } })
})
afterAll(async () => {
  await sluice.remove()
  await receiver.close()
})

/** The printed call through the gateway, as part of a trace. */
function scoreThroughGateway(): Promise<Response> {
  const [line = ''] = sluice.curlLines()
  const [, url = ''] = /'(http[^']+)'/.exec(line) ?? []
  const [, body = ''] = /(?:-d|--data(?:-\w+)?) '([^']+)'/.exec(line) ?? []
  const headers = [...line.matchAll(/-H '([^:']+): ([^']+)'/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    value,
  ])
  const all = [...headers, ['traceparent', `00-${traceId}-${callerSpan}-01`]] as [string, string][]
  return fetch(url, { method: 'POST', headers: all, body })
}

describe('OpenTelemetry', () => {
  it('shows one trace from the caller through gateway and scoring to the modules', async () => {
    expect((await scoreThroughGateway()).status).toBe(200)
    const spansOf = () => receiver.spans.filter((span) => span.traceId === traceId)
    // Each process sends its own when it likes.
    await waitUntil(() => spansOf().length >= 5 && spansOf().some(isCall) && spansOf().some(isCallOfMl))
    const spans = spansOf()
    const gateway = spans.find(isCall)
    const backend = spans.find(({ parentSpanId }) => parentSpanId === gateway?.spanId)
    const ml = spans.find(({ parentSpanId }) => parentSpanId === backend?.spanId)
    const score = spans.find(({ parentSpanId }) => parentSpanId === ml?.spanId)
    const modules = spans.filter(({ parentSpanId }) => parentSpanId === score?.spanId)
    expect(gateway).toMatchObject({
      service: 'sluice-gateway',
      kind: 2,
      attributes: { 'http.response.status_code': 200 },
    })
    expect(backend).toMatchObject({ service: 'sluice-gateway', kind: 3 })
    expect(ml).toMatchObject({ service: 'sluice-ml', name: 'POST', kind: 2 })
    expect(score).toMatchObject({ service: 'sluice-ml', name: 'score', attributes: { 'sluice.rows': 1 } })
    expect(modules.map(({ name }) => name)).toContain('Feature Hashing')
  })

  it('is sent the log of the roles', async () => {
    await waitUntil(() => receiver.logs.some(({ body }) => body === 'The gateway serves.'))
  })
})

describe('metrics', () => {
  it.each(['management', 'gateway', 'ml', 'storage'] as const)('of %s are those of the catalogue', async (role) => {
    const address = sluice.addresses[`${role}Metrics`] ?? ''
    expect(sluice.run('status').stdout).toContain(address)
    if (role === 'management') {
      // Some are there only once something has changed.
      await createManagementClient(sluice).put('/tags/seen', { displayName: 'Seen' })
    }
    // A role that nobody calls has no calls to count.
    if (role === 'storage') await fetch(sluice.addresses.storage ?? '')
    const names = async () => {
      const text = await (await fetch(address)).text()
      return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)
    }
    const wanted = catalogue
      .filter(([name, { roles }]) => roles.includes(role) && !notAlways.includes(name))
      .map(([name]) => name)
    await waitUntil(async () => {
      const served = await names()
      return wanted.every((name) => served.includes(name))
    })
    const foreign = (await names()).filter(
      (name) => !catalogue.some(([own, { roles }]) => own === name && roles.includes(role)),
    )
    expect(foreign).toEqual([])
  })

  it('are for who asks by an address of this machine', async () => {
    const { port } = new URL(sluice.addresses.gatewayMetrics ?? '')
    const statusUnder = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = get(`http://127.0.0.1:${port}/metrics`, { headers: { Host: host } }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        asked.on('error', reject)
      })
    expect(await statusUnder(`127.0.0.1:${port}`)).toBe(200)
    expect(await statusUnder(`sluice.example:${port}`)).toBe(403)
  })
})

const isCallOfMl = ({ service, kind }: { readonly service: string; readonly kind: number }) =>
  service === 'sluice-ml' && kind === 2
const isCall = ({ parentSpanId }: { readonly parentSpanId?: string }) => parentSpanId === callerSpan

/** There only where something has failed, or where something is configured. */
const notAlways = ['sluice_database_errors_total', 'sluice_gateway_circuit_open']
