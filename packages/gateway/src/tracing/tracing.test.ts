import type { CallTrace, DebugTokenContents, SnapshotEntry, TraceEntry } from '@sluice/contracts'
import { debugTokenPurpose, traceMask } from '@sluice/contracts/call-trace'
import { type CallHandler, createFixedClock, createMemoryCall } from '@sluice/platform'
import { describe, expect, it, vi } from 'vitest'
import { createTestGateway, entriesOf, requestId, sealFor } from '../gateway.fixture.ts'
import { CallRecorder } from './call-recorder.ts'

const { service, api, operation, subscription, policy, secretValue, backend, debugCredentials } = entriesOf('contoso')
const entries: readonly SnapshotEntry[] = [
  service(),
  api('echo', { subscriptionRequired: true }),
  api('other'),
  subscription('all', '/apis'),
  subscription('traced', '/apis', { allowTracing: true }),
  operation('echo', 'get', 'GET', '/things/{id}'),
  operation('echo', 'post', 'POST', '/things/{id}'),
  operation('other', 'get', 'GET', '/*'),
]
/** What clocks of tests start with. */
const startedAtMs = createFixedClock().now()

function tokenFor(contents: Partial<DebugTokenContents> = {}): string {
  const whole = { api: 'echo', expiresAtMs: startedAtMs + 3_600_000, generation: '', ...contents }
  return new URLSearchParams({
    aid: whole.api,
    p: 'tracing',
    sig: sealFor(JSON.stringify(whole), debugTokenPurpose('contoso')),
  }).toString()
}
const host = ['Host', 'api.example.com'] as const
const key = ['Ocp-Apim-Subscription-Key', 'all-primary'] as const
const withToken = (token = tokenFor()) => [...host, ...key, 'Apim-Debug-Authorization', token]

const inSection = (section: string, statements: string): string =>
  `<policies><inbound><base/>${section === 'inbound' ? statements : ''}</inbound>
<backend><base/></backend>
<outbound><base/>${section === 'outbound' ? statements : ''}</outbound>
<on-error><base/>${section === 'on-error' ? statements : ''}</on-error></policies>`

const answering =
  (status: number, headers: readonly string[] = [], body?: string): CallHandler =>
  (call) =>
    call.respond({ status, headers }, body)

const sourcesOf = (trace: CallTrace | undefined) =>
  Object.fromEntries(
    Object.entries(trace?.traceEntries ?? {}).map(([section, list]) => [section, list.map(({ source }) => source)]),
  )
const find = (trace: CallTrace | undefined, source: string): readonly TraceEntry[] =>
  Object.values(trace?.traceEntries ?? {}).flatMap((list) => list.filter((entry) => entry.source === source))

it('says of a call of another origin whether it ends, and why', async () => {
  for (const isEnd of [true, false]) {
    const cors = `<cors terminate-unmatched-request="${isEnd}"><allowed-origins><origin>https://a.example.com</origin></allowed-origins></cors>`
    const { send, traces } = createTestGateway([...entries, policy('/apis/echo', inSection('inbound', cors))], {
      'http://backend': answering(200),
    })
    const headers = [...withToken(), 'Origin', 'https://b.example.com']
    expect((await send({ target: '/echo/things/1', headers })).status).toBe(200)
    expect(JSON.stringify(find(traces[0], 'cors'))).toContain(
      `The origin is not allowed. The call ${isEnd ? 'ends' : 'goes on'}: terminate-unmatched-request is ${isEnd}.`,
    )
  }
})

