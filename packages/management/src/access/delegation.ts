import { createHmac } from 'node:crypto'

/** What a delegated page is asked to do, with what its signature covers. @see reference: API Management, 5.3 */
export type DelegatedOperation =
  | { readonly operation: 'SignIn' | 'SignUp'; readonly returnUrl: string }
  | { readonly operation: 'Subscribe'; readonly productId: string; readonly userId: string }
  | {
      readonly operation: 'ChangePassword' | 'ChangeProfile' | 'CloseAccount' | 'SignOut'
      readonly userId: string
    }
  | { readonly operation: 'Unsubscribe' | 'Renew'; readonly subscriptionId: string }

/**
 * Signature of a delegated request.
 * @param validationKey Base64, as it is kept
 * @returns Base64 of HMAC-SHA512 under the decoded key
 */
export function signDelegation(asked: DelegatedOperation, salt: string, validationKey: string): string {
  return createHmac('sha512', Buffer.from(validationKey, 'base64'))
    .update([salt, ...signedFields(asked)].join('\n'))
    .digest('base64')
}

function signedFields(asked: DelegatedOperation): readonly string[] {
  switch (asked.operation) {
    case 'SignIn':
    case 'SignUp':
      return [asked.returnUrl]
    case 'Subscribe':
      return [asked.productId, asked.userId]
    case 'Unsubscribe':
    case 'Renew':
      return [asked.subscriptionId]
    default:
      return [asked.userId]
  }
}

/** The address that a browser is sent to. */
export function toDelegationUrl(
  url: string,
  asked: DelegatedOperation,
  { salt, validationKey }: { readonly salt: string; readonly validationKey: string },
): string {
  const address = new URL(url)
  for (const [name, value] of Object.entries({ ...asked, salt, sig: signDelegation(asked, salt, validationKey) })) {
    address.searchParams.set(name, value)
  }
  return address.href
}
