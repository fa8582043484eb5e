import { describe, expect, it } from 'vitest'
import { publicAddresses, publicPath } from './public-address.ts'

const api = { path: 'shop', protocols: ['http' as const, 'https' as const] }

describe('the public addresses of an API', () => {
  it('are one for each protocol', () => {
    expect(publicAddresses(['http://localhost:8081', 'https://localhost:8443'], api)).toEqual([
      { protocol: 'http', address: 'http://localhost:8081/shop' },
      { protocol: 'https', address: 'https://localhost:8443/shop' },
    ])
  })

  it('are at a name without port for both schemes', () => {
    expect(publicAddresses(['https://api.example.org/'], api)).toEqual([
      { protocol: 'http', address: 'http://api.example.org/shop' },
      { protocol: 'https', address: 'https://api.example.org/shop' },
    ])
  })

  it('leave out a protocol whose port is not known', () => {
    expect(publicAddresses(['http://localhost:8081'], { ...api, protocols: ['https'] })).toEqual([])
  })

  it('are none while no gateway has told where it is', () => {
    expect(publicAddresses([], api)).toEqual([])
  })
})

describe('the public path', () => {
  const set = (versioningScheme: 'Segment' | 'Query' | 'Header') => ({
    id: '/apiVersionSets/shop',
    name: 'Shop',
    versioningScheme,
    versionQueryName: 'v',
    versionHeaderName: 'X-Version',
  })
  it.each([
    ['Segment', '/shop/v2'],
    ['Query', '/shop?v=v2'],
    ['Header', '/shop'],
  ] as const)('names the version by %s', (scheme, path) => {
    expect(publicPath({ path: '/shop/', apiVersion: 'v2', apiVersionSet: set(scheme) })).toBe(path)
  })

  it('names a revision that is not the current one', () => {
    expect(publicPath({ path: 'shop', apiVersion: 'v2', isCurrent: false, apiRevision: '3' })).toBe('/shop;rev=3/v2')
    expect(publicPath({ path: 'shop', isCurrent: true, apiRevision: '3' })).toBe('/shop')
  })

  it('is empty for an API without suffix', () => {
    expect(publicPath({ path: '' })).toBe('')
  })
})