describe('a call with a debug token', () => {
  it('is written down from what the client sent to what it got', async () => {
    const { send, traces, client } = createTestGateway(
      [
        ...entries,
        policy(
          '/apis/echo',
          inSection(
            'inbound',
            '\n<set-header id="mark" name="X-Mark"><value>yes</value></set-header><set-variable name="v" value="1"/>',
          ),
        ),
        policy('/apis/echo/operations/get', inSection('outbound', '<set-status code="201" reason="Made"/>')),
      ],
      { 'http://backend': answering(200, ['X-Own', 'b'], 'hello') },
    )
    const answer = await send({ target: '/echo/things/7?q=1', headers: withToken() })
    expect([answer.status, answer.header('apim-trace-id')]).toEqual([201, requestId])
    expect(client.requests[0]?.headers).not.toContain('Apim-Debug-Authorization')
    const place = { timestamp: '2026-01-05T12:00:00.0000000Z', elapsed: '00:00:00.0000000' }
    const took = { duration: '00:00:00.0000000' }
    const clientHeaders = [
      { name: 'Host', value: 'api.example.com' },
      { name: 'Ocp-Apim-Subscription-Key', value: traceMask },
      { name: 'Apim-Debug-Authorization', value: traceMask },
    ]
    expect(traces).toEqual([
      {
        serviceName: 'contoso',
        traceId: requestId,
        timestamp: place.timestamp,
        ...took,
        method: 'GET',
        url: 'http://api.example.com/echo/things/7?q=1',
        status: 201,
        apiId: 'echo',
        operationId: 'get',
        backendUrl: 'http://backend/base/things/7?q=1',
        traceEntries: {
          inbound: [
            {
              source: 'api-inspector',
              ...place,
              data: {
                request: {
                  method: 'GET',
                  url: 'http://api.example.com/echo/things/7?q=1',
                  headers: clientHeaders,
                },
              },
            },
            {
              source: 'api-inspector',
              ...place,
              data: {
                configuration: {
                  api: {
                    from: '/echo',
                    to: {
                      scheme: 'http',
                      host: 'backend',
                      port: 80,
                      path: '/base',
                      queryString: '',
                      query: {},
                      isDefaultPort: true,
                    },
                    version: null,
                    revision: '1',
                  },
                  operation: { method: 'GET', uriTemplate: '/things/{id}' },
                  user: '-',
                  product: '-',
                },
              },
            },
            {
              source: 'set-header',
              ...place,
              ...took,
              scope: 'api',
              scopeId: '/services/contoso/apis/echo',
              path: 'set-header[1]',
              id: 'mark',
              line: 2,
              data: { changes: { request: { headers: [{ name: 'X-Mark', from: null, to: 'yes' }] } } },
            },
            {
              source: 'set-variable',
              ...place,
              ...took,
              scope: 'api',
              scopeId: '/services/contoso/apis/echo',
              path: 'set-variable[1]',
              line: 2,
              data: { changes: { variables: [{ name: 'v', from: null, to: '1' }] } },
            },
          ],
          backend: [
            {
              source: 'forward-request',
              ...place,
              ...took,
              scope: 'global',
              scopeId: '/',
              path: 'forward-request[1]',
              data: {
                message: 'Request is being forwarded to the backend service. Timeout set to 300 seconds',
                request: {
                  method: 'GET',
                  url: 'http://backend/base/things/7?q=1',
                  headers: [
                    { name: 'Ocp-Apim-Subscription-Key', value: traceMask },
                    { name: 'X-Mark', value: 'yes' },
                    { name: 'X-Forwarded-For', value: '127.0.0.1' },
                    { name: 'X-Forwarded-Proto', value: 'http' },
                    { name: 'X-Forwarded-Host', value: 'api.example.com' },
                  ],
                },
              },
            },
            {
              source: 'forward-request',
              ...place,
              scope: 'global',
              scopeId: '/',
              path: 'forward-request[1]',
              data: {
                response: {
                  status: { code: 200, reason: '' },
                  headers: [
                    { name: 'X-Own', value: 'b' },
                    { name: 'Content-Length', value: '5' },
                  ],
                  body: { text: 'hello', bytes: 5 },
                },
              },
            },
          ],
          outbound: [
            {
              source: 'set-status',
              ...place,
              ...took,
              scope: 'operation',
              scopeId: '/services/contoso/apis/echo/operations/get',
              path: 'set-status[1]',
              line: 3,
              data: { changes: { response: { status: { from: '200', to: '201 Made' } } } },
            },
            {
              source: 'transfer-response',
              ...place,
              data: {
                message: 'Response headers have been sent to the caller.',
                response: {
                  status: { code: 201, reason: 'Made' },
                  headers: [
                    { name: 'X-Own', value: 'b' },
                    { name: 'Content-Length', value: '5' },
                    { name: 'Apim-Trace-Id', value: requestId },
                  ],
                  body: { text: 'hello', bytes: 5 },
                },
              },
            },
            {
              source: 'transfer-response',
              ...place,
              data: { message: 'Response has been sent to the caller in full.', bytes: 5 },
            },
          ],
        },
      },
    ])
  })

  it('is written down with its error where it meets no API, no operation, or has no key', async () => {
    const { send, traces } = createTestGateway([
      ...entries,
      policy(
        '',
        `<policies><inbound/><backend><forward-request/></backend><outbound/>
         <on-error><set-header name="X-Failed"><value>1</value></set-header></on-error></policies>`,
      ),
    ])
    expect((await send({ target: '/nothing', headers: withToken() })).header('apim-trace-id')).toBe(requestId)
    await send({ target: '/echo/nothing', headers: withToken() })
    await send({ target: '/echo/things/1', headers: [...host, 'Apim-Debug-Authorization', tokenFor()] })
    const unmatched = {
      inbound: ['api-inspector', 'configuration'],
      'on-error': ['configuration', 'set-header'],
      outbound: ['transfer-response', 'transfer-response'],
    }
    expect(traces.map(sourcesOf)).toEqual([
      unmatched,
      unmatched,
      { ...unmatched, inbound: ['api-inspector', 'api-inspector'], 'on-error': ['authorization', 'set-header'] },
    ])
    expect(traces.map(({ status, error }) => [status, error])).toEqual([
      ...Array.from({ length: 2 }, () => [
        404,
        {
          source: 'configuration',
          reason: 'OperationNotFound',
          message: 'Unable to match incoming request to an operation.',
        },
      ]),
      [
        401,
        {
          source: 'authorization',
          reason: 'SubscriptionKeyNotFound',
          message:
            'Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.',
        },
      ],
    ])
    expect(find(traces[0], 'configuration')[0]?.data.message).toBe(
      'Unable to identify Api or Operation for this request. Responding to the caller with 404 Resource Not Found.',
    )
  })

  it('shows the step that failed, inside of what, and on-error', async () => {
    const failing = `<choose><when condition="true">
<check-header name="X-Must" failed-check-httpcode="400" failed-check-error-message="Not so" ignore-case="true"/>
</when></choose>`
    const { send, traces } = createTestGateway([...entries, policy('/apis/echo', inSection('inbound', failing))])
    expect((await send({ target: '/echo/things/1', headers: withToken() })).status).toBe(400)
    const error = { reason: 'HeaderNotFound', message: 'Header X-Must was not found in the request. Access denied.' }
    expect(find(traces[0], 'choose').map(({ data }) => data)).toEqual([{}])
    expect(find(traces[0], 'check-header').map(({ path, line, data }) => [path, line, data])).toEqual([
      ['choose[1]/when[1]/check-header[1]', 2, { error }],
      [undefined, undefined, expect.objectContaining({ error, path: 'choose[1]/when[1]/check-header[1]' })],
    ])
    expect(traces[0]?.error).toEqual({ source: 'check-header', ...error })
  })

  it('shows bodies as they come, go and are changed, at most 8 KiB of each', async () => {
    const { send, traces } = createTestGateway(
      [...entries, policy('/apis/echo', inSection('outbound', '<find-and-replace from="long" to="short"/>'))],
      { 'http://backend': answering(200, [], `long ${'x'.repeat(900)}`) },
    )
    await send({ method: 'POST', target: '/echo/things/1', headers: withToken(), body: 'é'.repeat(6000) })
    const [trace] = traces
    expect(trace?.traceEntries.inbound?.[0]?.data.request?.body).toEqual({
      text: 'é'.repeat(6000),
      bytes: 12_000,
    })
    expect(find(trace, 'forward-request').map(({ data }) => (data.request ?? data.response)?.body?.bytes)).toEqual([
      12_000, 905,
    ])
    expect(find(trace, 'find-and-replace')[0]?.data.changes?.response?.body).toEqual({
      from: { text: `long ${'x'.repeat(900)}`, bytes: 905 },
      to: { text: `short ${'x'.repeat(900)}`, bytes: 906 },
    })
    const second = createTestGateway(entries, { 'http://backend': answering(200, [], 'y'.repeat(9000)) })
    await second.send({ target: '/echo/things/1', headers: withToken() })
    expect(find(second.traces[0], 'transfer-response')[0]?.data.response?.body).toEqual({
      text: 'y'.repeat(8192),
      bytes: 9000,
      isCut: true,
    })
  })

  it('shows what the trace policy says, and no text of a body that is none', async () => {
    const { send, traces } = createTestGateway(
      [
        ...entries,
        policy(
          '/apis/echo',
          inSection(
            'inbound',
            '<trace source="orders" severity="information"><message>Hi</message><metadata name="n" value="1"/></trace>',
          ),
        ),
      ],
      { 'http://backend': (call) => call.respond({ status: 200, headers: [] }, Uint8Array.of(0, 255, 1)) },
    )
    await send({ target: '/echo/things/1', headers: withToken() })
    expect(find(traces[0], 'trace')[0]?.data).toEqual({
      message: 'Hi',
      severity: 'information',
      from: 'orders',
      metadata: { n: '1' },
    })
    expect(find(traces[0], 'transfer-response')[0]?.data.response?.body).toEqual({ bytes: 3 })
  })
})

