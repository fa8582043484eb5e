import type { ChangeAuthor } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { issueLink } from './one-time-links.ts'
import type { UserAccount } from './user-account.ts'
import { readIdentityOf } from './write-user.ts'

/** Sends a user the link to choose a new password. */
export async function sendPasswordLink(
  environment: ManagementEnvironment,
  author: ChangeAuthor,
  account: UserAccount,
): Promise<void> {
  await environment.store.transact(author, async (transaction) => {
    const ticket = await issueLink(environment, transaction, { purpose: 'password', user: account })
    await queueMail(
      { environment, transaction, service: await readIdentityOf(transaction, account.service) },
      {
        template: 'PasswordResetIdentityDefault',
        to: { userId: account.id },
        parameters: { ConfirmUrl: `${environment.portalUrl()}/confirm-v2/password?ticket=${ticket}` },
      },
    )
  })
}
