import { AppError } from '@sluice/contracts'
import type { ChangeAuthor } from '@sluice/platform'
import * as z from 'zod'
import { parseContract } from '../arm/faults.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { welcomeUser } from '../mail/announce-user.ts'
import { type LinkPurpose, redeemLink, toTicketId } from './one-time-links.ts'
import { newPassword } from './sign-up.ts'
import { readOpenAccount, type UserAccount } from './user-account.ts'
import { changeUser, readIdentityOf } from './write-user.ts'

export interface SentTicket {
  readonly ticket: string
  readonly password?: string | undefined
  /** What it must be of, where the caller says so. */
  readonly of?: { readonly userId?: string; readonly identity?: string; readonly ticketId: string }
  /** Default: all that concern an account. */
  readonly purposes?: readonly LinkPurpose[]
}

const accountPurposes: readonly LinkPurpose[] = ['confirm', 'invite', 'password', 'email']

/**
 * Does what the link of a mail is for: confirms an account or an address, or sets a password.
 * @throws AppError `LinkInvalid`, `ValidationError` without the password that it is for
 */
export const redeemTicket = (
  environment: ManagementEnvironment,
  author: ChangeAuthor,
  { ticket, password, of, purposes = accountPurposes }: SentTicket,
): Promise<UserAccount> =>
  environment.store.transact(author, async (transaction) => {
    const link = await redeemLink(environment, transaction, ticket, purposes)
    const account = await readOpenAccount(transaction, link.user.key)
    const isShutOut = account?.properties.state === 'blocked' || account?.properties.state === 'deleted'
    if (account === undefined || isShutOut) throw invalid()
    if (of !== undefined) {
      const differs = (sent: string | undefined, own: string) =>
        sent !== undefined && sent.toLowerCase() !== own.toLowerCase()
      const isOther =
        of.ticketId !== toTicketId(environment, ticket) ||
        differs(of.userId, account.id) ||
        differs(of.identity, link.email ?? account.properties.email)
      if (isOther) throw invalid()
    }
    const needsPassword = link.purpose === 'invite' || link.purpose === 'password'
    if (needsPassword && password === undefined) parseContract(z.object({ password: newPassword }), {}, '')
    const changed = await changeUser(environment, transaction, account, {
      ...(link.purpose === 'email' ? { email: link.email } : { state: 'active' }),
      ...(needsPassword ? { password } : {}),
    })
    if (account.properties.state !== 'active' && changed.properties.state === 'active') {
      const service = await readIdentityOf(transaction, account.service)
      await welcomeUser({ environment, transaction, service }, account.id)
    }
    return changed
  })

const invalid = () => new AppError('LinkInvalid', {})
