import { describe, expect, it } from 'vitest'
import { missingFields, toVersionSet, versionIdentifier } from './new-version.ts'

const version = {
  version: 'v2',
  identifier: 'shop-v2',
  setName: 'Shop',
  scheme: 'Segment' as const,
  parameter: '',
  isInProducts: true,
}

describe('the identifier of a new version', () => {
  it('follows that of the API', () => {
    expect(versionIdentifier('shop', null, 'v2')).toBe('shop-v2')
  })

  it('does not pile up versions', () => {
    expect(versionIdentifier('shop-v2', 'v2', 'v3')).toBe('shop-v3')
    expect(versionIdentifier('shop', 'v2', 'v3')).toBe('shop-v3')
  })
})

it('names the parameter of the scheme alone', () => {
  expect(toVersionSet({ ...version, parameter: 'x' })).toEqual({ displayName: 'Shop', versioningScheme: 'Segment' })
  expect(toVersionSet({ ...version, scheme: 'Header', parameter: ' X-Version ' })).toEqual({
    displayName: 'Shop',
    versioningScheme: 'Header',
    versionHeaderName: 'X-Version',
  })
})

it('tells what is missing', () => {
  expect(missingFields(version, false)).toEqual([])
  expect(missingFields({ ...version, version: ' ', scheme: 'Query' }, false)).toEqual(['version', 'parameter'])
  expect(missingFields({ ...version, scheme: 'Query', setName: '' }, true)).toEqual([])
})
