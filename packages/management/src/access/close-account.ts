import type { ChangeAuthor } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { announceClosing } from '../mail/announce-user.ts'
import type { UserAccount } from './user-account.ts'
import { readIdentityOf, removeUser } from './write-user.ts'

/** What its owner asks for: the account is gone with its subscriptions, and both sides get a mail. */
export const closeAccount = (
  environment: ManagementEnvironment,
  author: ChangeAuthor,
  account: UserAccount,
): Promise<void> =>
  environment.store.transact(author, async (transaction) => {
    const service = await readIdentityOf(transaction, account.service)
    await announceClosing({ environment, transaction, service }, account.id)
    await removeUser(environment, transaction, account)
  })
