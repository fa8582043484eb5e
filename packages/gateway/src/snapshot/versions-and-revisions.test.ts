import type { SnapshotEntry, SnapshotProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { answersWith, createTestGateway, entriesOf } from '../gateway.fixture.ts'

const { service, api, operation, product, productApi, subscription, policy, versionSet } = entriesOf('contoso')

const set = (versioningScheme: SnapshotProperties['versionSet']['versioningScheme']) =>
  versionSet('shop-versions', {
    displayName: 'Shop',
    versioningScheme,
    versionQueryName: 'v',
    versionHeaderName: 'X-Version',
  })
/** An API that says which it is. */
const says = (id: string, other: Partial<SnapshotProperties['api']> = {}) => [
  api(id, { path: 'shop', apiVersionSetId: '/apiVersionSets/Shop-Versions', ...other }),
  operation(id, 'get', 'GET', '/a'),
  policy(`/apis/${id}`, answersWith('Api', id)),
]
const versions = [...says('original'), ...says('one', { apiVersion: 'v1' }), ...says('two', { apiVersion: 'v2' })]

function start(entries: readonly SnapshotEntry[]) {
  const { gateway, send } = createTestGateway([service(), ...entries])
  let changeNumber = 1
  return {
    change: (...put: readonly SnapshotEntry[]) =>
      gateway.apply({ type: 'change', changeNumber: ++changeNumber, put, remove: [] }),
    /** The API that answers, or the status. */
    async who(target: string, headers: readonly string[] = []) {
      const { status, header } = await send({ target, headers: ['Host', 'localhost', ...headers] })
      return status === 200 ? header('api') : status
    },
  }
}

describe('the versions of a set', () => {
  it('are told apart by the segment after the suffix', async () => {
    const { who } = start([set('Segment'), ...versions])
    expect([await who('/shop/v1/a'), await who('/shop/v2/a'), await who('/shop/a'), await who('/shop/v3/a')]).toEqual([
      'one',
      'two',
      'original',
      404,
    ])
    expect(await who('/shop/a?v=v1', ['X-Version', 'v1'])).toBe('original')
  })

  it('are told apart by a query parameter', async () => {
    const { who } = start([set('Query'), ...versions])
    expect([await who('/shop/a?v=v1'), await who('/shop/a?x=1&V=v2'), await who('/shop/a')]).toEqual([
      'one',
      'two',
      'original',
    ])
    expect([await who('/shop/a?v=v3'), await who('/shop/v1/a')]).toEqual([404, 404])
  })

  it('are told apart by a header', async () => {
    const { who } = start([set('Header'), ...versions])
    expect([await who('/shop/a', ['x-version', 'v1']), await who('/shop/a', ['X-Version', 'v2'])]).toEqual([
      'one',
      'two',
    ])
    expect([await who('/shop/a'), await who('/shop/a', ['X-Version', 'v3'])]).toEqual(['original', 404])
  })

  it('need a version where none of them is the original', async () => {
    for (const scheme of ['Segment', 'Query', 'Header'] as const) {
      const { who } = start([set(scheme), ...says('one', { apiVersion: 'v1' })])
      expect(await who('/shop/a')).toBe(404)
    }
  })

  it('follow a change of the set, which may come after them', async () => {
    const { who, change } = start(versions)
    expect(await who('/shop/v1/a')).toBe('one')
    change(set('Query'))
    expect([await who('/shop/v1/a'), await who('/shop/a?v=v1')]).toEqual([404, 'one'])
    change(set('Header'))
    expect([await who('/shop/a?v=v1'), await who('/shop/a', ['X-Version', 'v1'])]).toEqual(['original', 'one'])
  })
})

describe('a revision', () => {
  const revision = (id: string, other: Partial<SnapshotProperties['api']> = {}) =>
    says(`${id};rev=2`, { apiRevision: '2', isCurrent: false, ...other })

  it('answers on its own address only, and so does the current one besides the plain address', async () => {
    const { who } = start([...says('shop'), ...revision('shop')])
    expect([
      await who('/shop;rev=2/a'),
      await who('/shop;rev=1/a'),
      await who('/shop/a'),
      await who('/shop;rev=3/a'),
    ]).toEqual(['shop;rev=2', 'shop', 'shop', 404])
  })

  it('stands behind the suffix or behind the version segment', async () => {
    const { who } = start([
      set('Segment'),
      ...says('one', { apiVersion: 'v1' }),
      ...revision('one', { apiVersion: 'v1' }),
    ])
    expect([await who('/shop;rev=2/v1/a'), await who('/shop/v1;rev=2/a'), await who('/shop/v1;rev=1/a')]).toEqual([
      'one;rev=2',
      'one;rev=2',
      'one',
    ])
  })

  it('goes with the versions of query and header', async () => {
    for (const [scheme, query, headers] of [
      ['Query', '?v=v1', []],
      ['Header', '', ['X-Version', 'v1']],
    ] as const) {
      const { who } = start([
        set(scheme),
        ...versions,
        ...revision('one', { apiVersion: 'v1' }),
        ...revision('original'),
      ])
      expect(await who(`/shop;rev=2/a${query}`, headers)).toBe('one;rev=2')
      expect(await who(`/shop/a${query}`, headers)).toBe('one')
      expect(await who('/shop;rev=2/a')).toBe('original;rev=2')
    }
  })

  it('becomes the current one in one change', async () => {
    const { who, change } = start([...says('shop'), ...revision('shop')])
    const [old] = says('shop', { apiRevision: '1', isCurrent: false })
    const [current] = revision('shop', { isCurrent: true })
    change(old as SnapshotEntry, current as SnapshotEntry)
    expect([await who('/shop/a'), await who('/shop;rev=1/a'), await who('/shop;rev=2/a')]).toEqual([
      'shop;rev=2',
      'shop',
      'shop;rev=2',
    ])
  })

  it('that is offline is not found, and its address falls to no other', async () => {
    const { who, change } = start([...says('shop'), ...revision('shop', { isOnline: false })])
    expect([await who('/shop;rev=2/a'), await who('/shop/a')]).toEqual([404, 'shop'])
    change(...says('shop', { isOnline: false }), ...revision('shop'))
    expect([await who('/shop;rev=2/a'), await who('/shop/a'), await who('/shop;rev=1/a')]).toEqual([
      'shop;rev=2',
      404,
      404,
    ])
  })

  it('has operations and documents of its own', async () => {
    const { who, change } = start([...says('shop'), ...revision('shop')])
    change(
      operation('shop;rev=2', 'b', 'GET', '/b'),
      policy('/apis/shop;rev=2/operations/b', answersWith('Api', 'operation b').replaceAll('append', 'override')),
    )
    expect([await who('/shop;rev=2/b'), await who('/shop/b')]).toEqual(['operation b', 404])
  })

  it('is reached with keys of the API and of the products that hold it', async () => {
    const closed = { subscriptionRequired: true }
    const { who } = start([
      ...says('shop', closed),
      ...revision('shop', closed),
      product('starter'),
      productApi('starter', 'shop'),
      subscription('api', '/apis/shop'),
      subscription('revision', '/apis/shop;rev=2'),
      subscription('product', '/products/starter'),
    ])
    const withKey = (name: string) => ['Ocp-Apim-Subscription-Key', `${name}-primary`]
    for (const name of ['api', 'revision', 'product']) {
      expect([await who('/shop;rev=2/a', withKey(name)), await who('/shop/a', withKey(name))]).toEqual([
        'shop;rev=2',
        'shop',
      ])
    }
    expect(await who('/shop;rev=2/a')).toBe(401)
  })
})
