import { AppError } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'

/** A mail about somebody's account, under the name of its template. @see reference: API Management, 1.12 */
export interface AccountMail {
  readonly template:
    | 'ConfirmSignUpIdentityDefault'
    | 'InviteUserNotificationMessage'
    | 'EmailChangeIdentityDefault'
    | 'PasswordResetIdentityDefault'
    | 'AccountClosedDeveloper'
  readonly to: { readonly userId: string } | { readonly email: string }
  readonly parameters?: Readonly<Record<string, string>>
}

/** Writes a mail within the transaction of what it tells of; it goes out when that is done. */
export type QueueAccountMail = (
  context: { readonly transaction: Transaction; readonly service: ServiceIdentity },
  mail: AccountMail,
) => Promise<unknown>

/** @throws AppError `NotSupportedHere` where no mails can be written */
export function queueAccountMail(
  {
    environment,
    ...context
  }: Parameters<QueueAccountMail>[0] & {
    readonly environment: { readonly queueAccountMail?: QueueAccountMail }
  },
  mail: AccountMail,
): Promise<unknown> {
  if (environment.queueAccountMail !== undefined) return environment.queueAccountMail(context, mail)
  throw new AppError('NotSupportedHere', { reason: 'This installation cannot send mails.' })
}
