import { type CallHandler, createMemoryCall, HttpClientError, type ResponseWriter } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, requestId } from './gateway.fixture.ts'

const { service, api, operation, subscription, policy } = entriesOf('contoso')
const entries = [
  service(),
  api('echo'),
  subscription('all', '/apis'),
  ...['GET', 'HEAD', 'POST', 'PUT'].map((method) => operation('echo', method.toLowerCase(), method, '/*')),
]
const notFound = '{ "statusCode": 404, "message": "Resource not found" }'
const failed = `{ "statusCode": 500, "message": "Internal server error", "activityId": "${requestId}" }`

/** A backend that answers every request alike. */
const answering =
  (status: number, headers: readonly string[] = [], body?: string): CallHandler =>
  (call) =>
    call.respond({ status, headers }, body)

describe('a call that meets no operation', () => {
  it('is answered 404, byte for byte, whatever it lacks', async () => {
    const { send } = createTestGateway(entries)
    for (const options of [{ target: '/nothing' }, { target: '/echo', method: 'DELETE' }, { target: '*' }]) {
      const answer = await send(options)
      expect([answer.status, answer.headers, answer.text()]).toEqual([
        404,
        ['Content-Type', 'application/json', 'apim-request-id', requestId, 'Content-Length', '54'],
        notFound,
      ])
    }
  })

  it('is answered so, too, while there is no instance at all', async () => {
    expect((await createTestGateway([]).send()).text()).toBe(notFound)
  })

  it('runs on-error of the scope that it did meet, and no other section', async () => {
    const onError = (name: string, base = '<base/>') =>
      `<policies><inbound><set-header name="Inbound"><value>ran</value></set-header></inbound><on-error>${base}
       <set-header name="${name}" exists-action="override"><value>ran</value></set-header></on-error></policies>`
    const { send } = createTestGateway([
      ...entries,
      policy('', onError('Global', '')),
      policy('/apis/echo', onError('Api')),
      policy('/apis/echo/operations/get', onError('Operation')),
    ])
    const names = async (options: { target: string; method?: string }) => {
      const answer = await send(options)
      return [answer.status, answer.header('global'), answer.header('api'), answer.header('operation')]
    }
    expect(await names({ target: '/nothing' })).toEqual([404, 'ran', undefined, undefined])
    expect(await names({ target: '/echo', method: 'DELETE' })).toEqual([404, 'ran', 'ran', undefined])
  })
})