describe('expressions in a trace', () => {
  it('show their text, what they gave, and what they say themselves', async () => {
    const { send, traces } = createTestGateway([
      ...entries,
      secretValue('Limit', 'twelve-secret'),
      policy(
        '/apis/echo',
        inSection(
          'inbound',
          `<set-variable name="sum" value="@(1 + context.Request.MatchedParameters.Count)" />
           <choose><when condition="@{ context.Trace(&quot;looked&quot;); return &quot;{{Limit}}&quot;.Length &gt; 20; }" /></choose>`,
        ),
      ),
    ])
    expect((await send({ target: '/echo/things/1', headers: withToken() })).status).toBe(200)
    expect(find(traces[0], 'set-variable')[0]?.data).toEqual({
      expressions: [{ expression: '@(1 + context.Request.MatchedParameters.Count)', value: '2' }],
      changes: { variables: [{ name: 'sum', from: null, to: '2' }] },
    })
    expect(find(traces[0], 'choose')[0]?.data.expressions).toEqual([
      { expression: `@{ context.Trace("looked"); return "${traceMask}".Length > 20; }`, value: 'False' },
    ])
    expect(find(traces[0], 'context.Trace').map(({ data }) => data)).toEqual([{ message: 'looked' }])
    expect(sourcesOf(traces[0]).inbound).toEqual([
      ...['api-inspector', 'api-inspector', 'set-variable', 'choose', 'context.Trace'],
    ])
  })

  it('show the error of one that fails, and where it stands', async () => {
    const { send, traces } = createTestGateway([
      ...entries,
      policy('/apis/echo', inSection('inbound', '<set-variable name="v" value="@(int.Parse(&quot;x&quot;))" />')),
    ])
    expect((await send({ target: '/echo/things/1', headers: withToken() })).status).toBe(500)
    expect(find(traces[0], 'set-variable')[0]?.data.error?.reason).toBe('ExpressionValueEvaluationFailure')
    expect(traces[0]?.error?.source).toBe('set-variable')
  })
})

