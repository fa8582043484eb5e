import { effectivePolicy, type SnapshotEntry } from '@sluice/contracts'
import { createGateway } from '@sluice/gateway'
import { createMemoryCall, createMemoryClient } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from '../../packages/gateway/src/cache/memory-response-cache.ts'
import { allocateCounterTable } from '../../packages/gateway/src/counters/counter-table.ts'
import { createSharedCounters } from '../../packages/gateway/src/counters/shared-counters.ts'
import { startManagement } from '../../packages/management/src/management.fixture.ts'
import { toSnapshotEntry } from '../../packages/management/src/snapshot/to-snapshot-entry.ts'

/** Each statement leaves its name in a header, so that a call tells what ran in which order. */
const mark = (name: string) => `<set-header name="X-Trail" exists-action="append"><value>${name}</value></set-header>`
const documentOf = (sections: Readonly<Record<string, string>>) =>
  `<policies>${Object.entries(sections).map(([name, statements]) => `<${name}>${statements}</${name}>`)}</policies>`.replaceAll(
    '>,<',
    '><',
  )

const both = (inbound: string, outbound = inbound) => documentOf({ inbound, outbound })

const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'every scope around the wider ones',
    {
      '': both(mark('global')),
      '/products/starter': both(`${mark('before')}<base />${mark('after')}`),
      '/apis/echo-api': both(`<base />${mark('api')}`),
      '/apis/echo-api/operations/get': both(`${mark('first')}<base />${mark('last')}`),
    },
  ],
  [
    'an API that cuts off the wider scopes in one section',
    {
      '': both(mark('global')),
      '/products/starter': both(`<base />${mark('product')}`),
      '/apis/echo-api': both(mark('api'), `${mark('api')}<base />`),
      '/apis/echo-api/operations/get': documentOf({ outbound: `<base />${mark('operation')}` }),
    },
  ],
  [
    'fragments inside one another, twice',
    {
      '': both('<include-fragment fragment-id="outer" />'),
      '/apis/echo-api': both(
        `<include-fragment fragment-id="inner" /><base /><include-fragment fragment-id="outer" />`,
      ),
    },
  ],
  [
    'sections that are not written, and one that is empty',
    { '': both('', mark('out')), '/apis/echo-api': '<policies />' },
  ],
]

describe('what is shown of the policies of all scopes is what runs', () => {
  it.each(cases)('with %s', async (_, documents) => {
    const { call, environment, store } = await startManagement()
    const put = async (path: string, value: string) => {
      const { status, json } = await call('PUT', path, { properties: { value } })
      expect([path, status < 300 ? 'good' : json]).toEqual([path, 'good'])
    }
    await call('PUT', '/apis/echo-api/operations/get', {
      properties: { displayName: 'Get', method: 'GET', urlTemplate: '/shown' },
    })
    await call('PATCH', '/apis/echo-api', { properties: { serviceUrl: 'http://backend' } }, { 'If-Match': '*' })
    await put('/policyFragments/inner', `<fragment>${mark('inner')}</fragment>`)
    await put(
      '/policyFragments/outer',
      `<fragment>${mark('outer')}<include-fragment fragment-id="inner" />${mark('end')}</fragment>`,
    )
    for (const [path, value] of Object.entries(documents)) await put(`${path}/policies/policy`, value)
    await call('PUT', '/subscriptions/s', {
      properties: { displayName: 'S', scope: '/products/starter', state: 'active', primaryKey: 'a key' },
    })

    const ran = await trailOf(
      environment,
      (await store.readAll()).documents.flatMap((one) => toSnapshotEntry(one) ?? []),
    )
    const { json } = await call('GET', '/apis/echo-api/operations/get/effectivePolicy?product=starter')
    const { sections } = effectivePolicy.parse(json)
    const shown = (section: 'inbound' | 'outbound') =>
      sections[section].statements
        // The sample product has limits, too.
        .filter(({ name }) => name === 'set-header')
        .map(({ xml }) => /<value>(.*)<\/value>/.exec(xml)?.[1])
    expect({ inbound: shown('inbound'), outbound: shown('outbound') }).toEqual(ran)
    expect(ran.outbound).not.toEqual([])
  })
})

async function trailOf(
  { clock, log, secrets }: Awaited<ReturnType<typeof startManagement>>['environment'],
  entries: readonly SnapshotEntry[],
) {
  const client = createMemoryClient({ 'http://backend': (call) => call.respond({ status: 200, headers: [] }) })
  const gateway = createGateway({
    clock,
    log,
    client,
    counters: createSharedCounters(allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(1024 * 1024),
    lookupHash: (text) => secrets.lookupHash(text),
    openSecret: (sealed) => sealed,
    createRequestId: () => '11111111-2222-4333-8444-555555555555',
  })
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries })
  const headers = ['Host', 'localhost', 'Ocp-Apim-Subscription-Key', 'a key']
  const { call, response } = createMemoryCall({ isSecure: true, method: 'GET', target: '/echo/shown', headers })
  gateway.handle(call)
  const { status, headers: answered } = await response
  expect(status).toBe(200)
  const read = (list: readonly string[]) => {
    const at = list.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'x-trail')
    return at < 0 ? [] : (list[at + 1] ?? '').split(', ')
  }
  return { inbound: read(client.requests[0]?.headers ?? []), outbound: read(answered) }
}
