import { AppError } from '@sluice/contracts'
import type { DocumentCondition, JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, toKey, toServiceId } from '../../arm/identity.ts'
import type { ManagementEnvironment } from '../../environment.ts'
import { linksOf, toPlainText } from '../to-plain-text.ts'
import {
  changeMail,
  type MailProperties,
  type MailState,
  mailPath,
  mailStateIndex,
  mailsKey,
  openHtml,
} from './mail-document.ts'

export interface MailFilter {
  readonly state?: MailState | undefined
  readonly template?: string | undefined
  /** Any part of the address. */
  readonly recipient?: string | undefined
}

/** One page of the outbox, newest first, without what the mails say. */
export async function listMails(
  reader: StoreReader,
  service: ServiceIdentity,
  filter: MailFilter,
  page: { readonly skip: number; readonly top: number },
): Promise<{ readonly value: readonly JsonObject[]; readonly count: number }> {
  const field = (name: string) => ({ kind: 'body', path: ['properties', name] }) as const
  const terms: DocumentCondition[] = []
  for (const name of ['state', 'template'] as const) {
    const value = filter[name]
    if (value !== undefined) terms.push({ kind: 'compare', field: field(name), operator: 'eq', value })
  }
  if (filter.recipient !== undefined) {
    terms.push({ kind: 'text', field: field('to'), test: 'contains', value: filter.recipient })
  }
  const { documents, count } = await reader.find({
    from: { collection: mailsKey(service) },
    where: { kind: 'and', terms },
    orderBy: [{ field: field('createdDate'), isDescending: true }],
    offset: page.skip,
    limit: page.top,
  })
  return { value: documents.map((document) => toEnvelope(service, toBody<MailProperties>(document))), count }
}

/** Mails that wait to be sent, over all services. */
export async function countQueuedMails(reader: StoreReader): Promise<number> {
  const { count } = await reader.find({ from: { index: mailStateIndex, value: 'queued' }, limit: 1 })
  return count
}

/** One mail with what it says and where its links lead: whoever may see it can do what its recipient can. */
export async function readMail(
  environment: Pick<ManagementEnvironment, 'secrets'>,
  reader: StoreReader,
  service: ServiceIdentity,
  id: string,
): Promise<JsonObject> {
  const document = await findMail(reader, service, id)
  const html = openHtml(document, environment.secrets)
  return toEnvelope(service, toBody<MailProperties>(document), { html, text: toPlainText(html), links: linksOf(html) })
}

/** Queues a mail again that was given up, kept, or is waiting, with all its attempts. */
export async function retryMail(
  environment: Pick<ManagementEnvironment, 'clock'>,
  transaction: Transaction,
  service: ServiceIdentity,
  id: string,
): Promise<JsonObject> {
  const document = await findMail(transaction, service, id)
  const { state, refused, pending } = toBody<MailProperties>(document).properties
  if (state === 'sent') throw new AppError('OperationNotAllowed', { reason: 'The mail has been sent.' })
  const changed = await changeMail(transaction, document, {
    state: 'queued',
    attempts: 0,
    nextAttemptDate: new Date(environment.clock.now()).toISOString(),
    pending: [...new Set([...pending, ...refused])],
    refused: [],
  })
  return toEnvelope(service, toBody<MailProperties>(changed))
}

/** @returns whether it was there */
export const deleteMail = (transaction: Transaction, service: ServiceIdentity, id: string): Promise<boolean> =>
  transaction.remove(toKey(service.name, mailPath(id)), { isAudited: false })

async function findMail(reader: StoreReader, service: ServiceIdentity, id: string) {
  const document = await reader.get(toKey(service.name, mailPath(id)))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Mail' })
  return document
}

function toEnvelope(
  service: ServiceIdentity,
  { path, properties }: { readonly path: string; readonly properties: MailProperties },
  content: JsonObject = {},
): JsonObject {
  return {
    id: `${toServiceId(service)}${path}`,
    type: 'Microsoft.ApiManagement/service/mails',
    name: nameOf(path),
    properties: { ...properties, ...content },
  }
}
