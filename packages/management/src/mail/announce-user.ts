import type { UserProperties } from '@sluice/contracts'
import { toBody, type WriteContext } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { type MailContext, notifyPublishers, queueMail } from './queue-mail.ts'

/** Mails about what an administrator does go out only where the request asks for them with `notify=true`. */
const isAsked = ({ query, restored }: WriteContext) =>
  restored === undefined && query.get('notify')?.toLowerCase() === 'true'

/** Tells somebody that the account is ready. @param provider where the user signs in, if not with a password here */
export async function welcomeUser(
  context: MailContext,
  userId: string,
  { password, provider }: { readonly password?: string | undefined; readonly provider?: string } = {},
): Promise<void> {
  const parameters = {
    ...(password === undefined ? {} : { DevPassword: password }),
    ...(provider === undefined ? {} : { IdentityProvider: provider }),
  }
  await queueMail(context, { template: 'NewDeveloperNotificationMessage', to: { userId }, parameters })
}

/** Tells a user whom an administrator made, or made active, that the account is ready. */
export async function announceNewUser(context: WriteContext): Promise<void> {
  const user = isAsked(context) ? await context.transaction.get(context.key) : undefined
  if (user === undefined || toBody<UserProperties>(user).properties.state !== 'active') return
  await welcomeUser(context, nameOf(context.path), { password: passwordOf(context) })
}

/** Tells a user of the password that an administrator gave. */
export async function announceNewPassword(context: WriteContext): Promise<void> {
  const password = passwordOf(context)
  if (!isAsked(context) || password === undefined) return
  await queueMail(context, {
    template: 'PasswordResetByAdminNotificationMessage',
    to: { userId: nameOf(context.path) },
    parameters: { DevPassword: password },
  })
}

/** Tells a user whom an administrator deletes that the account is closed. Before it is gone. */
export async function announceDeletion(context: WriteContext): Promise<void> {
  if (!isAsked(context)) return
  await queueMail(context, { template: 'AccountClosedDeveloper', to: { userId: nameOf(context.path) } })
}

/** Tells a user, and the publishers, that the user closes the own account. Before it is gone. */
export async function announceClosing(context: MailContext, userId: string): Promise<void> {
  await queueMail(context, { template: 'AccountClosedDeveloper', to: { userId } })
  await notifyPublishers(context, 'AccountClosedPublisher', { userId })
}

/** What was sent; a password that nobody chose is told to nobody: the user asks for a link to choose one. */
const passwordOf = ({ raw }: WriteContext): string | undefined =>
  typeof raw.password === 'string' ? raw.password : undefined
