import type { ServerCall } from '@sluice/platform'
import { expect, it } from 'vitest'
import { createTestGateway, entriesOf, requestId } from '../gateway.fixture.ts'

const { service, api, operation, product, productApi, subscription, policy } = entriesOf('contoso')

const entries = [
  service(),
  policy('', '<policies><inbound/><backend><forward-request/></backend><outbound/></policies>'),
  api('things', { subscriptionRequired: true }),
  operation('things', 'list', 'GET', '/'),
  product('starter'),
  productApi('starter', 'things'),
  subscription('flood', '/products/starter'),
  subscription('polite', '/products/starter'),
]

/** A gateway of which every call takes 5 ms. */
function createBusyGateway(maxCalls = 10_000) {
  const laters: (() => void)[] = []
  const refused: ServerCall[] = []
  const { gateway, clock, send, records } = createTestGateway(
    entries,
    {
      'http://backend'(call) {
        clock.advance(5)
        call.respond({ status: 200, headers: [] })
      },
    },
    [],
    {
      admission: {
        maxWaitMs: 50,
        maxCalls,
        later: (run) => void laters.push(run),
        onRefused: (call) => void refused.push(call),
      },
    },
  )
  const ask = (key: string) => send({ target: '/things/', headers: ['Ocp-Apim-Subscription-Key', key] })
  return {
    gateway,
    refused,
    records,
    ask,
    /** So many from each, one after the other as sockets are read, and then the end of the turn of the event loop. */
    async turn(counts: Readonly<Record<string, number>>) {
      const answers: ReturnType<typeof ask>[][] = []
      for (const [key, count] of Object.entries(counts)) {
        const own: ReturnType<typeof ask>[] = []
        answers.push(own)
        for (let sent = 0; sent < count; sent += 1) {
          own.push(ask(key))
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
      for (const run of laters.splice(0)) run()
      await new Promise((resolve) => setImmediate(resolve))
      return answers
    },
    /** Until nothing is left to do. */
    async settle() {
      for (let quiet = 0; quiet < 3; quiet += 1) {
        if (laters.length > 0) quiet = 0
        for (const run of laters.splice(0)) run()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

it('answers 429 with Retry-After, and no policy has a say', async () => {
  const { ask, gateway, refused } = createBusyGateway(1)
  const first = ask('flood-primary')
  const { status, headers, body } = await ask('flood-primary')
  expect([status, headers, Buffer.from(body).toString()]).toEqual([
    429,
    ['Content-Type', 'application/json', 'Retry-After', '1', 'apim-request-id', requestId, 'Content-Length', '86'],
    '{ "statusCode": 429, "message": "The gateway is overloaded. Try again in 1 seconds." }',
  ])
  expect(refused.map(({ target }) => target)).toEqual(['/things/'])
  expect((await first).status).toBe(200)
  expect(gateway.load).toMatchObject({ waiting: 0, inFlight: 0, refused: 1 })
})

it('counts what it refuses, and keeps why', async () => {
  const { ask, records } = createBusyGateway(1)
  const first = ask('flood-primary')
  await ask('flood-primary')
  await first
  expect(records.map(({ status, api, subscription, refusal }) => ({ status, api, subscription, refusal }))).toEqual([
    {
      status: 429,
      api: 'things',
      subscription: 'flood',
      refusal: { rule: 'overload', reason: 'GatewayOverloaded' },
    },
    { status: 200, api: 'things', subscription: 'flood', refusal: undefined },
  ])
})

it('serves again as soon as there is room', async () => {
  const { ask } = createBusyGateway(1)
  expect((await ask('flood-primary')).status).toBe(200)
  expect((await ask('flood-primary')).status).toBe(200)
})

it('serves a subscription that asks for little while another one floods', async () => {
  const { turn, settle } = createBusyGateway()
  // Its key is known from before.
  const [known = []] = await turn({ 'polite-primary': 1 })
  await settle()
  const polite: (typeof known)[number][] = []
  const flood: typeof polite = []
  for (let round = 0; round < 40; round += 1) {
    const [ofFlood = [], ofPolite = []] = await turn({ 'flood-primary': 40, 'polite-primary': round % 4 === 0 ? 1 : 0 })
    flood.push(...ofFlood)
    polite.push(...ofPolite)
  }
  await settle()
  const statuses = async (answers: typeof polite) => (await Promise.all(answers)).map(({ status }) => status)
  expect(await statuses([...known, ...polite])).toEqual(Array(11).fill(200))
  const floodStatuses = new Set(await statuses(flood))
  expect(floodStatuses).toEqual(new Set([200, 429]))
})

it('counts calls that no instance is there for as answered', async () => {
  const { gateway, send } = createTestGateway([], {}, [], { admission: { maxWaitMs: 50, maxCalls: 1 } })
  for (let count = 0; count < 3; count += 1) expect((await send({ target: '/things/' })).status).toBe(404)
  expect(gateway.load).toMatchObject({ inFlight: 0 })
})
