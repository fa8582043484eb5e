import type { AlertEvent } from '@sluice/contracts'
import type { JsonObject, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { collectionOf } from '../arm/identity.ts'
import { type AlertState, calm } from './alert-state.ts'

/** What is kept below a rule, and goes away with it; bookkeeping, which the audit does not need. */
const unaudited = { isAudited: false } as const

/** Older events make room. */
const mostEvents = 200

/** @param rulePath below the service, as the rule was written: `/alertRules/{id}` */
const statePath = (rulePath: string, subject: string): string =>
  `${rulePath}/states/${encodeURIComponent(subject === '' ? '*' : subject)}`
const historyPath = (rulePath: string): string => `${rulePath}/history`

const keyIn = (serviceKey: string, path: string): string => `${serviceKey}${path.toLowerCase()}`

export interface RulePlaceInStore {
  readonly serviceKey: string
  readonly rulePath: string
}

export async function readState(
  reader: StoreReader,
  { serviceKey, rulePath }: RulePlaceInStore,
  subject: string,
): Promise<AlertState> {
  const document = await reader.get(keyIn(serviceKey, statePath(rulePath, subject)))
  return document === undefined ? calm : toBody<AlertState & { readonly subject: string }>(document).properties
}

/** Subjects for which the rule fires. */
export async function listFiring(
  reader: StoreReader,
  { serviceKey, rulePath }: RulePlaceInStore,
): Promise<readonly string[]> {
  const documents = await reader.list(keyIn(serviceKey, `${rulePath}/states`))
  return documents.flatMap((document) => {
    const { isFiring, subject } = toBody<AlertState & { readonly subject: string }>(document).properties
    return isFiring ? [subject] : []
  })
}

/** A state that is calm is not kept. */
export async function putState(
  transaction: Transaction,
  { serviceKey, rulePath }: RulePlaceInStore,
  subject: string,
  state: AlertState,
): Promise<void> {
  const path = statePath(rulePath, subject)
  const key = keyIn(serviceKey, path)
  if (!state.isFiring) {
    await transaction.remove(key, unaudited)
    return
  }
  const body = { path, properties: { subject, ...state } }
  await transaction.put({ key, collection: collectionOf(key), body: body as unknown as JsonObject }, unaudited)
}

export const removeStates = (transaction: Transaction, { serviceKey, rulePath }: RulePlaceInStore): Promise<string[]> =>
  transaction.removeBelow(keyIn(serviceKey, `${rulePath}/states`), unaudited)

/** Writes into the history what happened; the oldest events make room. @returns key of the event */
export async function putEvent(
  transaction: Transaction,
  { serviceKey, rulePath }: RulePlaceInStore,
  event: AlertEvent,
): Promise<string> {
  const path = `${historyPath(rulePath)}/${event.id}`
  const key = keyIn(serviceKey, path)
  const collection = collectionOf(key)
  const older = await transaction.list(collection)
  for (const { key: oldest } of older.slice(0, Math.max(0, older.length + 1 - mostEvents))) {
    await transaction.remove(oldest, unaudited)
  }
  const body = { path, properties: event }
  await transaction.put({ key, collection, body: body as unknown as JsonObject }, unaudited)
  return key
}

/** Changes what became of the call to the webhook; an event that made room is passed over. */
export async function changeEvent(
  transaction: Transaction,
  key: string,
  webhook: AlertEvent['webhook'],
): Promise<void> {
  const document = await transaction.get(key)
  if (document === undefined) return
  const body = toBody<AlertEvent>(document)
  const changed = { ...body, properties: { ...body.properties, webhook } }
  await transaction.put({ key, collection: document.collection, body: changed as unknown as JsonObject }, unaudited)
}

/** The history of a rule, the newest first. */
export async function listEvents(
  reader: StoreReader,
  { serviceKey, rulePath }: RulePlaceInStore,
): Promise<readonly AlertEvent[]> {
  const documents: readonly StoredDocument[] = await reader.list(keyIn(serviceKey, historyPath(rulePath)))
  return documents.map((document) => toBody<AlertEvent>(document).properties).reverse()
}
