import type { SubscriptionProperties } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import { describe, expect, it } from 'vitest'
import { toRefusal } from './call-refusal.ts'
import { createPolicyBench, document } from './policy-bench.fixture.ts'

const startMs = createPolicyBench({ documents: {} }).clock.now()

/** The refusals of as many calls, one after another; undefined = it passed. */
async function refusalsOf(options: Parameters<typeof createPolicyBench>[0], calls = 1, request = {}) {
  const bench = createPolicyBench(options)
  const refusals = []
  for (let call = 0; call < calls; call++) refusals.push((await bench.send(request)).context.refusal)
  return refusals
}

describe('a call that passes', () => {
  it('has no refusal, whatever the backend says', async () => {
    const backend = (status: number) =>
      refusalsOf({ documents: {}, backend: (call) => call.respond({ status, headers: [] }) })
    expect([await backend(200), await backend(404), await backend(503)]).toEqual([
      [undefined],
      [undefined],
      [undefined],
    ])
  })
})

describe('the refusal of a limit', () => {
  const place = { document: '/services/bench/apis/echo/policies/policy', line: 1, column: 29 }

  it('says how the counter of a rate limit stood and when a call passes', async () => {
    const documents = { api: document('inbound', '<rate-limit calls="2" renewal-period="60" />') }
    expect(await refusalsOf({ documents }, 3)).toEqual([
      undefined,
      undefined,
      {
        rule: 'rate-limit',
        reason: 'RateLimitExceeded',
        ...place,
        counter: { unit: 'calls', key: 's1', used: 2, limit: 2, periodSeconds: 60, passesAt: startMs + 60_000 },
      },
    ])
  })

  it('shows a key of who calls what, and hides any other', async () => {
    const limited = async (expression: string, found: string) => {
      const statement = `<rate-limit-by-key calls="1" renewal-period="60" counter-key="@(${expression})" />`
      const documents = { api: document('inbound', statement) }
      const [, refusal] = await refusalsOf({ documents, expressions: { [expression]: () => found } }, 2)
      return refusal?.counter?.key
    }
    expect(await limited('a', 's1')).toBe('s1')
    expect(await limited('b', 's1|echo: 127.0.0.1')).toBe('s1|echo: 127.0.0.1')
    expect(await limited('c', 'Bearer eyJhbGciOi')).toBe('***')
    expect(await limited('d', 's1 and something')).toBe('***')
  })

  it('says so of quotas by calls and by kilobytes, also where they never end', async () => {
    const quota = (attributes: string) => ({ product: document('inbound', `<quota ${attributes} />`) })
    const start: Partial<SubscriptionProperties> = { startDate: new Date(startMs).toISOString() }
    const [, calls] = await refusalsOf({ documents: quota('calls="1" renewal-period="3600"'), subscription: start }, 2)
    const counter = { unit: 'calls', key: 's1', used: 1, limit: 1, periodSeconds: 3600, passesAt: startMs + 3_600_000 }
    expect(calls).toEqual({
      rule: 'quota',
      reason: 'QuotaExceeded',
      ...place,
      document: '/services/bench/products/starter/policies/policy',
      counter,
    })
    const documents = quota('bandwidth="1" renewal-period="0"')
    const backend = (call: { respond(head: object, body: string): void }) =>
      call.respond({ status: 200, headers: [] }, 'x'.repeat(1500))
    const [, bandwidth] = await refusalsOf({ documents, subscription: start, backend: backend as never }, 2)
    expect(bandwidth?.counter).toEqual({ unit: 'kilobytes', key: 's1', used: 2, limit: 1, periodSeconds: 0 })
  })

  it('by key, by tokens and of concurrency says what it counts', async () => {
    const byKey =
      '<quota-by-key calls="1" renewal-period="300" counter-key="x" first-period-start="2026-01-01T00:00:00Z" />'
    const [, quota] = await refusalsOf({ documents: { api: document('inbound', byKey) } }, 2)
    expect(quota).toMatchObject({ rule: 'quota-by-key', counter: { unit: 'calls', key: '***', used: 1, limit: 1 } })
    const bandwidth = byKey.replace('calls', 'bandwidth')
    const request = { method: 'POST', body: 'y'.repeat(1024) }
    const [, kilobytes] = await refusalsOf({ documents: { api: document('inbound', bandwidth) } }, 2, request)
    expect(kilobytes?.counter).toMatchObject({ unit: 'kilobytes', used: 1, limit: 1, periodSeconds: 300 })
    const tokens = '<llm-token-limit counter-key="x" tokens-per-minute="1" estimate-prompt-tokens="true" />'
    const prompt = { method: 'POST', body: '{"messages":[{"role":"user","content":"one two three four five"}]}' }
    const [limit] = await refusalsOf({ documents: { api: document('inbound', tokens) } }, 1, prompt)
    expect(limit).toMatchObject({
      rule: 'llm-token-limit',
      reason: 'TokenLimitExceeded',
      counter: { unit: 'tokens', key: '***', limit: 1, periodSeconds: 60 },
    })
    const inside =
      '<limit-concurrency key="a" max-count="1"><limit-concurrency key="a" max-count="1"><set-variable name="a" value="b" /></limit-concurrency></limit-concurrency>'
    const [atOnce] = await refusalsOf({ documents: { api: document('inbound', inside) } })
    expect(atOnce?.counter).toEqual({ unit: 'calls at once', key: '***', used: 1, limit: 1 })
  })
})

