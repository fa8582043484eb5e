import type { JsonObject, PutOptions, Secrets, StoredDocument, Transaction } from '@sluice/platform'
import { type ResourceBody, toBody } from '../../arm/define-resource.ts'
import { collectionOf, type ServiceIdentity, toKey } from '../../arm/identity.ts'

/** `kept`: no mail server is configured; it is there to be read. `dead`: given up. */
export const mailStates = ['queued', 'sent', 'dead', 'kept'] as const
export type MailState = (typeof mailStates)[number]

/** What is kept of a mail besides its content. Dates are ISO 8601 in UTC. */
export interface MailProperties {
  /** Name of the template or of the notification. */
  readonly template: string
  readonly to: string
  readonly subject: string
  readonly state: MailState
  readonly createdDate: string
  /** Begun ones; a mail server may have got the mail at each. */
  readonly attempts: number
  /** When it is due, or when whoever sends it now is taken for dead. */
  readonly nextAttemptDate: string | null
  readonly sentDate: string | null
  /** Why the last attempt failed. */
  readonly lastError: string | null
  /** Addresses that have yet to get it, blind copies included. */
  readonly pending: readonly string[]
  readonly delivered: readonly string[]
  /** Addresses that never will. */
  readonly refused: readonly string[]
}

/** Index that tells the queued ones from the others. */
export const mailStateIndex = 'mailState'

export const mailPath = (id: string): string => `/mails/${id}`
export const mailsKey = (service: ServiceIdentity): string => toKey(service.name, '/mails')

/** A mail is bookkeeping: who changed what is in the audit already. */
const indexesOf = (properties: MailProperties): PutOptions => ({
  isAudited: false,
  references: { [mailStateIndex]: properties.state === 'queued' ? 'queued' : 'done' },
})

const purposeOf = (key: string) => `${key}#html`

/** Writes a new mail. */
export async function putNewMail(
  transaction: Transaction,
  secrets: Secrets,
  mail: { readonly key: string; readonly path: string; readonly properties: MailProperties; readonly html: string },
): Promise<void> {
  const { key, path, properties, html } = mail
  const body: ResourceBody<MailProperties> = { path, properties, hidden: { html: secrets.seal(html, purposeOf(key)) } }
  await putBody(transaction, key, body)
}

/** Changes what is kept of a mail besides its content. */
export async function changeMail(
  transaction: Transaction,
  document: StoredDocument,
  change: Partial<MailProperties>,
): Promise<StoredDocument> {
  const body = toBody<MailProperties>(document)
  return putBody(transaction, document.key, { ...body, properties: { ...body.properties, ...change } })
}

const putBody = (transaction: Transaction, key: string, body: ResourceBody<MailProperties>) =>
  transaction.put(
    { key, collection: collectionOf(key), body: body as unknown as JsonObject },
    indexesOf(body.properties),
  )

/** The sealed content. @throws AppError `SecretUnreadable` */
export const openHtml = (document: StoredDocument, secrets: Secrets): string =>
  secrets.open(toBody(document).hidden?.html ?? '', purposeOf(document.key))