describe('the request to the backend', () => {
  it.each([
    ['http://backend/base', '/echo/a/b?x=1&y', '/base/a/b?x=1&y'],
    ['http://backend/base/', '/echo/a', '/base/a'],
    ['http://backend/base', '/echo', '/base'],
    ['http://backend/base/', '/echo', '/base/'],
    ['http://backend/base', '/echo/', '/base/'],
    ['http://backend', '/echo', '/'],
    ['http://backend', '/ECHO/A%2fb//c/', '/A%2fb//c/'],
    ['http://backend/base?fixed=1', '/echo/a?x=2', '/base/a?fixed=1&x=2'],
    ['http://backend/base?fixed=1', '/echo/a', '/base/a?fixed=1'],
    ['http://backend/base', '/echo/a/../b', '/base/b'],
    ['http://backend/base', '/echo;rev=1/a', '/base/a'],
  ])('of %s for %s goes to %s', async (serviceUrl, target, expected) => {
    const { send, client } = createTestGateway([
      service(),
      api('echo', { serviceUrl }),
      operation('echo', 'get', 'GET', '/*'),
    ])
    expect((await send({ target })).status).toBe(200)
    expect(client.requests[0]?.target).toBe(expected)
  })

  it('has the headers of the client but those of its connection, and says who called', async () => {
    const { send, client } = createTestGateway(entries)
    await send({
      target: '/echo',
      remoteAddress: '10.0.0.7',
      isSecure: true,
      headers: [
        ...['Host', 'api.example.com', 'authorization', 'Bearer own', 'Ocp-Apim-Subscription-Key', 'all-primary'],
        ...['Connection', 'keep-alive, X-Private', 'X-Private', '1', 'Keep-Alive', 'timeout=5', 'TE', 'trailers'],
        ...['Proxy-Connection', 'keep-alive', 'Proxy-Authorization', 'Basic x', 'Upgrade', 'h2c', 'Expect', 'x'],
        ...['X-Forwarded-For', '1.2.3.4', 'X-Forwarded-Proto', 'gopher', 'X-Forwarded-Host', 'forged'],
        ...['Accept', 'a', 'Accept', 'b', 'X-mixed-Case', 'ü'],
      ],
    })
    expect(client.requests[0]?.headers).toEqual([
      ...['Host', 'backend', 'authorization', 'Bearer own', 'Ocp-Apim-Subscription-Key', 'all-primary'],
      ...['Accept', 'a', 'Accept', 'b', 'X-mixed-Case', 'ü'],
      ...['X-Forwarded-For', '1.2.3.4, 10.0.0.7', 'X-Forwarded-Proto', 'https', 'X-Forwarded-Host', 'api.example.com'],
    ])
  })

  it('keeps what a client has no say about, even when Connection names it', async () => {
    const { send, client } = createTestGateway(entries)
    const connection = 'close, Authorization, X-Forwarded-For, Content-Type'
    await send({
      target: '/echo',
      headers: ['Host', 'h', 'Connection', connection, 'Authorization', 'x', 'Content-Type', 'y'],
    })
    const { headers } = client.requests[0] ?? { headers: [] }
    expect(headers).toEqual(expect.arrayContaining(['Authorization', 'Content-Type', 'X-Forwarded-For']))
  })

  it('has the Host that a policy chose, also when it is the one of the client', async () => {
    const setHost = (exists: string, value: string) =>
      policy(
        '/apis/echo',
        `<policies><inbound><set-header name="Host" exists-action="${exists}">${value}</set-header>
        </inbound></policies>`,
      )
    const hostWith = async (exists: string, value = '') => {
      const { send, client } = createTestGateway([...entries, setHost(exists, value)])
      await send({ target: '/echo', headers: ['Host', 'api.example.com'] })
      return client.requests[0]?.header('host')
    }
    expect(await hostWith('override', '<value>other</value>')).toBe('other')
    expect(await hostWith('override', '<value>api.example.com</value>')).toBe('api.example.com')
    expect(await hostWith('delete')).toBe('backend')
  })

  it('carries the body as it came, with its length or in pieces', async () => {
    const { send, client } = createTestGateway(entries)
    await send({ target: '/echo', method: 'POST', body: 'whole' })
    await send({ target: '/echo', method: 'POST', body: ['in ', 'pieces'] })
    await send({ target: '/echo', method: 'POST' })
    expect(client.requests.map((request) => [request.text(), request.header('content-length')])).toEqual([
      ['whole', '5'],
      ['in pieces', undefined],
      ['', undefined],
    ])
    expect(client.requests[1]?.header('transfer-encoding')).toBe('chunked')
  })
})

describe('the answer of the backend', () => {
  it('comes back without the headers of its connection', async () => {
    const headers = [
      'Server',
      'backend/1',
      'Date',
      'Mon, 05 Jan 2026 12:00:00 GMT',
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
    ]
    const connection = ['Trailer', 'X', 'TE', 'trailers', 'Proxy-Authenticate', 'Basic', 'Proxy-Connection', 'close']
    const { send } = createTestGateway(entries, {
      'http://backend': answering(418, [...headers, ...connection], 'short and stout'),
    })
    const answer = await send({ target: '/echo' })
    expect([answer.status, answer.headers, answer.text()]).toEqual([
      418,
      [...headers, 'Content-Length', '15'],
      'short and stout',
    ])
  })

  it('keeps the length of what HEAD does not show, and a 204 has none', async () => {
    const { send } = createTestGateway(entries, {
      'http://backend': (call) => {
        if (call.method === 'HEAD') call.respondStream({ status: 200, headers: ['Content-Length', '1234'] }).end()
        else if (call.target.endsWith('304'))
          call.respond({ status: 304, headers: ['Content-Length', '1234', 'ETag', 'x'] })
        else call.respond({ status: 204, headers: ['X', '1'] })
      },
    })
    const head = await send({ target: '/echo', method: 'HEAD' })
    expect([head.status, head.header('content-length'), head.text()]).toEqual([200, '1234', ''])
    const notModified = await send({ target: '/echo/304' })
    expect([notModified.status, notModified.headers]).toEqual([304, ['ETag', 'x', 'Content-Length', '1234']])
    const empty = await send({ target: '/echo' })
    expect([empty.status, empty.headers, empty.text()]).toEqual([204, ['X', '1'], ''])
  })

  it('flows on while it comes', async () => {
    let writer: ResponseWriter | undefined
    const { gateway } = createTestGateway(entries, {
      'http://backend': (call) => {
        writer = call.respondStream({ status: 200, headers: [] })
      },
    })
    const { call, response } = createMemoryCall({ target: '/echo' })
    gateway.handle(call)
    await settled()
    writer?.write(Buffer.from('first '))
    await settled()
    writer?.write(Buffer.from('second'))
    writer?.end()
    expect((await response).text()).toBe('first second')
  })

  it('that breaks off breaks the answer off', async () => {
    const { send } = createTestGateway(entries, {
      'http://backend': (call) => {
        const writer = call.respondStream({ status: 200, headers: ['Content-Length', '100'] })
        writer.write(Buffer.from('half'))
        setTimeout(() => writer.abort())
      },
    })
    await expect(send({ target: '/echo' })).rejects.toThrow('broken off')
  })

  it('is an empty 200 when no section asks a backend', async () => {
    const { send, client } = createTestGateway([...entries, policy('/apis/echo', '<policies><backend/></policies>')])
    const answer = await send({ target: '/echo' })
    expect([answer.status, answer.headers, client.requests.length]).toEqual([200, ['Content-Length', '0'], 0])
  })
})

