import type { SnapshotEntry } from '@sluice/contracts'
import { createMemoryCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { answersWith, createTestGateway, entriesOf } from '../gateway.fixture.ts'

const { service, api, operation, product, productApi, subscription, user, group, groupUser, productGroup, policy } =
  entriesOf('contoso')

function start(entries: readonly SnapshotEntry[]) {
  const test = createTestGateway(entries)
  let changeNumber = 1
  return {
    ...test,
    change: (put: readonly SnapshotEntry[], remove: readonly string[] = []) =>
      test.gateway.apply({ type: 'change', changeNumber: ++changeNumber, put, remove }),
    errors: () => test.log.records.filter(({ level }) => level === 'error').map(({ message }) => message),
    status: async (target: string, method = 'GET') => (await test.send({ target, method })).status,
    header: async (target: string, name: string) =>
      (await test.send({ target, headers: ['Ocp-Apim-Subscription-Key', 'starter-primary'] })).header(name),
  }
}

const basic = [
  service(),
  api('echo'),
  operation('echo', 'get', 'GET', '/a'),
  product('starter'),
  productApi('starter', 'echo'),
  subscription('starter', '/products/starter', { ownerId: '/users/ann' }),
  user('ann'),
]

describe('a change', () => {
  it('is seen by the next call: operations, APIs, associations', async () => {
    const { status, change } = start(basic)
    expect([await status('/echo/a'), await status('/echo/b'), await status('/other/b')]).toEqual([200, 404, 404])
    change([operation('echo', 'b', 'GET', '/b'), api('other'), operation('other', 'b', 'GET', '/b')])
    expect([await status('/echo/a'), await status('/echo/b'), await status('/other/b')]).toEqual([200, 200, 200])
    change([operation('echo', 'get', 'GET', '/c')])
    expect([await status('/echo/a'), await status('/echo/c')]).toEqual([404, 200])
    change([api('echo', { path: 'moved' })])
    expect([await status('/echo/c'), await status('/moved/c'), await status('/moved/b')]).toEqual([404, 200, 200])
    change([], ['/services/contoso/apis/other', '/services/contoso/apis/echo/operations/b'])
    expect([await status('/other/b'), await status('/moved/b'), await status('/moved/c')]).toEqual([404, 404, 200])
    change([api('other')])
    expect(await status('/other/b')).toBe(404)
  })

  it('of a document reaches all programs that hold it, and no longer those that do not', async () => {
    const { header, change } = start(basic)
    const names = async () => [
      await header('/echo/a', 'global'),
      await header('/echo/a', 'product'),
      await header('/echo/a', 'api'),
      await header('/echo/a', 'operation'),
    ]
    expect(await names()).toEqual([undefined, undefined, undefined, undefined])
    change([policy('', answersWith('Global', '1').replaceAll('<base/>', ''))])
    change([policy('/products/starter', answersWith('Product', '1'))])
    change([policy('/apis/echo', answersWith('Api', '1'))])
    change([policy('/apis/echo/operations/get', answersWith('Operation', '1'))])
    expect(await names()).toEqual(['1', '1', '1', '1'])
    change([policy('/products/starter', answersWith('Product', '2')), policy('/apis/echo', answersWith('Api', '2'))])
    expect(await names()).toEqual(['1', '2', '2', '1'])
    change([], ['/services/contoso/apis/echo/operations/get/policies/policy'])
    expect(await names()).toEqual(['1', '2', '2', undefined])
    change([], ['/services/contoso/apis/echo/policies/policy', '/services/contoso/products/starter/policies/policy'])
    expect(await names()).toEqual(['1', undefined, undefined, undefined])
    change([
      policy('', '<policies><outbound><set-header name="Global"><value>2</value></set-header></outbound></policies>'),
    ])
    expect(await names()).toEqual(['2', undefined, undefined, undefined])
  })

  it('may come in any order: parts before the whole that they belong to', async () => {
    const { header } = start([...basic, policy('/apis/echo', answersWith('Api', '1'))].reverse())
    expect(await header('/echo/a', 'api')).toBe('1')
  })

  it('of an instance adds it, takes it away, brings it back as it was, and forgets what it had when that goes, too', async () => {
    const { send, change } = start(basic)
    const other = entriesOf('other')
    const status = async (host: string) => (await send({ target: '/new/x', headers: ['Host', host] })).status
    const held = [other.api('new'), other.operation('new', 'x', 'GET', '/x')]
    change([other.service(), ...held])
    expect([await status('other.localhost'), await status('contoso.localhost')]).toEqual([200, 404])
    change([], ['/services/other'])
    expect(await status('other.localhost')).toBe(404)
    change([other.service()])
    expect(await status('other.localhost')).toBe(200)
    change([], ['/services/other', ...held.map(({ id }) => id)])
    change([other.service()])
    expect(await status('other.localhost')).toBe(404)
  })
})

describe('a whole snapshot that comes again', () => {
  it('changes what differs and keeps the rest', async () => {
    const { status, gateway } = start(basic)
    const changed = basic.map((entry) => (entry.kind === 'operation' ? operation('echo', 'get', 'GET', '/b') : entry))
    gateway.apply({ type: 'snapshot', changeNumber: 20, entries: changed.filter(({ kind }) => kind !== 'user') })
    expect([await status('/echo/a'), await status('/echo/b'), gateway.changeNumber]).toEqual([404, 200, 20])
  })
})

describe('what cannot be used', () => {
  it('leaves the document before it in force, is logged with its place, and keeps nothing else back', async () => {
    const { header, change, errors, log } = start([...basic, policy('/apis/echo', answersWith('Api', '1'))])
    change([policy('/apis/echo', '<policies><inbound><no-such-policy/></inbound></policies>'), api('next')])
    expect(await header('/echo/a', 'api')).toBe('1')
    expect(errors()).toEqual(['A policy document cannot be used; the one before it stays in force.'])
    expect(log.records[0]?.fields).toMatchObject({ scope: 'api', scopeId: '/services/contoso/apis/echo' })
    change([policy('/products/starter', '<policies>')])
    expect(await header('/echo/a', 'api')).toBe('1')
    change([policy('/apis/echo', answersWith('Api', '2'))])
    expect(await header('/echo/a', 'api')).toBe('2')
  })

  it('leaves an operation as it was when it is its URL template', async () => {
    const { status, change, errors } = start(basic)
    change([
      operation('echo', 'get', 'GET', '/{'),
      operation('echo', 'b', 'GET', '/b'),
      operation('echo', 'c', 'GET', '/}'),
    ])
    expect([await status('/echo/a'), await status('/echo/b')]).toEqual([200, 200])
    expect(errors()).toHaveLength(2)
  })

  it('is left out when it is nothing at all', async () => {
    const { status, change, errors } = start(basic)
    const broken = { id: '/services/contoso/apis/bad', kind: 'api', ordinal: 1, properties: null } as unknown
    const policyNowhere = policy('/groups/g', '<policies/>')
    change([policyNowhere, operation('echo', 'b', 'GET', '/b')])
    expect(await status('/echo/b')).toBe(200)
    change([broken as SnapshotEntry, operation('echo', 'c', 'GET', '/c')])
    expect([await status('/echo/a'), await status('/echo/c')]).toEqual([200, 200])
    expect(errors()).toHaveLength(1)
  })

  it('names the operations and APIs that no call can reach', () => {
    const { log } = start([...basic, operation('echo', 'again', 'GET', '/A'), api('twin', { path: 'Echo' })])
    expect(log.records.map(({ level, fields }) => [level, fields])).toEqual([
      [
        'warn',
        {
          operation: '/services/contoso/apis/echo/operations/again',
          olderOperation: '/services/contoso/apis/echo/operations/get',
        },
      ],
      ['warn', { api: '/services/contoso/apis/twin', olderApi: '/services/contoso/apis/echo' }],
    ])
  })
})

it('lets calls in flight finish on the snapshot that they began with', async () => {
  let answer: (() => void) | undefined
  const { gateway } = createTestGateway([...basic, policy('/apis/echo', answersWith('Api', 'old'))], {
    'http://backend': (call) => {
      answer = () => call.respond({ status: 200, headers: [] })
    },
  })
  const { call, response } = createMemoryCall({ target: '/echo/a' })
  gateway.handle(call)
  await new Promise<void>((resolve) => setTimeout(resolve))
  gateway.apply({
    type: 'change',
    changeNumber: 2,
    put: [policy('/apis/echo', answersWith('Api', 'new'))],
    remove: ['/services/contoso/apis/echo/operations/get'],
  })
  answer?.()
  expect((await response).header('api')).toBe('old')
})

it('knows the groups of a user as members come and go', async () => {
  const { gateway, send } = createTestGateway([
    ...basic,
    groupUser('developers', 'ann'),
    groupUser('administrators', 'ann'),
  ])
  const call = () => send({ target: '/echo/a', headers: ['Ocp-Apim-Subscription-Key', 'starter-primary'] })
  expect((await call()).status).toBe(200)
  gateway.apply({ type: 'change', changeNumber: 2, put: [], remove: ['/services/contoso/groups/developers/users/ann'] })
  gateway.apply({ type: 'change', changeNumber: 3, put: [user('ann', 'blocked')], remove: [] })
  expect((await call()).status).toBe(401)
  gateway.apply({ type: 'change', changeNumber: 4, put: [user('ann')], remove: [] })
  expect((await call()).status).toBe(200)
})

describe('what expressions see of people', () => {
  const says = (expression: string) =>
    policy('/apis/echo', answersWith('Said', `@(${expression})`).replaceAll('=>', '=&gt;'))
  const groupNames = (of: string) => `string.Join(";", context.${of}.Groups.Select(g => g.Id + "=" + g.Name))`
  const said = async (test: ReturnType<typeof start>, key = 'starter-primary') =>
    (await test.send({ target: '/echo/a', headers: ['Ocp-Apim-Subscription-Key', key] })).header('Said')

  it('calls the groups of a product and of a user by their names', async () => {
    const test = start([
      ...basic,
      group('partners', 'Good partners'),
      group('guests', 'Guests'),
      productGroup('starter', 'partners'),
      productGroup('starter', 'guests'),
      groupUser('partners', 'ann'),
      says(`${groupNames('Product')} + " " + ${groupNames('User')}`),
    ])
    expect(await said(test)).toBe('guests=Guests;partners=Good partners partners=Good partners')
    test.change([group('partners', 'Better partners')], ['/services/contoso/products/starter/groups/guests'])
    expect(await said(test)).toBe('partners=Better partners partners=Better partners')
  })

  it('shows the key of the call as the one that it is', async () => {
    const { PrimaryKey, SecondaryKey, Key } = {
      PrimaryKey: 'context.Subscription.PrimaryKey',
      SecondaryKey: 'context.Subscription.SecondaryKey',
      Key: 'context.Subscription.Key',
    }
    const test = start([...basic, says(`${PrimaryKey} + "|" + ${SecondaryKey} + "|" + ${Key}`)])
    expect(await said(test)).toBe('starter-primary||starter-primary')
    expect(await said(test, 'starter-secondary')).toBe('|starter-secondary|starter-secondary')
  })
})
