import type { MemoryCallOptions, ServerCall } from '@sluice/platform'
import { createFixedClock, createMemoryClient, createMemoryLog, createMemoryRemoteCache } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { pinned } from '../../backends/backend-member.ts'
import { createExternalCache } from '../../cache/external-cache.ts'
import { noOutgoing } from '../../outgoing/no-outgoing.ts'
import { createRequestSender } from '../../outgoing/send-request.ts'
import { type BenchOptions, createPolicyBench, document } from '../../pipeline/policy-bench.fixture.ts'
import { periodAt } from './quota-period.ts'

const ask = (content: string, more: object = {}): MemoryCallOptions => ({
  method: 'POST',
  headers: ['Content-Type', 'application/json'],
  body: JSON.stringify({ messages: [{ role: 'user', content }], ...more }),
})

const answers = (completion: string, usage?: object) => (call: ServerCall) =>
  call.respond(
    { status: 200, headers: ['Content-Type', 'application/json'] },
    JSON.stringify({ choices: [{ message: { role: 'assistant', content: completion } }], ...(usage && { usage }) }),
  )

describe('llm-token-limit', () => {
  const limit = (attributes: string) => document('inbound', `<llm-token-limit counter-key="k" ${attributes} />`)

  it('counts what an answer says it used, one call late', async () => {
    const bench = createPolicyBench({
      documents: {
        api: limit('tokens-per-minute="100" estimate-prompt-tokens="false" remaining-tokens-header-name="X-Left"'),
      },
      backend: answers('hi', { prompt_tokens: 30, completion_tokens: 50, total_tokens: 80 }),
    })
    const first = await bench.send(ask('hello'))
    const second = await bench.send(ask('hello'))
    const third = await bench.send(ask('hello'))
    expect([first, second, third].map((answer) => [answer.status, answer.header('x-left')])).toEqual([
      [200, '100'],
      [200, '20'],
      [429, '0'],
    ])
    expect([third.header('retry-after'), third.text()]).toEqual([
      '62',
      '{ "statusCode": 429, "message": "Token limit is exceeded. Try again in 62 seconds." }',
    ])
    expect(third.context.lastError).toMatchObject({ source: 'llm-token-limit', reason: 'TokenLimitExceeded' })
    bench.clock.advance(62_000)
    expect((await bench.send(ask('hello'))).status).toBe(200)
  })

  it('counts the prompt before it is sent where it is told to', async () => {
    const bench = createPolicyBench({
      documents: {
        api: limit('tokens-per-minute="10" estimate-prompt-tokens="true" tokens-consumed-variable-name="used"'),
      },
      backend: answers('', { prompt_tokens: 5, completion_tokens: 0 }),
    })
    // Twenty characters are about five tokens.
    const text = 'twenty characters ok'
    expect((await bench.send(ask(text))).context.variables.get('used')).toBe(5)
    expect((await bench.send(ask(text))).status).toBe(200)
    const refused = await bench.send(ask(text))
    expect([refused.status, bench.client.requests.length]).toEqual([429, 2])
  })

  it('keeps a quota in periods of the calendar', async () => {
    const bench = createPolicyBench({
      documents: {
        api: limit(
          'token-quota="10" token-quota-period="Daily" estimate-prompt-tokens="false" remaining-quota-tokens-variable-name="left"',
        ),
      },
      backend: answers('x', { prompt_tokens: 4, completion_tokens: 8 }),
    })
    expect((await bench.send(ask('a'))).status).toBe(200)
    const refused = await bench.send(ask('a'))
    expect([refused.status, refused.context.variables.get('left'), refused.context.lastError?.reason]).toEqual([
      403,
      0,
      'TokenQuotaExceeded',
    ])
    bench.clock.advance(86_400_000)
    expect((await bench.send(ask('a'))).status).toBe(200)
  })

  it('estimates a stream that does not say what it used', async () => {
    const events = [
      '{"choices":[{"delta":{"content":"twelve char"}}]}',
      '{"choices":[{"delta":{"content":"s"}}]}',
      '[DONE]',
    ]
    const bench = createPolicyBench({
      documents: {
        api: limit('tokens-per-minute="100" estimate-prompt-tokens="false" remaining-tokens-header-name="X-Left"'),
      },
      backend: (call) =>
        call.respond(
          { status: 200, headers: ['Content-Type', 'text/event-stream'] },
          events.map((event) => `data: ${event}\n\n`).join(''),
        ),
    })
    await bench.send(ask('eight ch'))
    // Two tokens of the prompt and three of the completion.
    expect((await bench.send(ask(''))).header('x-left')).toBe('95')
  })

  it('is known by its older name, too', async () => {
    const api = document(
      'inbound',
      '<azure-openai-token-limit counter-key="k" tokens-per-minute="1" estimate-prompt-tokens="true" />',
    )
    expect((await createPolicyBench({ documents: { api } }).send(ask('much too long'))).status).toBe(429)
  })
})