describe('secrets in a trace', () => {
  it('are masked in headers, addresses, texts and variables, wherever they come from', async () => {
    const secret = 'p&ss/"word"'
    const { send, traces } = createTestGateway(
      [
        ...entries,
        secretValue('Password', secret),
        backend(
          'guarded',
          { url: 'http://backend/guarded' },
          { header: { 'X-Backend': ['backend-secret'] }, query: { code: ['query-secret'] } },
        ),
        policy(
          '/apis/echo',
          inSection(
            'inbound',
            `<set-variable name="copy" value="key {{Password}}"/>
             <set-backend-service backend-id="guarded"/>
             <set-query-parameter name="pw"><value>{{Password}}</value></set-query-parameter>
             <authentication-basic username="me" password="hidden-pass"/>`,
          ),
        ),
      ],
      {
        'http://backend': (call) =>
          call.respond(
            { status: 200, headers: ['Set-Cookie', 'sid=cookie-secret; Path=/'] },
            JSON.stringify({
              all: [secret, 'all-primary', 'hidden-pass', 'cookie-secret', 'backend-secret', 'client-c'],
            }),
          ),
      },
    )
    const headers = [...withToken(), 'Cookie', 'a=client-c; b=x', 'Authorization', 'Bearer the-token']
    await send({ target: '/echo/things/1?subscription-key=all-primary', headers })
    const text = JSON.stringify(traces)
    for (const hidden of [
      ...[secret, encodeURIComponent(secret), 'all-primary', 'backend-secret', 'query-secret', 'hidden-pass'],
      ...['cookie-secret', 'client-c', 'the-token', tokenFor(), Buffer.from('me:hidden-pass').toString('base64')],
    ]) {
      expect(text).not.toContain(JSON.stringify(hidden).slice(1, -1))
    }
    expect(traces[0]?.url).toBe(`http://api.example.com/echo/things/1?subscription-key=${traceMask}`)
    expect(find(traces[0], 'set-variable')[0]?.data.changes?.variables).toEqual([
      { name: 'copy', from: null, to: `key ${traceMask}` },
    ])
    expect(find(traces[0], 'transfer-response')[0]?.data.response?.body?.text).toBe(
      JSON.stringify({ all: Array.from({ length: 6 }, () => traceMask) }),
    )
  })

  it('that the end of what is shown would cut are masked as a whole', async () => {
    const { send, traces } = createTestGateway([...entries, secretValue('Password', 'a-long-password')], {
      'http://backend': answering(200, [], `${'x'.repeat(8185)}a-long-password`),
    })
    await send({ target: '/echo/things/1', headers: withToken() })
    expect(find(traces[0], 'transfer-response')[0]?.data.response?.body?.text).toBe(`${'x'.repeat(8185)}${traceMask}`)
  })
})

