import type { ServerCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createPolicyBench } from '../pipeline/policy-bench.fixture.ts'

const api = (backend: string, more = '') => `<policies><backend>${backend}</backend>${more}</policies>`

const redirects = (call: ServerCall): void => {
  const [, status, location] = /^\/api\/(\d{3})(.*)$/.exec(call.target) ?? []
  if (status === undefined) call.respond({ status: 200, headers: [] }, `${call.method} ${call.target}`)
  else call.respond({ status: Number(status), headers: ['Location', location ?? ''] })
}

describe('forward-request', () => {
  it.each([
    ['<forward-request />', 300_000],
    ['<forward-request timeout="20" />', 20_000],
    ['<forward-request timeout-ms="1500" />', 1500],
  ])('%s waits for the head so long', async (policy, headTimeoutMs) => {
    const bench = createPolicyBench({ documents: { api: api(policy) } })
    await bench.send()
    expect(bench.client.requests[0]?.headTimeoutMs).toBe(headTimeoutMs)
  })

  it.each([
    ['<forward-request />', '1'],
    ['<forward-request http-version="2or1" />', '2or1'],
    ['<forward-request http-version="2" />', '2'],
  ])('%s speaks HTTP %s', async (policy, httpVersion) => {
    const bench = createPolicyBench({ documents: { api: api(policy) } })
    await bench.send()
    expect(bench.client.requests[0]?.httpVersion).toBe(httpVersion)
  })

  it('is not done where the section is empty: the answer is an empty 200', async () => {
    const bench = createPolicyBench({ documents: { api: api('') } })
    const { status, body } = await bench.send()
    expect([status, body.length, bench.client.requests.length]).toEqual([200, 0, 0])
  })

  it('passes redirects on, unless it follows them', async () => {
    const passing = createPolicyBench({ documents: {}, backend: redirects })
    const answer = await passing.send({ target: '/302/end' })
    expect([answer.status, answer.header('location')]).toEqual([302, '/end'])
  })

  it.each([
    ['GET', '/302/end', 'GET /end'],
    ['POST', '/302/end?a=b', 'GET /end?a=b'],
    ['POST', '/307/end', 'POST /end'],
    ['PUT', '/303/end', 'GET /end'],
    ['PUT', '/301/end', 'PUT /end'],
    ['GET', '/302/api/301/api/308/end', 'GET /end'],
  ])('follows %s %s', async (method, target, text) => {
    const bench = createPolicyBench({
      documents: { api: api('<forward-request follow-redirects="true" />') },
      backend: redirects,
    })
    const answer = await bench.send({ method, target, ...(method === 'GET' ? {} : { body: 'content' }) })
    expect(answer.text()).toBe(text)
    expect(bench.client.requests.at(-1)?.text()).toBe(text.startsWith('GET') ? '' : 'content')
  })

  it('shows no key or token to another host, and gives up after 20 redirects', async () => {
    const bench = createPolicyBench({
      documents: { api: api('<forward-request follow-redirects="true" />') },
      backend: (call) =>
        call.respond({
          status: 302,
          headers: ['Location', call.target === '/api/far' ? 'http://other/' : '/api/loop'],
        }),
    })
    await bench.send({
      target: '/far',
      headers: ['Authorization', 'secret', 'Ocp-Apim-Subscription-Key', 'secret', 'X', '1'],
    })
    const far = bench.client.requests[1]
    expect([
      far?.origin,
      far?.header('authorization'),
      far?.header('ocp-apim-subscription-key'),
      far?.header('x'),
    ]).toEqual(['http://other', undefined, undefined, '1'])
    const looped = await bench.send({ target: '/loop' })
    expect([looped.status, bench.client.requests.length]).toEqual([302, 2 + 21])
  })

  it('makes a failure of an error status, whose response on-error may still change', async () => {
    const onError = '<on-error><set-header name="X-Seen"><value>1</value></set-header></on-error>'
    const bench = createPolicyBench({
      documents: { api: api('<forward-request fail-on-error-status-code="true" />', onError) },
      backend: (call) => call.respond({ status: 404, headers: ['Content-Type', 'text/plain'] }, 'nothing here'),
    })
    const answer = await bench.send()
    expect([answer.status, answer.text(), answer.header('x-seen')]).toEqual([404, 'nothing here', '1'])
    expect(answer.context.lastError).toMatchObject({ source: 'forward-request', reason: 'BackendStatusFailed' })
  })

  it('answers 500 when the backend cannot be reached', async () => {
    const bench = createPolicyBench({
      documents: { api: '<policies><inbound><set-backend-service base-url="http://nowhere" /></inbound></policies>' },
    })
    const answer = await bench.send()
    expect([answer.status, answer.body.length]).toEqual([500, 111])
    expect(answer.context.lastError).toMatchObject({
      source: 'forward-request',
      reason: 'BackendConnectionFailure',
      section: 'backend',
      scope: 'global',
    })
  })

  it.each([
    ['http-version="3"', "'1', '2or1' or '2' is expected"],
    ['continue-timeout="soon"', "The 'continue-timeout' attribute has the invalid value 'soon'"],
    ['timeout="0"', 'a whole number from 1 to 86400 is expected'],
    ['timeout="1" timeout-ms="1"', "Only one of the attributes 'timeout' or 'timeout-ms' may be written."],
  ])('is refused with %s', (attributes, message) => {
    expect(() => createPolicyBench({ documents: { api: api(`<forward-request ${attributes} />`) } })).toThrow(message)
  })
})
