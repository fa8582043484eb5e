import { expect, it } from 'vitest'
import { issuerOfEndpoint, issuerOfMetadata } from './token-issuer.ts'

it('is found from where an authorization server is asked', () => {
  for (const [endpoint, issuer] of [
    ['https://login.microsoftonline.com/t/oauth2/v2.0/authorize', 'https://login.microsoftonline.com/t/v2.0'],
    ['https://id.example/realms/shop/protocol/openid-connect/auth', 'https://id.example/realms/shop'],
    ['https://shop.okta.com/oauth2/default/v1/authorize', 'https://shop.okta.com/oauth2/default'],
    ['https://id.example:8443/authorize?x=1', 'https://id.example:8443'],
  ] as const) {
    expect(issuerOfEndpoint(endpoint)).toBe(issuer)
  }
})

it('is the address of the metadata of a provider without its end', () => {
  expect(issuerOfMetadata('https://id.example/a/.well-known/openid-configuration')).toBe('https://id.example/a')
})