describe('periods of quotas', () => {
  it.each([
    ['Hourly', '2026-02-18T13:00:00.000Z', 3_600],
    ['Daily', '2026-02-18T00:00:00.000Z', 86_400],
    ['Weekly', '2026-02-16T00:00:00.000Z', 604_800],
    ['Monthly', '2026-02-01T00:00:00.000Z', 28 * 86_400],
    ['Yearly', '2026-01-01T00:00:00.000Z', 365 * 86_400],
  ] as const)('begin with the calendar: %s', (period, start, seconds) => {
    const found = periodAt(period, Date.parse('2026-02-18T13:45:59.999Z'))
    expect([new Date(found.startMs).toISOString(), found.seconds]).toEqual([start, seconds])
  })
})

describe('llm-emit-token-metric', () => {
  it('counts prompt, completion and both', async () => {
    const bench = createPolicyBench({
      documents: {
        api: document(
          'inbound',
          '<llm-emit-token-metric namespace="n"><dimension name="API ID" /><dimension name="Who" value="me" /></llm-emit-token-metric>',
        ),
      },
      backend: answers('hi', { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }),
    })
    await bench.send(ask('hello'))
    const dimensions = { 'API ID': 'echo', Who: 'me' }
    expect(bench.services.metrics).toEqual([
      { namespace: 'n', name: 'Total Tokens', value: 7, dimensions },
      { namespace: 'n', name: 'Prompt Tokens', value: 3, dimensions },
      { namespace: 'n', name: 'Completion Tokens', value: 4, dimensions },
    ])
  })
})

describe('llm-semantic-cache', () => {
  const vectors: Readonly<Record<string, readonly number[]>> = {
    'how are you': [1, 0, 0],
    'how do you do': [0.99, 0.1, 0],
    'what time is it': [0, 1, 0],
  }
  const start = (
    attributes = '',
    embeddings?: (call: ServerCall) => void,
    more: Pick<BenchOptions, 'externalCache'> = {},
  ) => {
    const asked: string[] = []
    const member = {
      url: 'http://embeddings/v1',
      headers: ['api-key', 'k'],
      headerNames: new Set(['api-key']),
      query: 'v=1',
      verifiesCertificate: true,
    }
    const client = createMemoryClient({
      'http://embeddings':
        embeddings ??
        ((call) => {
          void call.body.bytes(10_000).then((bytes) => {
            const { input } = JSON.parse(Buffer.from(bytes).toString())
            asked.push(`${call.target} ${call.header('api-key')} ${input}`)
            call.respond({ status: 200, headers: [] }, JSON.stringify({ data: [{ embedding: vectors[input] }] }))
          })
        }),
    })
    let count = 0
    const bench = createPolicyBench({
      documents: {
        api: `<policies>
          <inbound><llm-semantic-cache-lookup score-threshold="0.05" embeddings-backend-id="Embed" ${attributes} /></inbound>
          <outbound><llm-semantic-cache-store duration="60" /></outbound>
        </policies>`,
      },
      ...more,
      backends: new Map([['embed', pinned(member)]]),
      sender: createRequestSender({ client, outgoing: noOutgoing, hostMap: () => [] }),
      backend: (call) => call.respond({ status: 200, headers: ['Content-Type', 'text/plain'] }, `answer ${++count}`),
    })
    return { bench, asked, send: async (text: string, more?: object) => (await bench.send(ask(text, more))).text() }
  }

  it('answers what was asked before in nearly the same words', async () => {
    const { send, asked, bench } = start()
    expect([await send('how are you'), await send('how do you do'), await send('what time is it')]).toEqual([
      'answer 1',
      'answer 1',
      'answer 2',
    ])
    expect(asked[0]).toBe('/v1?v=1 k how are you')
    bench.clock.advance(60_000)
    expect(await send('how are you')).toBe('answer 3')
  })

  it('shares an external cache with other gateways', async () => {
    const remote = createMemoryRemoteCache(createFixedClock())
    const externalCache = createExternalCache(remote, { clock: createFixedClock(), log: createMemoryLog() })
    const [one, other] = [start('', undefined, { externalCache }), start('', undefined, { externalCache })]
    expect([await one.send('how are you'), await one.send('what time is it')]).toEqual(['answer 1', 'answer 2'])
    expect([await other.send('what time is it'), await other.send('how do you do')]).toEqual(['answer 2', 'answer 1'])
    expect(remote.keys.map((key) => key.split(':').slice(0, 2).join(':')).sort()).toEqual([
      'sluice:answer',
      'sluice:answer',
      'sluice:questions',
    ])
    other.bench.clock.advance(60_000)
    expect(await other.send('how are you')).toBe('answer 1')
  })

  it('goes on without the cache when the embeddings backend fails', async () => {
    const { send, bench } = start('', (call) => call.respond({ status: 503, headers: [] }))
    expect([await send('how are you'), await send('how are you')]).toEqual(['answer 1', 'answer 2'])
    expect(bench.services.traces.map(({ message }) => message)).toEqual([
      'The embeddings backend answered with status 503.',
      'The embeddings backend answered with status 503.',
    ])
  })

  it('leaves long conversations alone, and can pass over messages of the system', async () => {
    const { send, asked } = start('max-message-count="1" ignore-system-messages="true"')
    const system = { role: 'system', content: 'Be kind.' }
    const user = { role: 'user', content: 'how are you' }
    await send('', { messages: [system, user] })
    await send('', { messages: [user, { role: 'assistant', content: 'fine' }, user] })
    expect(asked).toEqual(['/v1?v=1 k how are you'])
  })
})
