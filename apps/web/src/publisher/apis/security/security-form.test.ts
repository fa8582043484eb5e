import { apiProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromProperties, securitySchema, toProperties } from './security-form.ts'

const api = apiProperties.parse({ displayName: 'Shop', path: 'shop' })
const keys = { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' }

it('sends no authorization where none is chosen', () => {
  expect(toProperties(fromProperties(api), true)).toEqual({
    subscriptionRequired: true,
    subscriptionKeyParameterNames: keys,
    authenticationSettings: null,
  })
})

it('keeps an authorization server with its scope', () => {
  const authenticationSettings = { oAuth2: { authorizationServerId: 'login', scope: 'read' } }
  expect(toProperties(fromProperties({ ...api, authenticationSettings }), false)).toEqual({
    subscriptionKeyParameterNames: keys,
    authenticationSettings: { oAuth2: { authorizationServerId: 'login', scope: 'read' }, openid: null },
  })
})

it('exchanges an authorization server for an OpenID provider', () => {
  const values = { ...fromProperties(api), authorization: 'openid' as const, openidProviderId: 'ours' }
  expect(toProperties(values, true).authenticationSettings).toEqual({
    oAuth2: null,
    openid: { openidProviderId: 'ours', bearerTokenSendingMethods: ['authorizationHeader'] },
  })
})

it('asks for the server that was not chosen', () => {
  const schema = securitySchema(
    (key) => key,
    (key) => key,
  )
  const { error } = schema.safeParse({ ...fromProperties(api), authorization: 'oAuth2' })
  expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['authorizationServerId'], 'needsChoice'],
  ])
})
