import type { CircuitBreakerRuleInSnapshot } from '@sluice/contracts'
import { HttpClientError, type MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'
import { parseDuration } from './circuit-breaker.ts'

const { service, api, operation, policy, backend } = entriesOf('contoso')

const serverErrors = [{ min: 500, max: 599 }]

/** A gateway with one backend, which answers what it is told to. */
function start(rule: CircuitBreakerRuleInSnapshot, origin?: MemoryOrigin) {
  let answer: { status: number; headers: readonly string[] } = { status: 200, headers: [] }
  const test = createTestGateway(
    [
      service(),
      api('echo'),
      operation('echo', 'get', 'GET', '/x'),
      policy('/apis/echo', '<policies><inbound><set-backend-service backend-id="one"/></inbound></policies>'),
      backend('one', { url: 'http://a', circuitBreaker: { rules: [{ name: 'rule', ...rule }] } }),
    ],
    { 'http://a': origin ?? ((call) => call.respond(answer)) },
  )
  const get = () => test.send({ target: '/echo/x' })
  return {
    ...test,
    get,
    async statuses(count: number, status: number, headers: readonly string[] = []) {
      answer = { status, headers }
      const found: number[] = []
      for (let call = 0; call < count; call++) found.push((await get()).status)
      return found
    },
  }
}

describe('the circuit of a backend', () => {
  it('opens after so many failures within the interval, and closes when its time is over', async () => {
    const failureCondition = { count: 3, interval: 'PT1M', statusCodeRanges: serverErrors }
    const { statuses, get, clock, client } = start({ failureCondition, tripDuration: 'PT30S' })
    expect(await statuses(2, 500)).toEqual([500, 500])
    clock.advance(60_000)
    expect(await statuses(2, 500)).toEqual([500, 500])
    expect(await statuses(1, 404)).toEqual([404])
    expect(await statuses(2, 502)).toEqual([502, 503])
    clock.advance(29_500)
    const asked = client.requests.length
    const refused = await get()
    expect([refused.status, refused.header('retry-after'), client.requests.length]).toEqual([503, '1', asked])
    clock.advance(500)
    expect(await statuses(2, 200)).toEqual([200, 200])
  })

  it('opens at a share of failures, once there are enough answers to tell', async () => {
    const failureCondition = { percentage: 50, interval: 'PT1M', statusCodeRanges: serverErrors }
    const { statuses } = start({ failureCondition, tripDuration: 'PT1M' })
    expect(await statuses(5, 500)).toEqual([500, 500, 500, 500, 500])
    expect(await statuses(5, 200)).toEqual([200, 200, 200, 200, 200])
    expect(await statuses(2, 500)).toEqual([500, 503])
  })

  it('is open as long as the backend asks for, where the rule accepts that', async () => {
    const failureCondition = { count: 1, interval: 'PT1M', statusCodeRanges: [{ min: 429, max: 429 }] }
    const accepting = start({ failureCondition, tripDuration: 'PT10S', acceptRetryAfter: true })
    expect(await accepting.statuses(2, 429, ['Retry-After', '120'])).toEqual([429, 503])
    expect((await accepting.get()).header('retry-after')).toBe('120')
    const deaf = start({ failureCondition, tripDuration: 'PT10S' })
    await deaf.statuses(1, 429, ['Retry-After', '120'])
    expect((await deaf.get()).header('retry-after')).toBe('10')
  })

  it('counts a backend that cannot be reached, unless the rule names other reasons', async () => {
    const failureCondition = { count: 1, interval: 'PT1M' }
    const refused = new HttpClientError('connection-refused', 'Nobody listens.')
    const nobody = start({ failureCondition, tripDuration: 'PT1M' }, refused)
    expect([(await nobody.get()).status, (await nobody.get()).status]).toEqual([500, 503])
    const onlyTimeouts = { failureCondition: { ...failureCondition, errorReasons: ['Timeout'] } }
    const unmoved = start(onlyTimeouts, refused)
    expect([(await unmoved.get()).status, (await unmoved.get()).status]).toEqual([500, 500])
    const slow = start(onlyTimeouts, new HttpClientError('timeout', 'Too slow.'))
    expect([(await slow.get()).status, (await slow.get()).status]).toEqual([500, 503])
  })
})

it.each([
  ['PT1M30S', 90_000],
  ['P1DT2H', 93_600_000],
  ['pt0.5s', 500],
  ['PT0S', undefined],
  ['1 minute', undefined],
  [null, undefined],
])('reads the duration %s as %s ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})
