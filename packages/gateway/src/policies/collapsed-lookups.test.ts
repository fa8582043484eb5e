import type { ServerCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createFlights } from '../cache/flights.ts'
import { createPolicyBench, type PolicyBench } from '../pipeline/policy-bench.fixture.ts'

const cached = (before = '') =>
  `<policies><inbound><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />${before}</inbound>
   <outbound><cache-store duration="60" /></outbound></policies>`

/** A backend whose calls wait until the test answers them. */
function held() {
  const calls: ServerCall[] = []
  return { calls, backend: (call: ServerCall) => void calls.push(call) }
}

const textOf = (answers: readonly { text(): string }[]) => answers.map((answer) => answer.text())
const pass = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms))
const sendMany = (bench: PolicyBench, count: number, target = '/') =>
  Promise.all(Array.from({ length: count }, () => bench.send({ target })))

describe('equal look-ups that miss at once', () => {
  it('make one call to the backend, whose response answers all', async () => {
    const { calls, backend } = held()
    const bench = createPolicyBench({ documents: { api: cached() }, backend })
    const answers = sendMany(bench, 20)
    const others = sendMany(bench, 5, '/other')
    await pass()
    expect(calls).toHaveLength(2)
    for (const call of calls) call.respond({ status: 200, headers: [] }, `for ${call.target}`)
    expect(new Set(textOf(await answers))).toEqual(new Set(['for /api/']))
    expect(new Set(textOf(await others))).toEqual(new Set(['for /api/other']))
    expect(calls).toHaveLength(2)
  })

  it.each([
    ['of another status', 503, []],
    ['of events', 200, ['Content-Type', 'text/event-stream; charset=utf-8']],
    ['with a cookie', 200, ['Set-Cookie', 'a=1']],
    ['that varies by everything', 200, ['Vary', '*']],
  ])('all ask when the response is one %s', async (_, status, headers) => {
    const { calls, backend } = held()
    const bench = createPolicyBench({ documents: { api: cached() }, backend })
    const answers = sendMany(bench, 4)
    await pass()
    expect(calls).toHaveLength(1)
    calls[0]?.respond({ status, headers }, 'mine')
    await pass()
    expect(calls).toHaveLength(4)
    for (const call of calls.slice(1)) call.respond({ status, headers }, 'theirs')
    expect(textOf(await answers)).toEqual(['mine', 'theirs', 'theirs', 'theirs'])
  })

  it('do not wait for one that turns out to be too long to be kept', async () => {
    const { calls, backend } = held()
    const bench = createPolicyBench({ documents: { api: cached() }, backend })
    const answers = [bench.prepare(), bench.prepare()].map(({ run }) => run())
    await pass()
    const writer = calls[0]?.respondStream({ status: 200, headers: [] })
    writer?.write(new Uint8Array(2 * 1024 * 1024 + 1))
    await pass()
    expect(calls).toHaveLength(2)
    calls[1]?.respond({ status: 200, headers: [] })
    writer?.end()
    await Promise.all(answers)
  })

  it('ask themselves when the response varies by what they say otherwise', async () => {
    const { calls, backend } = held()
    const bench = createPolicyBench({ documents: { api: cached() }, backend })
    const send = (language: string) => bench.send({ headers: ['Accept-Language', language] })
    const answers = Promise.all([send('de'), send('de'), send('fr')])
    await pass()
    calls[0]?.respond({ status: 200, headers: ['Vary', 'Accept-Language'] }, 'de')
    await pass()
    calls[1]?.respond({ status: 200, headers: ['Vary', 'Accept-Language'] }, 'fr')
    expect(textOf(await answers)).toEqual(['de', 'de', 'fr'])
  })

  it('are set free by a call that fails before it asks', async () => {
    const bench = createPolicyBench({
      documents: {
        api: cached(
          '<check-header name="X" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="true" />',
        ),
      },
    })
    const answers = await sendMany(bench, 3)
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
  })

  it('wait for a while only', async () => {
    const { calls, backend } = held()
    const bench = createPolicyBench({ documents: { api: cached() }, backend, flights: createFlights(30) })
    const answers = sendMany(bench, 3)
    await pass(200)
    expect(calls).toHaveLength(3)
    for (const call of calls) call.respond({ status: 200, headers: [] }, 'late')
    expect(textOf(await answers)).toEqual(['late', 'late', 'late'])
  })
})
