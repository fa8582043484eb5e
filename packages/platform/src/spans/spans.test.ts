import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryCall } from '../http/memory/memory-call.ts'
import { createMemorySpans } from './memory-spans.ts'
import { openOtlp } from './open-otlp.ts'
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.fixture.ts'
import { parseTraceparent, toTraceparent } from './trace-context.ts'
import { withSpans } from './with-spans.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const traceparent = `00-${traceId}-${spanId}-01`

describe('traceparent', () => {
  it.each([
    [traceparent, { traceId, spanId, flags: 1 }],
    [` 00-${traceId}-${spanId}-00 `, { traceId, spanId, flags: 0 }],
    // Flags that nobody knows yet are dropped.
    [`00-${traceId}-${spanId}-03`, { traceId, spanId, flags: 1 }],
    [`cc-${traceId}-${spanId}-01-what-comes`, { traceId, spanId, flags: 1 }],
  ])('reads %j', (text, expected) => {
    expect(parseTraceparent(text)).toEqual(expected)
  })

  it.each([
    undefined,
    '',
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `${traceparent}, ${traceparent}`,
  ])('takes %j for none', (text) => {
    expect(parseTraceparent(text)).toBeUndefined()
  })

  it('is written as it is read', () => {
    expect(toTraceparent({ traceId, spanId, flags: 1 })).toBe(traceparent)
  })
})

describe('calls with spans', () => {
  it('go on with the trace of their caller, and end with their answer', async () => {
    const spans = createMemorySpans()
    const handler = withSpans((call) => {
      call.span?.begin('inner', 'internal').end()
      call.respond({ status: 503, headers: [] })
    }, spans)
    const headers = ['Host', 'api.example', 'traceparent', traceparent, 'tracestate', 'a=1', 'User-Agent', 'test']
    const { call, response } = createMemoryCall({ target: '/x/y?key=sesame', headers })
    handler(call)
    expect((await response).status).toBe(503)
    expect(spans.ended).toEqual([
      expect.objectContaining({ name: 'inner', traceId, parentId: '0000000000000001' }),
      {
        name: 'GET',
        kind: 'server',
        traceId,
        spanId: '0000000000000001',
        parentId: spanId,
        attributes: {
          'http.request.method': 'GET',
          'url.scheme': 'http',
          'url.path': '/x/y',
          'server.address': 'api.example',
          'client.address': '127.0.0.1',
          'user_agent.original': 'test',
          'http.response.status_code': 503,
        },
        events: [],
        failure: 'answered 503',
      },
    ])
  })

  it('say when the client goes before the answer', () => {
    const spans = createMemorySpans()
    const { call, abort } = createMemoryCall()
    withSpans(() => {}, spans)(call)
    abort()
    expect(spans.ended).toMatchObject([
      { parentId: undefined, failure: 'the connection broke before the answer was whole' },
    ])
  })

  it('cost nothing where nobody follows them: the handler is the same', () => {
    const handler = () => {}
    expect(withSpans(handler, undefined)).toBe(handler)
  })
})

describe('OpenTelemetry', () => {
  let receiver: OtlpReceiver | undefined
  afterEach(async () => {
    await receiver?.close()
    receiver = undefined
  })
  const options = { role: 'gateway', version: '1.2.3', sampling: 1, onFailure: () => {}, intervalMs: 20 }

  it('is sent spans with their parents, attributes, events and failures', async () => {
    receiver = await startOtlpReceiver()
    const { spans } = openOtlp({ ...options, url: receiver.url })
    const span = spans.begin('GET', {
      kind: 'server',
      traceparent,
      tracestate: 'a=1',
      attributes: { x: 1, y: undefined },
    })
    const child = span.begin('score', 'internal', { rows: 3 })
    child.event('trace', { message: 'hello' })
    child.fail('no such column')
    child.end()
    span.rename('GET /x')
    span.set({ ok: true })
    span.end()
    await spans.close()
    expect(span.traceparent).toBe(`00-${traceId}-${span.spanId}-01`)
    expect(span.tracestate).toBe('a=1')
    expect(receiver.spans).toMatchObject([
      {
        service: 'sluice-gateway',
        name: 'score',
        kind: 1,
        traceId,
        parentSpanId: span.spanId,
        attributes: { rows: 3 },
        events: [{ name: 'trace', attributes: { message: 'hello' } }],
        status: { code: 2, message: 'no such column' },
      },
      { name: 'GET /x', kind: 2, traceId, spanId: span.spanId, parentSpanId: spanId, attributes: { x: 1, ok: true } },
    ])
  })

  it('is sent no spans that the caller, or the share, leaves out; those that are asked hear of it', async () => {
    receiver = await startOtlpReceiver()
    const { spans } = openOtlp({ ...options, sampling: 0, url: receiver.url })
    const own = spans.begin('own', { kind: 'server' })
    const left = spans.begin('left out', { kind: 'server', traceparent: `00-${traceId}-${spanId}-00` })
    const kept = spans.begin('kept', { kind: 'server', traceparent })
    for (const span of [own, left, kept]) span.end()
    await spans.close()
    expect(own.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-00$/)
    expect(left.traceparent).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-00$`))
    expect(receiver.spans.map(({ name }) => name)).toEqual(['kept'])
  })

  it('is sent the log with its trace, and what policies measure', async () => {
    receiver = await startOtlpReceiver()
    const otlp = openOtlp({ ...options, url: receiver.url })
    otlp.log({ level: 'warn', message: 'No answer.', fields: { traceId, spanId, api: 'echo', rows: 2, nothing: null } })
    otlp.log({ level: 'info', message: 'The gateway serves.', fields: {} })
    for (const value of [2, 40]) {
      otlp.measure({ namespace: 'contoso', name: 'orders', value, dimensions: { region: 'north' } })
    }
    await otlp.close()
    expect(receiver.logs).toMatchObject([
      {
        service: 'sluice-gateway',
        severityText: 'WARN',
        body: 'No answer.',
        traceId,
        attributes: { api: 'echo', rows: 2 },
      },
      { severityText: 'INFO', body: 'The gateway serves.', attributes: {} },
    ])
    expect(receiver.points).toEqual([
      { scope: 'contoso', name: 'orders', count: 2, sum: 42, attributes: { region: 'north' } },
    ])
  })

  it('complains once about a collector that is away, and holds up nobody', async () => {
    receiver = await startOtlpReceiver()
    const { url } = receiver
    await receiver.close()
    const failures: string[] = []
    const otlp = openOtlp({ ...options, url, onFailure: (message) => failures.push(message) })
    for (let count = 0; count < 3; count += 1) {
      otlp.spans.begin('x', { kind: 'server' }).end()
      otlp.log({ level: 'info', message: 'x', fields: {} })
    }
    await otlp.close()
    await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 20_000 })
  })
})
