import { send } from '../shared/api-client/send.ts'

type Delegated =
  | { readonly operation: 'SignIn' | 'SignUp'; readonly returnUrl: string }
  | { readonly operation: 'ChangePassword' | 'ChangeProfile' | 'CloseAccount' }
  | { readonly operation: 'Subscribe'; readonly productId: string }
  | { readonly operation: 'Unsubscribe' | 'Renew'; readonly subscriptionId: string }

/** Goes to the other site for what the instance leaves to it. @throws ApiError */
export async function delegate(service: string | undefined, wanted: Delegated): Promise<void> {
  const search = new URLSearchParams({ ...wanted, ...(service === undefined ? {} : { service }) })
  const { body } = await send<{ readonly url: string }>(`/api/delegation?${search}`)
  location.assign(body.url)
}