describe('a backend that does not answer', () => {
  it.each([
    ['cannot be found', new HttpClientError('address-not-found', 'No such host.')],
    ['refuses', new HttpClientError('connection-refused', 'Nobody listens.')],
    ['shows a wrong certificate', new HttpClientError('certificate', 'Unknown authority.')],
    ['takes too long', new HttpClientError('timeout', 'Too long.')],
    ['speaks no HTTP', new HttpClientError('protocol', 'Not HTTP.')],
  ])('because it %s is a 500 that shows an id, under which the log tells why', async (_, failure) => {
    const { send, log } = createTestGateway(entries, { 'http://backend': failure })
    const answer = await send({ target: '/echo' })
    expect([answer.status, answer.headers, answer.text()]).toEqual([
      500,
      ['Content-Type', 'application/json', 'apim-request-id', requestId, 'Content-Length', '111'],
      failed,
    ])
    expect(log.records).toHaveLength(1)
    const reason = failure.failure === 'timeout' ? 'Timeout' : 'BackendConnectionFailure'
    expect(log.records[0]).toMatchObject({
      level: 'warn',
      fields: { requestId, api: 'echo', operation: 'get', reason },
    })
  })

  it.each([null, 'ftp://backend', 'not a url'])(
    'because its address is %s fails in the same way',
    async (serviceUrl) => {
      const { send, log } = createTestGateway([
        service(),
        api('echo', { serviceUrl }),
        operation('echo', 'get', 'GET', '/*'),
      ])
      expect((await send({ target: '/echo' })).text()).toBe(failed)
      expect(log.records[0]?.fields.reason).toBe('BackendConnectionFailure')
    },
  )
})

describe('a client that goes away', () => {
  it('ends the call to the backend, before its answer and in the middle of it', async () => {
    for (const begins of [false, true]) {
      let isCancelled = false
      const { gateway, log } = createTestGateway(entries, {
        'http://backend': (call) => {
          call.onAbort(() => {
            isCancelled = true
          })
          if (begins) call.respondStream({ status: 200, headers: [] }).write(Buffer.from('first'))
        },
      })
      const { call, abort } = createMemoryCall({ target: '/echo' })
      gateway.handle(call)
      await settled()
      abort()
      await settled()
      expect([isCancelled, log.records]).toEqual([true, []])
    }
  })
})

it('shows on-error that the client went away, as the table of last errors has it', async () => {
  const shown = '@($"{context.LastError.Source} {context.LastError.Reason} {context.LastError.Section}")'
  const { gateway, log } = createTestGateway(
    [
      ...entries,
      policy(
        '/apis/echo',
        `<policies><on-error><trace source="test" severity="information"><message>${shown}</message></trace></on-error></policies>`,
      ),
    ],
    { 'http://backend': () => {} },
  )
  const { call, abort } = createMemoryCall({ target: '/echo' })
  gateway.handle(call)
  await settled()
  abort()
  await settled()
  expect(log.records.map(({ fields }) => fields.message)).toEqual(['forward-request ClientConnectionFailure backend'])
})

it('answers 413 for a body that is longer than a policy may read, and complains of no client that goes away', async () => {
  const { gateway, send, log } = createTestGateway(entries, {}, [{ pattern: 'backend', target: 'echo' }])
  const tooLong = await send({ target: '/echo', method: 'POST', body: 'x'.repeat(1001) })
  expect([tooLong.status, tooLong.text()]).toEqual([
    413,
    '{ "statusCode": 413, "message": "Request entity too large" }',
  ])
  expect((await send({ target: '/echo', method: 'POST', body: 'x'.repeat(1000) })).status).toBe(200)
  const { call, abort } = createMemoryCall({ target: '/echo', method: 'POST', body: ['in ', 'pieces'] })
  gateway.handle(call)
  abort()
  await settled()
  expect(log.records).toEqual([])
})

