import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from './policy-bench.fixture.ts'

const textOfBody = (body: { kind: string; bytes?: Uint8Array }) => new TextDecoder().decode(body.bytes)

describe('settings that are expressions', () => {
  it('are evaluated by each call', async () => {
    let calls = 0
    const bench = createPolicyBench({
      documents: { api: document('inbound', '<set-header name="X-Count"><value>@(count)</value></set-header>') },
      expressions: { count: () => ++calls },
    })
    await bench.send()
    await bench.send()
    expect(bench.client.requests.map((request) => request.header('x-count'))).toEqual(['1', '2'])
  })

  it('must give what a constant would have to be, otherwise the call fails', async () => {
    const bench = createPolicyBench({
      documents: {
        api: `<policies><inbound><rate-limit-by-key calls="@(calls)" renewal-period="60" counter-key="k" /></inbound>
              <on-error><set-header name="X-Reason"><value>@(reason)</value></set-header></on-error></policies>`,
      },
      expressions: { calls: () => 'many', reason: ({ lastError }) => lastError?.message },
    })
    const answer = await bench.send()
    expect([answer.status, answer.header('x-reason')]).toEqual([
      500,
      'Expression evaluation failed. The value cannot be read: a whole number of at least 0 is expected.',
    ])
    expect(answer.context.lastError).toEqual({
      source: 'rate-limit-by-key',
      reason: 'ExpressionValueEvaluationFailure',
      message: 'Expression evaluation failed. The value cannot be read: a whole number of at least 0 is expected.',
      scope: 'api',
      section: 'inbound',
      path: 'rate-limit-by-key[1]',
    })
    expect(bench.bugs).toEqual([])
  })

  it('fail the call with what they throw, and name the statement they stand in', async () => {
    const bench = createPolicyBench({
      documents: {
        api: document(
          'inbound',
          '<choose><when condition="true"><set-variable id="mine" name="a" value="@(boom)" /></when></choose>',
        ),
      },
      expressions: {
        boom: () => {
          throw new Error('Object reference not set to an instance of an object.')
        },
      },
    })
    const answer = await bench.send()
    expect(answer.context.lastError).toEqual({
      source: 'set-variable',
      reason: 'ExpressionValueEvaluationFailure',
      message: 'Expression evaluation failed. Object reference not set to an instance of an object.',
      scope: 'api',
      section: 'inbound',
      path: 'choose[1]/when[1]/set-variable[1]',
      policyId: 'mine',
    })
  })

  it('find the body of the request in memory, and it still goes to the backend', async () => {
    const bench = createPolicyBench({
      documents: {
        api: document(
          'inbound',
          '<choose><when condition="@(Request.Body is short)"><set-variable name="s" value="1" /></when></choose>',
        ),
      },
      expressions: { 'Request.Body is short': ({ request }) => textOfBody(request.body) === 'short' },
    })
    const answer = await bench.send({ method: 'POST', body: 'short' })
    expect(answer.context.variables.get('s')).toBe('1')
    expect(bench.client.requests[0]?.text()).toBe('short')
  })

  it('find the body of the response in memory', async () => {
    const bench = createPolicyBench({
      documents: { api: document('outbound', '<set-body>@(Response.Body twice)</set-body>') },
      expressions: { 'Response.Body twice': ({ response }) => textOfBody(response.body).repeat(2) },
      backend: (call) => call.respond({ status: 200, headers: [] }, 'ab'),
    })
    expect((await bench.send()).text()).toBe('abab')
  })

  it('leave a call that reads no body without a promise', () => {
    const bench = createPolicyBench({
      documents: { api: '<policies><inbound><set-variable name="a" value="@(one)" /></inbound><backend /></policies>' },
      expressions: { one: () => 1 },
    })
    const { run, context } = bench.prepare({ method: 'POST', body: 'kept' })
    expect(run()).toBe(undefined)
    expect([context.variables.get('a'), context.request.body.kind]).toEqual([1, 'stream'])
  })
})

describe('retry', () => {
  const answers = (...statuses: number[]) => {
    let count = 0
    return {
      asked: () => count,
      backend: (call: { respond: (head: { status: number; headers: string[] }, body?: string) => void }) =>
        call.respond({ status: statuses[count++] ?? 200, headers: [] }, `answer ${count}`),
    }
  }
  const retrying = (attributes: string, inside = '<forward-request />') =>
    `<policies><backend><retry ${attributes}>${inside}</retry></backend></policies>`
  const expressions = {
    failed: ({ response }: { response: { status: number } }) => response.status >= 500,
    'Response.Body is late': ({ response }: { response: { body: { kind: string; bytes?: Uint8Array } } }) =>
      textOfBody(response.body) !== 'answer 3',
  }

  it('waits the same, longer, or twice as long each time', async () => {
    const waitsOf = async (attributes: string) => {
      const { backend } = answers(500, 500, 500, 500, 200)
      const bench = createPolicyBench({
        documents: { api: retrying(`condition="@(failed)" count="10" ${attributes}`) },
        expressions,
        backend,
      })
      expect((await bench.send()).text()).toBe('answer 5')
      return bench.waits.map((milliseconds) => milliseconds / 1000)
    }
    expect(await waitsOf('interval="10"')).toEqual([10, 10, 10, 10])
    expect(await waitsOf('interval="10" first-fast-retry="true"')).toEqual([10, 10, 10])
    expect(await waitsOf('interval="10" delta="5"')).toEqual([10, 15, 20, 25])
    // By chance, from 0.8 to 1.2 times the delta; the test always draws the middle.
    expect(await waitsOf('interval="10" delta="10" max-interval="60"')).toEqual([20, 30, 50, 60])
  })

  it('reads the body of each answer where the condition asks for it', async () => {
    const { backend, asked } = answers()
    const bench = createPolicyBench({
      documents: { api: retrying('condition="@(Response.Body is late)" count="10" interval="0"') },
      expressions,
      backend,
    })
    expect([(await bench.send()).text(), asked()]).toEqual(['answer 3', 3])
  })

  it('asks the condition after a failure, too, and passes the failure on where it does not hold', async () => {
    const run = async (condition: string) => {
      let asked = 0
      const bench = createPolicyBench({
        documents: {
          api: retrying(
            `condition="@(${condition})" count="3" interval="1"`,
            '<trace source="a"><message>@(fails twice)</message></trace>',
          ),
        },
        expressions: {
          always: ({ lastError }) => lastError?.reason === 'ExpressionValueEvaluationFailure',
          never: () => false,
          'fails twice': () => {
            asked += 1
            if (asked <= 2) throw new Error('Not yet.')
            return 'now'
          },
        },
      })
      const answer = await bench.send()
      return [answer.status, asked, answer.context.lastError?.path]
    }
    expect(await run('always')).toEqual([200, 3, undefined])
    expect(await run('never')).toEqual([500, 1, 'retry[1]/trace[1]'])
  })
})
