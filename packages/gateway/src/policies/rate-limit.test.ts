import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const limit = '<rate-limit calls="2" renewal-period="60" />'

describe('rate-limit', () => {
  it('refuses the call after the limit within one period, and lets calls pass again after it', async () => {
    const bench = createPolicyBench({ documents: { product: document('inbound', limit) } })
    expect((await bench.send()).status).toBe(200)
    bench.clock.advance(3000)
    expect((await bench.send()).status).toBe(200)
    const refused = await bench.send()
    expect(refused.status).toBe(429)
    expect(refused.headers).toEqual(['Content-Type', 'application/json', 'Retry-After', '57'])
    expect(refused.text()).toBe('{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }')
    expect(refused.body).toHaveLength(84)
    expect(refused.context.lastError).toEqual({
      source: 'rate-limit',
      reason: 'RateLimitExceeded',
      message: 'Rate limit is exceeded',
      scope: 'product',
      section: 'inbound',
      path: 'rate-limit[1]',
    })
    bench.clock.advance(57_000)
    expect((await bench.send()).status).toBe(200)
    expect(bench.client.requests).toHaveLength(3)
  })

  it('does not limit calls without a subscription', async () => {
    const bench = createPolicyBench({ documents: { product: document('inbound', limit) }, subscription: null })
    for (let call = 0; call < 5; call++) expect((await bench.send()).status).toBe(200)
  })

  it('counts for each scope that defines it on its own', async () => {
    const bench = createPolicyBench({
      documents: {
        product: document('inbound', '<rate-limit calls="3" renewal-period="60" />'),
        api: document('inbound', '<rate-limit calls="2" renewal-period="60" />'),
      },
    })
    await bench.send()
    await bench.send()
    expect((await bench.send()).context.lastError?.scope).toBe('api')
    // The product had counted that call before the API refused it.
    expect((await bench.send()).context.lastError?.scope).toBe('product')
  })

  it('tells what is left in headers and variables, also in a refusal', async () => {
    const bench = createPolicyBench({
      documents: {
        product: document(
          'inbound',
          `<rate-limit calls="2" renewal-period="60" remaining-calls-header-name="X-Left" total-calls-header-name="X-Total"
             remaining-calls-variable-name="left" retry-after-header-name="X-Wait" retry-after-variable-name="wait" />`,
        ),
      },
      backend: (call) => call.respond({ status: 200, headers: ['X-Left', 'of the backend'] }),
    })
    const first = await bench.send()
    expect([first.header('x-left'), first.header('x-total'), first.context.variables.get('left')]).toEqual([
      '1',
      '2',
      1,
    ])
    await bench.send()
    const refused = await bench.send()
    expect(refused.headers).toEqual(['Content-Type', 'application/json', 'X-Wait', '60', 'X-Left', '0', 'X-Total', '2'])
    expect(refused.context.variables).toEqual(
      new Map([
        ['left', 0],
        ['wait', 60],
      ]),
    )
  })

  it.each([
    ['by id', '<api id="ECHO" calls="1" renewal-period="60" />'],
    ['by name', '<api name="echo api" calls="1" renewal-period="60" />'],
    [
      'of an operation',
      '<api id="echo" calls="9" renewal-period="60"><operation id="get" calls="1" renewal-period="60" /></api>',
    ],
    ['of an operation directly', '<operation name="Get" calls="1" renewal-period="60" />'],
  ])('limits an API or operation on its own: %s', async (_, nested) => {
    const bench = createPolicyBench({
      documents: { product: document('inbound', `<rate-limit calls="9" renewal-period="60">${nested}</rate-limit>`) },
    })
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([200, 429])
  })

  it.each([
    ['another API', '<api id="other" calls="1" renewal-period="60" />'],
    ['an identifier that beats the name', '<api id="other" name="Echo API" calls="1" renewal-period="60" />'],
    [
      'an operation of another API',
      '<api id="other" calls="9" renewal-period="60"><operation id="get" calls="1" renewal-period="60" /></api>',
    ],
  ])('leaves alone what it does not mean: %s', async (_, nested) => {
    const bench = createPolicyBench({
      documents: { product: document('inbound', `<rate-limit calls="9" renewal-period="60">${nested}</rate-limit>`) },
    })
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([200, 200])
  })
})
