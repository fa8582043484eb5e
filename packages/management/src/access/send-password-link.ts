import type { ChangeAuthor } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { type AccessCall, type AccessSurroundings, authorOf } from './access-route.ts'
import { issueLink, toTicketUrl } from './one-time-links.ts'
import { mayUsePassword } from './portal-rules.ts'
import { findAccount, type UserAccount } from './user-account.ts'
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
        parameters: { ConfirmUrl: toTicketUrl(environment, 'confirm-v2/password', account, ticket) },
      },
    )
  })
}

/** The same for whoever asks, answered alike whether there is such a user or not. */
export async function requestPasswordLink(
  { environment, guard }: AccessSurroundings,
  call: AccessCall,
  service: string,
  email: string,
): Promise<Response> {
  guard.enter(call.remoteAddress, `reset|${service}|${email.toLowerCase()}`)
  const account = await findAccount(environment.store, service, email)
  if (account?.properties.state === 'active' && (await mayUsePassword(environment.store, account))) {
    await sendPasswordLink(environment, authorOf(call), account)
  }
  return new Response(null, { status: 202 })
}