describe('a call that may not be traced', () => {
  it.each([
    ['has expired', tokenFor({ expiresAtMs: startedAtMs }), 'The credentials expired at 2026-01-05T12:00:00.000Z.'],
    ['was invalidated', tokenFor({ generation: 'one before' }), 'The credentials were invalidated.'],
  ])('is told that its token %s', async (_, token, expected) => {
    const { send, traces } = createTestGateway(entries)
    const answer = await send({ target: '/echo/things/1', headers: withToken(token) })
    expect([answer.status, answer.header('apim-debug-authorization-expired')]).toEqual([200, expected])
    expect([answer.header('apim-trace-id'), traces]).toEqual([undefined, []])
  })

  it('is told that its token is for another API', async () => {
    const { send, traces } = createTestGateway(entries)
    const answer = await send({ target: '/other/x', headers: withToken() })
    expect(answer.header('apim-debug-authorization-wrongapi')).toBe("The credentials are for the API 'echo'.")
    expect(traces).toEqual([])
  })

  it('is told nothing of a token that nobody here made, and its backend does not see it', async () => {
    const { send, traces, client } = createTestGateway(entries)
    for (const token of ['', 'aid=echo', 'aid=echo&sig=sealed:1:AAAA', '%']) {
      const answer = await send({ target: '/echo/things/1', headers: withToken(token) })
      expect(answer.headers.filter((name) => name.startsWith('Apim'))).toEqual([])
    }
    expect([traces.length, client.requests.flatMap(({ headers }) => headers).join()]).toEqual([
      0,
      expect.not.stringContaining('Apim-Debug'),
    ])
  })

  it('is any one after the credentials were invalidated, from the next call on', async () => {
    const { send, gateway, traces } = createTestGateway(entries)
    const call = { target: '/echo/things/1', headers: withToken() }
    await send(call)
    gateway.apply({ type: 'change', changeNumber: 2, put: [debugCredentials('g2')], remove: [] })
    await send(call)
    expect(traces.length).toBe(1)
    await send({ ...call, headers: withToken(tokenFor({ generation: 'g2' })) })
    expect(traces.length).toBe(2)
  })
})

