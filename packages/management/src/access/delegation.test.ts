import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signDelegation, toDelegationUrl } from './delegation.ts'

const validationKey = Buffer.from('a key of the delegated site').toString('base64')
const hmac = (text: string) => createHmac('sha512', Buffer.from(validationKey, 'base64')).update(text).digest('base64')

describe('a delegated request', () => {
  it.each([
    [{ operation: 'SignIn', returnUrl: '/apis' }, 'salt\n/apis'],
    [{ operation: 'SignUp', returnUrl: '/' }, 'salt\n/'],
    [{ operation: 'Subscribe', userId: '7', productId: 'starter' }, 'salt\nstarter\n7'],
    [{ operation: 'ChangePassword', userId: '7' }, 'salt\n7'],
    [{ operation: 'ChangeProfile', userId: '7' }, 'salt\n7'],
    [{ operation: 'CloseAccount', userId: '7' }, 'salt\n7'],
    [{ operation: 'SignOut', userId: '7' }, 'salt\n7'],
    [{ operation: 'Unsubscribe', subscriptionId: 's' }, 'salt\ns'],
    [{ operation: 'Renew', subscriptionId: 's' }, 'salt\ns'],
  ] as const)('of %j is signed over its own fields', (asked, text) => {
    expect(signDelegation(asked, 'salt', validationKey)).toBe(hmac(text))
  })

  it('goes to the configured address, with everything that the other site needs to check it', () => {
    const url = toDelegationUrl(
      'https://delegate.example/apim?tenant=1',
      { operation: 'Subscribe', userId: '7', productId: 'a b' },
      { salt: 's+/=', validationKey },
    )
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      tenant: '1',
      operation: 'Subscribe',
      userId: '7',
      productId: 'a b',
      salt: 's+/=',
      sig: hmac('s+/=\na b\n7'),
    })
  })
})
