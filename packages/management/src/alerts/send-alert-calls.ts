import { createHmac } from 'node:crypto'
import { isAppError } from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { openSecret } from '../arm/secret-fields.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { type AlertCall, alertCallIndex, changeAlertCall } from './alert-call.ts'
import { changeEvent } from './alert-documents.ts'

type Environment = Pick<ManagementEnvironment, 'store' | 'clock' | 'secrets' | 'outgoing' | 'log'>

const minute = 60_000
/** Waits between the attempts; one more attempt than there are waits. */
const waitsMs = [1, 5, 15, 60, 240].map((minutes) => minutes * minute)
/** Longer than any call takes: whoever has not written down the outcome by then is taken for dead. */
const leaseMs = 2 * minute
const batch = 20

const author = { actor: 'alerts' }

/**
 * Calls the webhooks that are due. Several processes may do so at once: who begins with a call leases it. A call is made
 * at least once: when a process dies between calling and writing that down, it is made again, under the same id.
 */
export async function sendAlertCalls(environment: Environment, signal?: AbortSignal): Promise<void> {
  const { store, clock } = environment
  const { documents } = await store.find({
    from: { index: alertCallIndex, value: 'queued' },
    where: {
      kind: 'compare',
      field: { kind: 'body', path: ['properties', 'nextAttemptDate'] },
      operator: 'le',
      value: toDate(clock.now()),
    },
    limit: batch,
  })
  for (const { key } of documents) {
    if (signal?.aborted === true) return
    const leased = await lease(environment, key)
    if (leased !== undefined) await writeOutcome(environment, leased, await send(environment, leased))
  }
}

const toDate = (at: number) => new Date(at).toISOString()
const callOf = (document: StoredDocument) => toBody<AlertCall>(document).properties

/** @returns undefined when somebody else has it, or it is gone */
function lease({ store, clock }: Environment, key: string): Promise<StoredDocument | undefined> {
  return store.transact(author, async (transaction) => {
    const document = await transaction.get(key)
    const now = clock.now()
    if (document === undefined || callOf(document).nextAttemptDate > toDate(now)) return undefined
    const attempts = callOf(document).attempts + 1
    return changeAlertCall(transaction, document, { attempts, nextAttemptDate: toDate(now + leaseMs) })
  })
}

type Outcome =
  | { readonly isSent: true }
  | { readonly isSent: false; readonly reason: string; readonly isFinal: boolean }

/** @see https://www.standardwebhooks.com: what is signed is `id.timestamp.body` */
async function send(environment: Environment, document: StoredDocument): Promise<Outcome> {
  const { id, ruleKey, url, payload } = callOf(document)
  const { store, secrets, clock, outgoing, log } = environment
  const rule = await store.get(ruleKey)
  if (rule === undefined) return { isSent: false, reason: 'The rule is gone.', isFinal: true }
  const timestamp = String(Math.floor(clock.now() / 1000))
  try {
    const secret = openSecret(toBody(rule), ruleKey, 'webhookSecret', secrets)
    const signature =
      typeof secret === 'string'
        ? {
            'webhook-signature': `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${payload}`).digest('base64')}`,
          }
        : {}
    const { status } = await outgoing.fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        ...signature,
      },
      body: payload,
    })
    if (status >= 200 && status < 300) return { isSent: true }
    // Gone: the receiver wants to hear nothing more.
    return { isSent: false, reason: `The answer was ${status}.`, isFinal: status === 410 }
  } catch (error) {
    if (isAppError(error)) {
      return { isSent: false, reason: error.message, isFinal: error.code === 'OutgoingAddressRefused' }
    }
    // Such as a secret sealed under another key. One call must not hold up the others.
    log.error('The webhook of an alert cannot be called.', { call: document.key, error })
    return { isSent: false, reason: 'It failed inside the program; the log tells more.', isFinal: false }
  }
}

async function writeOutcome({ store, clock }: Environment, leased: StoredDocument, outcome: Outcome): Promise<void> {
  await store.transact(author, async (transaction) => {
    const document = await transaction.get(leased.key)
    if (document === undefined) return
    const { attempts, eventKey } = callOf(document)
    const wait = waitsMs[attempts - 1]
    const isOver = outcome.isSent || outcome.isFinal || wait === undefined
    const lastError = outcome.isSent ? null : outcome.reason
    const state = outcome.isSent ? 'sent' : isOver ? 'dead' : 'queued'
    if (eventKey !== null) await changeEvent(transaction, eventKey, { state, attempts, lastError })
    if (isOver) await transaction.remove(document.key, { isAudited: false })
    else await changeAlertCall(transaction, document, { nextAttemptDate: toDate(clock.now() + wait) })
  })
}