describe('hosts of the installation', () => {
  it('are connected to where their role is, under their own name', async () => {
    const { send, client } = createTestGateway(
      [
        service(),
        api('echo', { serviceUrl: 'https://ussouthcentral.services.azureml.net' }),
        operation('echo', 'get', 'GET', '/*'),
      ],
      { 'http://localhost:8090': answering(200) },
      [{ pattern: '*.services.azureml.net', target: { origin: 'http://localhost:8090' } }],
    )
    expect((await send({ target: '/echo/x' })).status).toBe(200)
    expect(client.requests[0]).toMatchObject({
      origin: 'https://ussouthcentral.services.azureml.net',
      connectTo: 'http://localhost:8090',
    })
    expect(client.requests[0]?.header('host')).toBe('ussouthcentral.services.azureml.net')
  })

  it('follow their role when it moves, and say which one is missing', async () => {
    const { send, gateway, log } = createTestGateway(entries, { 'http://moved': answering(202) }, [
      { pattern: 'backend', target: { unavailable: 'the role ml is not running' } },
    ])
    expect((await send({ target: '/echo' })).status).toBe(500)
    expect(log.records[0]?.fields.message).toBe('The backend cannot be reached: the role ml is not running')
    gateway.useHostMap([{ pattern: 'BACKEND', target: { origin: 'http://moved' } }])
    expect((await send({ target: '/echo' })).status).toBe(202)
  })

  it('have an echo among them, which answers with what it was sent', async () => {
    const { send, client } = createTestGateway(entries, {}, [{ pattern: 'backend', target: 'echo' }])
    const answer = await send({
      target: '/echo/resource?param1=sample',
      method: 'POST',
      headers: ['Host', 'h', 'Content-Type', 'application/json', 'X-Mine', '1'],
      body: ['{"vehicle', 'Type":"train"}'],
    })
    expect([answer.status, answer.text(), client.requests.length]).toEqual([200, '{"vehicleType":"train"}', 0])
    expect(answer.headers).toEqual([
      ...['Content-Type', 'application/json', 'X-Mine', '1'],
      ...['X-Forwarded-For', '127.0.0.1', 'X-Forwarded-Proto', 'http', 'X-Forwarded-Host', 'h'],
      ...['Content-Length', '23'],
    ])
    expect((await send({ target: '/echo/resource', method: 'HEAD' })).status).toBe(200)
  })
})

it('reads a body only as far as a policy may', async () => {
  const { send } = createTestGateway(
    [
      ...entries,
      policy(
        '/apis/echo',
        '<policies><inbound/><backend><base/></backend><outbound><jsonp callback-parameter-name="cb"/></outbound></policies>',
      ),
    ],
    { 'http://backend': answering(200, ['Content-Type', 'application/json'], `"${'x'.repeat(1000)}"`) },
  )
  expect((await send({ target: '/echo?cb=f' })).text()).toBe(failed)
  expect((await send({ target: '/echo' })).status).toBe(200)
})

it('serves several instances by the first label of Host', async () => {
  const other = entriesOf('other')
  const { send } = createTestGateway([
    ...entries,
    other.service(),
    other.api('only-here'),
    other.operation('only-here', 'get', 'GET', '/'),
  ])
  const status = async (host: string) => (await send({ target: '/only-here', headers: ['Host', host] })).status
  expect([await status('other.localhost:8000'), await status('contoso.localhost'), await status('localhost')]).toEqual([
    200, 404, 404,
  ])
})

/** Lets everything that is under way in memory go as far as it can. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

describe('the id of a call', () => {
  const refusing = (onError: string) => [
    ...entries,
    policy(
      '/apis/echo',
      `<policies><inbound><ip-filter action="forbid"><address>127.0.0.1</address></ip-filter></inbound><backend><base/></backend>
       <outbound/><on-error>${onError}</on-error></policies>`,
    ),
  ]

  it('is in each answer that refuses it, whoever wrote that', async () => {
    const { send } = createTestGateway(
      refusing('<return-response><set-status code="451" reason="No"/></return-response>'),
    )
    const answer = await send({ target: '/echo' })
    expect([answer.status, answer.header('apim-request-id')]).toEqual([451, requestId])
  })

  it('is in no other: neither in one of the backend, nor where a failure ends well', async () => {
    const passed = createTestGateway(entries, { 'http://backend': answering(503) })
    const mended = createTestGateway(
      refusing('<return-response><set-status code="200" reason="OK"/></return-response>'),
    )
    for (const [{ send }, status] of [[passed, 503] as const, [mended, 200] as const]) {
      const answer = await send({ target: '/echo' })
      expect([answer.status, answer.header('apim-request-id')]).toEqual([status, undefined])
    }
  })
})
