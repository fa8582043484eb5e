import type { ServerCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createPolicyBench } from '../pipeline/policy-bench.fixture.ts'

describe('limit-concurrency', () => {
  it('lets in as many as there are slots, and the next when one comes out', async () => {
    const waiting: ServerCall[] = []
    const bench = createPolicyBench({
      documents: {
        api: '<policies><backend><limit-concurrency key="@(who)" max-count="2"><forward-request /></limit-concurrency></backend></policies>',
      },
      expressions: { who: ({ call }) => call.header('x-who') ?? 'nobody' },
      backend: (call) => void waiting.push(call),
    })
    const send = (who: string) => bench.send({ headers: ['X-Who', who] })
    const first = send('a')
    const second = send('a')
    expect((await send('a')).status).toBe(429)
    const other = send('b')
    await new Promise((resolve) => setImmediate(resolve))
    waiting[0]?.respond({ status: 200, headers: [] })
    expect((await first).status).toBe(200)
    const third = send('a')
    await new Promise((resolve) => setImmediate(resolve))
    for (const call of waiting.slice(1)) call.respond({ status: 204, headers: [] })
    expect((await Promise.all([second, other, third])).map(({ status }) => status)).toEqual([204, 204, 204])
  })

  it('frees the slot of a call that fails inside', async () => {
    const bench = createPolicyBench({
      documents: {
        api: '<policies><inbound><limit-concurrency key="k" max-count="1"><set-variable name="a" value="@(boom)" /></limit-concurrency></inbound></policies>',
      },
      expressions: {
        boom: () => {
          throw new Error('Boom.')
        },
      },
    })
    expect([(await bench.send()).status, (await bench.send()).status]).toEqual([500, 500])
  })
})
