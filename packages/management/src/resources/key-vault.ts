import { AppError } from '@sluice/contracts'

/** A sentence on a field that refers to a vault. @param instead the fields that take the secret itself */
export const noKeyVault = (instead: string): string =>
  `'keyVault' is not available here: send the secret itself as ${instead}; it is kept encrypted.`

/** @throws AppError `OperationNotAllowed`: what is not kept in a vault cannot be read from it again */
export function refuseRefresh(what: string): never {
  throw new AppError('OperationNotAllowed', {
    reason: `The ${what} is kept by this service and not in a key vault, so that there is nothing to refresh it from. Put its new value instead.`,
  })
}
