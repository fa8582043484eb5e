import { createMemoryCall, HttpClientError } from '@sluice/platform'
import { createMemorySpans } from '@sluice/platform/memory-spans'
import { withSpans } from '@sluice/platform/spans'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, requestId } from '../gateway.fixture.ts'
import { createLogTelemetry, createSpanTelemetry, type MetricPoint } from '../pipeline/telemetry.ts'
import { withTraceHeaders } from './trace-headers.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`
const echo = entriesOf('contoso')
const around = (inbound: string) =>
  `<policies><inbound><base/>${inbound}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`
const plain = around('')

describe('a call that is followed over processes', () => {
  const send = async (policy: string, failing = false) => {
    const entries = [
      echo.service(),
      echo.api('echo'),
      echo.operation('echo', 'get', 'GET', '/items/{id}?token={token}'),
      echo.policy('/apis/echo', policy),
    ]
    const test = createTestGateway(
      entries,
      {
        'http://backend': failing
          ? new HttpClientError('connection-refused', 'connect ECONNREFUSED sesame')
          : (call) => call.respond({ status: 203, headers: ['X-Trace', call.header('traceparent') ?? ''] }),
        'http://other': (call) => call.respond({ status: 404, headers: [] }, call.header('traceparent') ?? ''),
      },
      [{ pattern: 'other.example', target: { origin: 'http://other' } }],
    )
    const spans = createMemorySpans()
    const headers = ['Host', 'localhost', 'traceparent', traceparent, 'tracestate', 'a=1', 'X-Key', 'sesame']
    const { call, response } = createMemoryCall({ target: '/echo/items/7?token=sesame', headers })
    withSpans(test.gateway.handle, spans)(call)
    return { ...test, answer: await response, spans: spans.ended }
  }

  it('is named after its operation, and has a span for the backend, which goes on with the trace', async () => {
    const { answer, spans } = await send(plain)
    const [backend, own] = spans
    expect(spans).toHaveLength(2)
    expect(own).toMatchObject({
      name: 'GET /echo/items/{id}',
      kind: 'server',
      traceId,
      parentId: 'b7ad6b7169203331',
      attributes: {
        'http.route': '/echo/items/{id}',
        'http.response.status_code': 203,
        'sluice.request_id': requestId,
        'sluice.service': 'contoso',
        'sluice.api': 'echo',
        'sluice.operation': 'get',
      },
      failure: undefined,
    })
    expect(backend).toMatchObject({
      name: 'GET',
      kind: 'client',
      traceId,
      parentId: own?.spanId,
      attributes: { 'server.address': 'http://backend', 'http.response.status_code': 203 },
    })
    expect(answer.header('x-trace')).toBe(`00-${traceId}-${backend?.spanId}-01`)
    expect(JSON.stringify(spans)).not.toContain('sesame')
  })

  it('has a span for what its policies ask', async () => {
    const { spans } = await send(
      around(`<send-request mode="new" response-variable-name="found" timeout="20" ignore-error="true">
       <set-url>http://other.example/secret/path</set-url><set-method>GET</set-method></send-request>`),
    )
    expect(
      spans.map(({ name, kind, attributes, failure }) => [name, kind, attributes['server.address'], failure]),
    ).toEqual([
      ['GET', 'client', 'http://other.example', 'answered 404'],
      ['GET', 'client', 'http://backend', undefined],
      ['GET /echo/items/{id}', 'server', 'localhost', undefined],
    ])
  })

  it('says why its backend gave no answer, by the code alone, and the log names the trace', async () => {
    const { spans, log } = await send(plain, true)
    expect(spans.map(({ kind, failure }) => [kind, failure])).toEqual([
      ['client', 'BackendConnectionFailure'],
      ['server', 'answered 500'],
    ])
    expect(spans[1]?.attributes).toMatchObject({ 'sluice.error.reason': 'BackendConnectionFailure' })
    for (const { fields } of log.records) expect(fields).toMatchObject({ traceId })
  })
})

it('leaves what callers say of their trace as it is where nobody follows it', async () => {
  const { send, client } = createTestGateway([
    echo.service(),
    echo.api('echo'),
    echo.operation('echo', 'get', 'GET', '/'),
  ])
  await send({ target: '/echo', headers: ['Host', 'localhost', 'traceparent', traceparent] })
  expect(client.requests[0]?.headers).toContain(traceparent)
})

it('says which part asks in place of what the caller said', () => {
  const span = createMemorySpans().begin('x', { kind: 'server', traceparent, tracestate: 'a=1' })
  const headers = ['Accept', '*/*', 'Traceparent', traceparent, 'TraceState', 'b=2']
  const expected = ['Accept', '*/*', 'traceparent', `00-${traceId}-0000000000000001-01`, 'tracestate', 'a=1']
  expect(withTraceHeaders(headers, span)).toEqual(expected)
})

it('shows what policies trace as events of the span, and hands on what they measure', () => {
  const spans = createMemorySpans()
  const span = spans.begin('x', { kind: 'server' })
  const { log } = createTestGateway([])
  const points: MetricPoint[] = []
  const telemetry = createSpanTelemetry(createLogTelemetry(log), (point) => points.push(point))
  const context = { requestId, service: { id: 'contoso' }, call: { span } } as Parameters<typeof telemetry.trace>[1]
  const point = { namespace: 'n', name: 'orders', value: 3, dimensions: { region: 'north' } }
  telemetry.trace({ source: 'orders', severity: 'information', message: 'seen', metadata: { id: '7' } }, context)
  telemetry.metric(point, context)
  span.end()
  expect(points).toEqual([point])
  expect(spans.ended[0]?.events).toEqual([
    { name: 'trace', attributes: { source: 'orders', severity: 'information', message: 'seen', id: '7' } },
  ])
  const logged = log.records.map(({ message, fields }) => [message, fields.traceId])
  expect(logged).toEqual([
    ['A policy traces.', span.traceId],
    ['A policy counts.', span.traceId],
  ])
})