describe('the older way', () => {
  const call = (subscriptionKey: string, value = 'true') => ({
    target: '/echo/things/1',
    headers: [...host, 'Ocp-Apim-Subscription-Key', subscriptionKey, 'Ocp-Apim-Trace', value],
  })

  it('traces the call of a subscription that allows it, and says where the trace is', async () => {
    const { send, traces } = createTestGateway(entries)
    const answer = await send(call('traced-primary', 'True'))
    expect([answer.header('ocp-apim-trace-location'), answer.header('apim-trace-id')]).toEqual([
      `http://management/traces/link-to-contoso-${requestId}`,
      requestId,
    ])
    expect(sourcesOf(traces[0]).inbound).toEqual(['api-inspector', 'api-inspector'])
    expect(JSON.stringify(traces)).not.toContain('link-to')
  })

  it('traces no other one', async () => {
    const { send, traces } = createTestGateway(entries)
    expect((await send(call('all-primary'))).header('ocp-apim-trace-location')).toBeUndefined()
    expect((await send(call('traced-primary', 'false'))).header('ocp-apim-trace-location')).toBeUndefined()
    expect(traces).toEqual([])
  })
})

describe('a call that is not traced', () => {
  it('looks for one header, makes no recorder and runs the steps of before, whatever was traced meanwhile', async () => {
    const { gateway, send } = createTestGateway(entries)
    const observe = async () => {
      const { call, response } = createMemoryCall({ target: '/echo/things/1', headers: [...host, ...key] })
      const header = vi.spyOn(call, 'header')
      gateway.handle(call)
      await response
      return header.mock.calls.flat()
    }
    const before = await observe()
    const recorded = vi.spyOn(CallRecorder.prototype, 'enter')
    const shown = vi.spyOn(CallRecorder.prototype, 'add')
    await send({ target: '/echo/things/1', headers: withToken() })
    const counts = [recorded.mock.calls.length, shown.mock.calls.length]
    expect(counts).toEqual([1, 4])
    expect(await observe()).toEqual(before)
    expect([recorded.mock.calls.length, shown.mock.calls.length]).toEqual(counts)
    expect(before.filter((name) => /trace|debug/.test(name))).toEqual(['apim-debug-authorization'])
  })
})

describe('a traced preflight', () => {
  const { product, productApi } = entriesOf('contoso')
  const cors = (origin: string, rest = '') =>
    inSection('inbound', `<cors${rest}><allowed-origins><origin>${origin}</origin></allowed-origins></cors>`)
  const preflight = (origin: string, method = 'GET') => ({
    method: 'OPTIONS',
    target: '/echo/things/7',
    headers: [
      ...[...host, 'Origin', origin, 'Access-Control-Request-Method', method],
      ...['Apim-Debug-Authorization', tokenFor()],
    ],
  })
  const asked = (trace: CallTrace | undefined) =>
    find(trace, 'preflight').map(({ data }) => [data.message, data.asked] as const)
  const start = () =>
    createTestGateway([
      ...entries,
      product('gold'),
      productApi('gold', 'echo'),
      policy('/apis/echo', cors('https://one.example')),
      policy('/products/gold', cors('https://two.example')),
    ])

  it('shows every scope that was asked, what each said, and the answer', async () => {
    const { send, traces } = start()
    const answer = await send(preflight('https://one.example'))
    expect([answer.header('access-control-allow-origin'), answer.header('apim-trace-id')]).toEqual([
      'https://one.example',
      requestId,
    ])
    expect(asked(traces[0])).toEqual([['The policies here allow the call.', { api: 'echo', operation: 'get' }]])
    expect(traces[0]).toMatchObject({ method: 'OPTIONS', status: 200, apiId: 'echo' })
  })

  it('says what was not allowed where nobody lets the page call', async () => {
    const { send, traces } = start()
    const answer = await send(preflight('https://one.example', 'PUT'))
    expect([answer.status, answer.header('access-control-allow-origin')]).toEqual([200, undefined])
    expect(find(traces[0], 'cors').map(({ data }) => data.message)).toContain(
      'The method that the page asks for is not among those that are allowed.',
    )
    expect(asked(traces[0]).map(([message]) => message)).toContain('The policies here do not allow the call.')
  })
})
