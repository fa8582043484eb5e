import type { SnapshotEntry } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, sealFor } from '../gateway.fixture.ts'

const { service, api, operation, policy, namedValue, secretValue, backend } = entriesOf('contoso')

const chooses =
  '<policies><inbound><set-backend-service backend-id="one"/></inbound><backend><base/></backend><outbound/></policies>'
const single = (url: string) => ({ type: 'Single', url }) as const

function start(entries: readonly SnapshotEntry[]) {
  const test = createTestGateway(
    [service(), api('echo'), operation('echo', 'get', 'GET', '/a'), policy('/apis/echo', chooses), ...entries],
    { 'http://orders': (call) => call.respond({ status: 200, headers: [] }) },
  )
  let changeNumber = 1
  return {
    ...test,
    change: (put: readonly SnapshotEntry[], remove: readonly string[] = []) =>
      test.gateway.apply({ type: 'change', changeNumber: ++changeNumber, put, remove }),
    async get() {
      const { status } = await test.send({ target: '/echo/a' })
      const request = test.client.requests.at(-1)
      return [status, request?.target, request?.header('x-key')]
    },
  }
}

const credentials = { header: { 'X-Key': ['key {{Key}}'] }, query: { q: ['{{query}}'] } }

describe('named values of a backend', () => {
  it('stand in url and credentials, wherever they come in the snapshot, secret or not', async () => {
    const { get } = start([
      backend('one', single('http://{{host}}/{{HOST}}'), credentials),
      secretValue('key', 'open sesame'),
      namedValue('query', 'a&b'),
      namedValue('host', 'orders'),
    ])
    expect(await get()).toEqual([200, '/orders/a?q=a%26b', 'key open sesame'])
  })

  it('reach the backend when they change, come late or go', async () => {
    const { get, change } = start([backend('one', single('http://orders/v1'), credentials), namedValue('key', '1')])
    expect((await get())[0]).toBe(500)
    change([namedValue('query', '2')])
    expect(await get()).toEqual([200, '/v1/a?q=2', 'key 1'])
    change([secretValue('key', '3')])
    expect(await get()).toEqual([200, '/v1/a?q=2', 'key 3'])
    change([], [namedValue('query', '').id])
    expect((await get())[0]).toBe(500)
    change([backend('one', single('http://orders/v2'))])
    expect(await get()).toEqual([200, '/v2/a', undefined])
  })
})

describe('the log', () => {
  it('names what is missing, and never shows a value', async () => {
    const value = 'canary-17'
    const sealedBadly = sealFor(value, '/services/contoso/namedvalues/bad#value')
    const { get, log, change } = start([
      backend('one', single('http://{{canary}}:{{canary}}/'), { header: { a: ['{{canary}}'] } }),
      backend('two', { ...single('http://orders'), sealedCredentials: sealFor(value, 'nothing') }),
      backend('three', {
        ...single('http://orders'),
        sealedCredentials: sealFor(value, '/services/contoso/backends/three#credentials'),
      }),
      backend('four', single('http://{{absent}}')),
      secretValue('canary', value),
      { ...secretValue('bad', ''), properties: { displayName: 'bad', sealedValue: sealedBadly } } as SnapshotEntry,
      policy(
        '/apis/echo/operations/get',
        '<policies><inbound><base/><rate-limit calls="{{canary}}" renewal-period="{{bad}}"/></inbound></policies>',
      ),
    ])
    expect((await get())[0]).toBe(500)
    change([
      policy(
        '/apis/echo/operations/get',
        '<policies><inbound><base/><set-header name="x" exists-action="{{canary}}"/></inbound><outbound><cache-store duration="{{canary}}"/><set-header name="b {{canary}}"/></outbound></policies>',
      ),
    ])
    await get()
    const texts = log.records.map((record) => {
      const { error } = record.fields as { error?: unknown }
      return [record.message, JSON.stringify(record), error instanceof Error ? [error.stack, error.cause] : ''].join()
    })
    expect(texts.length).toBeGreaterThan(6)
    expect(texts.filter((text) => text.includes(value))).toEqual([])
    expect(texts.join()).toContain('Named values that it needs do not exist: absent.')
  })
})
