import { isApiError } from '../../shared/api-client/api-error.ts'
import { send } from '../../shared/api-client/send.ts'

/** Uses the ticket of a mail, which is good for one time. @throws ApiError `LinkInvalid` */
export const redeem = (body: { readonly ticket: string; readonly password?: string }): Promise<unknown> =>
  send('/api/confirm', { method: 'POST', body, isAnonymous: true })

export const isLinkInvalid = (error: unknown): boolean => isApiError(error) && error.code === 'LinkInvalid'
