import type { UserProperties } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, serviceKey, toKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { currentTemplate, developerValues, findUser, serviceValues } from './mail-values.ts'
import { type NotificationName, notifications } from './notifications.ts'
import { mailPath, putNewMail } from './outbox/mail-document.ts'
import { type RenderedMail, renderMail } from './render-mail.ts'
import type { MailValues } from './template-language/render-template.ts'
import type { MailTemplateName } from './templates/index.ts'

/** What a mail is written in: the transaction of what it tells of. A `WriteContext` is one. */
export interface MailContext {
  readonly environment: Pick<ManagementEnvironment, 'clock' | 'random' | 'secrets' | 'portalUrl'>
  readonly transaction: Transaction
  readonly service: ServiceIdentity
}

export interface NewMail {
  readonly template: MailTemplateName
  /** A user of the service, or an address; with `userId` the mail knows name and address of the developer. */
  readonly to: { readonly userId: string } | { readonly email: string }
  /** Beyond `OrganizationName`, `DevPortalUrl` and, with `userId`, those of the developer. */
  readonly parameters?: MailValues
}

/**
 * Writes a mail to a developer into the outbox; it goes out when the transaction is done, and only then.
 * Recipients of the notification BCC get copies, but not of what only the developer may know.
 * @returns its identifier in the outbox; undefined when there is no such user
 */
export async function queueMail(
  context: MailContext,
  { template, to, parameters }: NewMail,
): Promise<string | undefined> {
  const { environment, transaction, service } = context
  const user = 'userId' in to ? await findUser(transaction, service, to.userId) : undefined
  const address = 'email' in to ? to.email : user?.email
  if (address === undefined) return undefined
  const values = {
    ...(await serviceValues(environment, transaction, service)),
    ...(user === undefined ? {} : developerValues(user)),
    ...parameters,
  }
  const rendered = renderMail(await currentTemplate(transaction, service, template), values)
  // Differs from the reference: passwords and links that open an account are not copied to others.
  const copies = rendered.hasSecret ? [] : await recipientsOf(context, 'BCC')
  return putMail(context, { template, to: address, copies, ...rendered })
}

/** Writes a mail to anyone, to see what a template gives; nobody gets copies. @returns its identifier in the outbox */
export const queueTestMail = (
  context: MailContext,
  template: MailTemplateName,
  to: string,
  { subject, html }: RenderedMail,
): Promise<string> => putMail(context, { template, to, copies: [], subject, html })

/** Writes a mail to anyone that has no template of its own; nobody gets copies. @param template name that the outbox shows */
export const queueNotice = (
  context: MailContext,
  template: string,
  to: string,
  { subject, html }: Pick<RenderedMail, 'subject' | 'html'>,
): Promise<string> => putMail(context, { template, to, copies: [], subject, html })

export interface PublisherNotice {
  /** The user whom it is about. */
  readonly userId?: string | null
  readonly parameters?: MailValues
}

/**
 * Writes a mail to each recipient of a notification into the outbox.
 * @returns how many
 */
export async function notifyPublishers(
  context: MailContext,
  name: Exclude<NotificationName, 'BCC'>,
  { userId, parameters }: PublisherNotice = {},
): Promise<number> {
  const { environment, transaction, service } = context
  const recipients = await recipientsOf(context, name)
  if (recipients.length === 0) return 0
  const user = userId ? await findUser(transaction, service, userId) : undefined
  const values = {
    ...(await serviceValues(environment, transaction, service)),
    ...(user === undefined ? {} : developerValues(user)),
    ...parameters,
  }
  const rendered = renderMail(notifications[name].mail, values)
  for (const to of recipients) await putMail(context, { template: name, to, copies: [], ...rendered })
  return recipients.length
}

/** Addresses that a notification goes to, each once. */
async function recipientsOf({ transaction, service }: MailContext, name: NotificationName): Promise<readonly string[]> {
  const below = await transaction.listBelow(toKey(service.name, `/notifications/${name}`))
  const addresses = new Map<string, string>()
  const add = (address: string) => addresses.set(address.toLowerCase(), address)
  for (const document of below) {
    const { path } = toBody(document)
    if (/\/recipientemails\//i.test(path)) add(nameOf(path))
    else {
      const user = await transaction.get(`${serviceKey(service.name)}/users/${nameOf(document.key)}`)
      if (user !== undefined) add(toBody<UserProperties>(user).properties.email)
    }
  }
  return [...addresses.values()]
}

interface WrittenMail {
  readonly template: string
  readonly to: string
  readonly copies: readonly string[]
  readonly subject: string
  readonly html: string
}

async function putMail(
  { environment, transaction, service }: MailContext,
  { template, to, copies, subject, html }: WrittenMail,
): Promise<string> {
  const id = environment.random.guid()
  const path = mailPath(id)
  const now = new Date(environment.clock.now()).toISOString()
  await putNewMail(transaction, environment.secrets, {
    key: toKey(service.name, path),
    path,
    html,
    properties: {
      template,
      to,
      subject,
      state: 'queued',
      createdDate: now,
      attempts: 0,
      nextAttemptDate: now,
      sentDate: null,
      lastError: null,
      pending: [to, ...copies.filter((copy) => copy.toLowerCase() !== to.toLowerCase())],
      delivered: [],
      refused: [],
    },
  })
  return id
}
