import { describe, expect, it } from 'vitest'
import { toSnapshotEntry } from './to-snapshot-entry.ts'

const entryOf = (path: string, properties: Record<string, unknown>, hidden?: Record<string, string>) =>
  toSnapshotEntry({
    key: `/services/contoso${path}`,
    ordinal: 7,
    etag: '1',
    body: { path, properties, ...(hidden === undefined ? {} : { hidden }) },
  } as unknown as Parameters<typeof toSnapshotEntry>[0])

describe('what a gateway sees', () => {
  it('of a named value is its name and value, sealed when it is secret', () => {
    expect(entryOf('/namedvalues/n', { displayName: 'N', value: 'v', secret: false, tags: ['t'] })).toEqual({
      id: '/services/contoso/namedvalues/n',
      ordinal: 7,
      kind: 'namedValue',
      properties: { displayName: 'N', value: 'v' },
    })
    expect(entryOf('/namedvalues/n', { displayName: 'N', secret: true }, { value: 'sealed:1:x' })?.properties).toEqual({
      displayName: 'N',
      sealedValue: 'sealed:1:x',
    })
  })

  it('of a backend is where it is and its sealed credentials', () => {
    const pool = { services: [{ id: '/backends/b' }] }
    const hidden = { credentials: 'sealed:1:c', proxy: 'sealed:1:p' }
    expect(entryOf('/backends/b', { url: 'http://a', type: 'Single', title: 't', pool }, hidden)).toMatchObject({
      kind: 'backend',
      properties: { url: 'http://a', type: 'Single', pool, sealedCredentials: 'sealed:1:c' },
    })
  })

  it('of a fragment and of a version set is what calls depend on', () => {
    expect(entryOf('/policyfragments/f', { value: '<fragment/>', format: 'rawxml', description: 'd' })).toMatchObject({
      kind: 'policyFragment',
      properties: { value: '<fragment/>', format: 'rawxml' },
    })
    expect(
      entryOf('/apiversionsets/v', { displayName: 'V', versioningScheme: 'Query', versionQueryName: 'v' }),
    ).toMatchObject({ kind: 'versionSet', properties: { versioningScheme: 'Query', versionQueryName: 'v' } })
  })

  it('of an authorization server or an OpenID Connect provider is who issues tokens, and no client', () => {
    const server = {
      authorizationEndpoint: 'https://id.example/realms/shop/protocol/openid-connect/auth',
      defaultScope: 'buy',
      clientId: 'c',
    }
    expect(entryOf('/authorizationservers/a', server, { clientSecret: 'sealed:1:x' })).toMatchObject({
      kind: 'tokenIssuer',
      properties: { issuer: 'https://id.example/realms/shop', scope: 'buy' },
    })
    const metadataEndpoint = 'https://id.example/.well-known/openid-configuration'
    expect(entryOf('/openidconnectproviders/p', { metadataEndpoint, clientId: 'c' })?.properties).toEqual({
      issuer: 'https://id.example',
    })
  })

  it('of an API includes its revisions', () => {
    expect(entryOf('/apis/echo;rev=2', { apiRevision: '2' })?.kind).toBe('api')
    expect(entryOf('/apis/echo;rev=2/operations/get', {})?.kind).toBe('operation')
    expect(entryOf('/apis/echo;rev=2/operations/get/policies/policy', {})?.kind).toBe('policy')
  })

  it('is nothing of what is no business of calls', () => {
    expect(entryOf('/tags/t', {})).toBeUndefined()
    expect(entryOf('/apis/echo/releases/r', {})).toBeUndefined()
  })
})