describe('the refusal of a policy', () => {
  it('names the statement, however deep it stands, and that of a fragment in the fragment', async () => {
    const deep = `<choose>
      <when condition="@(yes)">
        <check-header name="X-A" failed-check-httpcode="401" failed-check-error-message="No." ignore-case="true"><value>a</value></check-header>
      </when>
    </choose>`
    const expressions = { yes: () => true }
    expect(await refusalsOf({ documents: { api: document('inbound', deep) }, expressions })).toEqual([
      {
        rule: 'check-header',
        reason: 'HeaderNotFound',
        document: '/services/bench/apis/echo/policies/policy',
        line: 3,
        column: 10,
      },
    ])
    const fragments = { guard: '<ip-filter action="forbid"><address>127.0.0.1</address></ip-filter>' }
    const documents = { operation: document('inbound', '<include-fragment fragment-id="Guard" />') }
    expect(await refusalsOf({ documents, fragments })).toEqual([
      {
        rule: 'ip-filter',
        reason: 'CallerIpBlocked',
        document: '/services/bench/policyfragments/guard',
        line: 2,
        column: 4,
      },
    ])
  })

  it('is there, too, where the policy answers by itself', async () => {
    const answer = (status: number) =>
      `<choose><otherwise><return-response><set-status code="${status}" reason="No" /></return-response></otherwise></choose>`
    const chosen = (status: number) =>
      refusalsOf({
        documents: {
          api: document(
            'inbound',
            `<set-variable name="a" value="b" />${answer(status)}`.replace(
              '<choose><otherwise>',
              '<choose><when condition="@(no)" ><set-variable name="a" value="c" /></when><otherwise>',
            ),
          ),
        },
        expressions: { no: () => false },
      })
    expect((await chosen(403))[0]).toMatchObject({ rule: 'return-response', reason: 'ResponseReturned', line: 1 })
    expect(await chosen(204)).toEqual([undefined])
    const plain = document('inbound', '<return-response><set-status code="418" reason="No" /></return-response>')
    expect((await refusalsOf({ documents: { api: plain } }))[0]).toMatchObject({ rule: 'return-response', line: 1 })
  })

  it('stays that of the first one where on-error answers in other words', async () => {
    const api = `<policies><inbound><base /><ip-filter action="forbid"><address>127.0.0.1</address></ip-filter></inbound>
      <on-error><return-response><set-status code="451" reason="No" /></return-response></on-error></policies>`
    expect((await refusalsOf({ documents: { api } }))[0]).toMatchObject({ rule: 'ip-filter' })
  })

  it('is that of an expression with the policy it stands in, and of a bug without any words', async () => {
    const boom = {
      boom: () => {
        throw new Error('Boom.')
      },
    }
    const set = document('inbound', '<set-header name="X-A"><value>@(boom)</value></set-header>')
    expect((await refusalsOf({ documents: { api: set }, expressions: boom }))[0]).toMatchObject({
      rule: 'set-header',
      reason: 'ExpressionValueEvaluationFailure',
    })
  })
})

describe('the refusal of a backend', () => {
  it('names it, and no document where none is written', async () => {
    const api = document('inbound', '<set-backend-service base-url="http://nowhere" />')
    expect(await refusalsOf({ documents: { api } })).toEqual([{ rule: 'backend', reason: 'BackendConnectionFailure' }])
  })

  it('names the policy that asked somebody else', async () => {
    const ask = '<send-request mode="new" response-variable-name="r"><set-url>http://nowhere/</set-url></send-request>'
    const refused = await refusalsOf({ documents: { api: document('inbound', ask) } })
    expect(refused[0]).toMatchObject({ rule: 'send-request', line: 1, column: 29 })
  })
})

describe('the refusal of a key', () => {
  it('says more than the caller is told, and whose key it was', () => {
    const challenge = { realm: 'https://h/echo', headerName: 'K' }
    const known = { keyFault: 'SubscriptionNotActive', subscription: 's1', user: 'ann' } as const
    const error = new AppError('SubscriptionKeyInvalid', { ...challenge, ...known })
    expect(toRefusal(error, undefined, { lastError: undefined })).toEqual({
      rule: 'subscription-key',
      reason: 'SubscriptionNotActive',
      subscription: 's1',
      user: 'ann',
    })
  })
})
