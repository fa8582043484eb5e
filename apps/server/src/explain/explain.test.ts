import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallExplanation } from '@sluice/contracts'
import { createFixedClock, createMemoryStore } from '@sluice/platform'
import { afterEach, describe, expect, it } from 'vitest'
import { explanationLines } from './explanation-lines.ts'
import { fetchExplanation } from './fetch-explanation.ts'

const explanation: CallExplanation = {
  requestId: '019b8e07-4600-7333-8444-555555555555',
  timestamp: '2026-01-05T12:00:00.000Z',
  status: 429,
  rule: 'rate-limit',
  reason: 'RateLimitExceeded',
  title: 'Too many calls came within a short time.',
  text: 'The limit is 5 calls in one minute.',
  where: {
    document: '/products/starter/policies/policy',
    scope: 'product',
    line: 4,
    column: 10,
    href: '/publisher/sluice/policies?scope=%2Fproducts%2Fstarter&line=4',
  },
  counter: {
    // biome-ignore lint/suspicious/noThenProperty: as the answer is
    then: { unit: 'calls', used: 5, limit: 5, periodSeconds: 60 },
    now: { unit: 'calls', used: 2, limit: 5, periodSeconds: 60 },
  },
  passesAt: '2026-01-05T12:00:57.000Z',
  whatToDo: [
    { code: 'SpreadCalls', text: 'Spread calls evenly.' },
    { code: 'AskForMore', text: 'Subscribe to more.', href: '/developer/sluice/profile' },
  ],
}

describe('an explanation on a terminal', () => {
  it('says what happened, where it is written, how the counter stood, and what to do', () => {
    expect(explanationLines(explanation, 'http://localhost:8080')).toEqual([
      'Call 019b8e07-4600-7333-8444-555555555555 of 2026-01-05T12:00:00.000Z was answered 429.',
      '',
      'Too many calls came within a short time.',
      'The limit is 5 calls in one minute.',
      '',
      '  rule     rate-limit (RateLimitExceeded)',
      '  written  /products/starter/policies/policy, line 4, column 10',
      '  page     http://localhost:8080/publisher/sluice/policies?scope=%2Fproducts%2Fstarter&line=4',
      '  then     5 of 5 calls',
      '  now      2 of 5 calls',
      '  passes   2026-01-05T12:00:57.000Z',
      '',
      'What to do:',
      '  - Spread calls evenly.',
      '  - Subscribe to more.',
      '    http://localhost:8080/developer/sluice/profile',
    ])
  })

  it('leaves out what there is not', () => {
    const bare = { ...explanation, text: '', where: null, counter: null, passesAt: null, whatToDo: [] }
    expect(explanationLines(bare, '')).toHaveLength(5)
  })
})

let server: Server | undefined
afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))))

describe('the question', () => {
  async function ask(status: number, answer: unknown) {
    const asked: string[] = []
    server = createServer((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url}`)
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const store = createMemoryStore({ clock: createFixedClock() })
    const identity = { name: 'Contoso', subscriptionId: 's', resourceGroup: 'g' }
    await store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key: '/services/contoso', collection: '/services', body: { identity } }),
    )
    return { asked, store, question: { store, address, token: 't', service: undefined } }
  }

  it('goes to the instance, and the answer is what the program says', async () => {
    const { asked, question } = await ask(200, explanation)
    expect(await fetchExplanation(question, 'a/b')).toEqual(explanation)
    expect(asked).toEqual([
      'Bearer t /subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/Contoso/callRecords/a%2Fb/explanation?api-version=2024-05-01',
    ])
  })

  it('tells what the program says against it, and that there is none', async () => {
    const { question } = await ask(404, { error: { code: 'CallIdUnknown', message: 'It is no id.' } })
    await expect(fetchExplanation({ ...question, service: 'contoso' }, 'a')).rejects.toThrow(
      'It is no id. (CallIdUnknown)',
    )
    await expect(fetchExplanation({ ...question, address: null }, 'a')).rejects.toThrow(
      'The role management does not answer.',
    )
    await expect(fetchExplanation({ ...question, address: 'http://127.0.0.1:1' }, 'a')).rejects.toThrow(
      'The role management does not answer at http://127.0.0.1:1.',
    )
  })
})
