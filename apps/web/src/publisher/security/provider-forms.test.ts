import { authorizationServerProperties, identityProviderProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import {
  authorizationServerForm,
  emptyAuthorizationServer,
  parseParameters,
  toAuthorizationServer,
  toAuthorizationServerForm,
} from './authorization-server-form.ts'
import {
  emptyIdentityProvider,
  identityProviderForm,
  toFreeName,
  toIdentityProvider,
  toIdentityProviderForm,
} from './identity-provider-form.ts'

const texts = { needed: 'needed', url: 'url', policies: 'policies', parameters: 'parameters' }

describe('the form of an identity provider', () => {
  it('sends only what its kind has, and no secret that was left empty', () => {
    const saved = identityProviderProperties.parse({ type: 'aad', clientId: 'c', allowedTenants: ['a', 'b'] })
    expect(toIdentityProvider(toIdentityProviderForm(saved))).toEqual({
      clientId: 'c',
      signinTenant: null,
      allowedTenants: ['a', 'b'],
      authority: null,
      clientLibrary: null,
    })
  })

  it('asks for what the kind needs', () => {
    const faultsOf = (type: 'oidc' | 'aadB2C' | 'google') =>
      identityProviderForm(texts, false)
        .safeParse({ ...emptyIdentityProvider, type, clientId: 'c' })
        .error?.issues.map(({ path, message }) => [path.join('.'), message])
    expect(faultsOf('oidc')).toEqual([['authority', 'url']])
    expect(faultsOf('aadB2C')).toEqual([['signinPolicyName', 'policies']])
    expect(faultsOf('google')).toBeUndefined()
  })

  it('finds a name that is free', () => {
    expect(toFreeName('aad', [])).toBe('aad')
    expect(toFreeName('aad', ['AAD', 'aad-2'])).toBe('aad-3')
    expect(toFreeName('aad', ['aad', 'aad-2', 'aad-3'])).toBeUndefined()
  })
})

describe('the form of an authorization server', () => {
  it('gives back what it was filled with', () => {
    const saved = authorizationServerProperties.parse({
      displayName: 'Login',
      clientRegistrationEndpoint: 'https://login.example.com/register',
      authorizationEndpoint: 'https://login.example.com/authorize',
      tokenEndpoint: 'https://login.example.com/token',
      grantTypes: ['authorizationCode'],
      clientId: 'console',
      tokenBodyParameters: [{ name: 'audience', value: 'a=b' }],
    })
    const form = toAuthorizationServerForm(saved)
    expect(authorizationServerForm(texts).safeParse(form).success).toBe(true)
    expect(toAuthorizationServer(form)).toMatchObject(saved)
    expect(toAuthorizationServer(form)).not.toHaveProperty('clientSecret')
  })

  it('names the fields that are missing', () => {
    const { error } = authorizationServerForm(texts).safeParse(emptyAuthorizationServer)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'displayName',
      'clientRegistrationEndpoint',
      'authorizationEndpoint',
      'clientId',
    ])
  })

  it('refuses parameters without a name', () => {
    expect(parseParameters('=x')).toBeUndefined()
    expect(parseParameters('a=1\n\nb=')).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '' },
    ])
  })
})
