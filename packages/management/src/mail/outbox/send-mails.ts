import type { ServiceProperties } from '@sluice/contracts'
import type { Mailer, MailReceipt, StoredDocument } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { nameOf } from '../../arm/identity.ts'
import type { ManagementEnvironment } from '../../environment.ts'
import { toPlainText } from '../to-plain-text.ts'
import { changeMail, type MailProperties, mailStateIndex, openHtml } from './mail-document.ts'

type Environment = Pick<ManagementEnvironment, 'store' | 'clock' | 'secrets' | 'log'>

export interface SendOptions {
  /** Sender of services that have none of their own; undefined = their publisher's address. */
  readonly from?: string | undefined
  readonly signal?: AbortSignal
}

const minute = 60_000
/** Waits between the attempts; one more attempt than there are waits. */
const waitsMs = [1, 3, 8, 20, 60, 150, 360].map((minutes) => minutes * minute)
const maxAttempts = waitsMs.length + 1
/** Longer than any mailer takes: whoever has not written down the outcome by then is taken for dead. */
const leaseMs = 5 * minute
const batch = 20
/** After that many mails in a row that nobody took, the mail server is left alone until the next round. */
const maxFailuresInARow = 3

const author = { actor: 'mail' }

/**
 * Sends what is due, oldest first. Several processes may do so at once: who begins with a mail leases it.
 * A mail goes out at least once: when a process dies between sending and writing that down, it goes out again.
 * @returns how many mails it worked on
 */
export async function sendMails(environment: Environment, mailer: Mailer, options: SendOptions = {}): Promise<number> {
  let worked = 0
  let failures = 0
  const isStopped = () => options.signal?.aborted === true
  while (!isStopped()) {
    const due = await findDue(environment, batch)
    for (const { key } of due) {
      if (isStopped()) return worked
      const leased = await lease(environment, key)
      if (leased === undefined) continue
      const receipt = await sendOne(environment, mailer, leased, options.from)
      await writeOutcome(environment, leased, receipt)
      worked += 1
      failures =
        receipt.accepted.length > 0 || receipt.refused.every(({ isPermanent }) => isPermanent) ? 0 : failures + 1
      if (failures === maxFailuresInARow) return worked
    }
    if (due.length < batch) break
  }
  return worked
}

/** Without a mail server: takes what is queued out of the queue and keeps it to be read. */
export async function keepMails(environment: Environment): Promise<void> {
  for (;;) {
    const { documents } = await environment.store.find({
      from: { index: mailStateIndex, value: 'queued' },
      limit: batch,
    })
    if (documents.length === 0) return
    await environment.store.transact(author, async (transaction) => {
      for (const { key } of documents) {
        const document = await transaction.get(key)
        if (document === undefined || propertiesOf(document).state !== 'queued') continue
        await changeMail(transaction, document, { state: 'kept', nextAttemptDate: null })
      }
    })
  }
}

const propertiesOf = (document: StoredDocument) => toBody<MailProperties>(document).properties

async function findDue({ store, clock }: Environment, limit: number): Promise<readonly StoredDocument[]> {
  const { documents } = await store.find({
    from: { index: mailStateIndex, value: 'queued' },
    where: {
      kind: 'compare',
      field: { kind: 'body', path: ['properties', 'nextAttemptDate'] },
      operator: 'le',
      value: toDate(clock.now()),
    },
    limit,
  })
  return documents
}

const toDate = (at: number) => new Date(at).toISOString()

/** @returns undefined when somebody else has it, or it is gone */
async function lease({ store, clock }: Environment, key: string): Promise<StoredDocument | undefined> {
  return store.transact(author, async (transaction) => {
    const document = await transaction.get(key)
    if (document === undefined) return undefined
    const { state, nextAttemptDate, attempts } = propertiesOf(document)
    const now = clock.now()
    if (state !== 'queued' || nextAttemptDate === null || nextAttemptDate > toDate(now)) return undefined
    return changeMail(transaction, document, { attempts: attempts + 1, nextAttemptDate: toDate(now + leaseMs) })
  })
}

async function sendOne(
  { store, secrets, log }: Environment,
  mailer: Mailer,
  document: StoredDocument,
  from: string | undefined,
): Promise<MailReceipt> {
  const { to, subject, pending, createdDate } = propertiesOf(document)
  try {
    const service = await store.get(document.key.slice(0, document.key.indexOf('/mails/')))
    const {
      publisherName = '',
      publisherEmail = '',
      notificationSenderEmail,
    } = (service?.body.properties ?? {}) as Partial<ServiceProperties>
    const address = notificationSenderEmail ?? from ?? publisherEmail
    const html = openHtml(document, secrets)
    return await mailer.send({
      messageId: `<${nameOf(document.key)}@${address.slice(address.indexOf('@') + 1)}>`,
      from: { name: publisherName, address },
      to,
      recipients: pending,
      subject,
      html,
      text: toPlainText(html),
      writtenAt: Date.parse(createdDate),
    })
  } catch (error) {
    // Such as content sealed under another key. What stands in the way of one mail must not hold up the others.
    log.error('A mail cannot be sent.', { mail: document.key, error })
    const reason = error instanceof Error ? error.message : String(error)
    return { accepted: [], refused: pending.map((recipient) => ({ address: recipient, reason, isPermanent: false })) }
  }
}

async function writeOutcome(
  { store, clock }: Environment,
  leased: StoredDocument,
  { accepted, refused }: MailReceipt,
): Promise<void> {
  await store.transact(author, async (transaction) => {
    const document = await transaction.get(leased.key)
    if (document === undefined) return
    const { to, attempts, ...held } = propertiesOf(document)
    const delivered = [...new Set([...held.delivered, ...accepted])]
    const given = refused.filter(({ isPermanent }) => isPermanent).map(({ address }) => address)
    const waiting = refused.filter(({ isPermanent }) => !isPermanent).map(({ address }) => address)
    const isOver = waiting.length === 0 || attempts >= maxAttempts
    const lost = [...new Set([...held.refused, ...given, ...(isOver ? waiting : [])])]
    const reasons = refused.map(({ address, reason }) => `${address}: ${reason}`)
    const now = clock.now()
    await changeMail(transaction, document, {
      delivered,
      refused: lost,
      pending: isOver ? [] : waiting,
      lastError: reasons.length === 0 ? null : reasons.join('\n'),
      ...(delivered.includes(to) && held.sentDate === null ? { sentDate: toDate(now) } : {}),
      ...(isOver
        ? { state: delivered.includes(to) ? 'sent' : 'dead', nextAttemptDate: null }
        : { nextAttemptDate: toDate(now + (waitsMs[attempts - 1] ?? 0)) }),
    })
  })
}
