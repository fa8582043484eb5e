import type { JsonObject, PutOptions, StoredDocument, Transaction } from '@sluice/platform'
import { type ResourceBody, toBody } from '../arm/define-resource.ts'
import { collectionOf } from '../arm/identity.ts'

/** A call to the webhook of a rule, on its way. Dates are ISO 8601. */
export interface AlertCall {
  readonly id: string
  readonly ruleKey: string
  /** Of the event in the history that it tells of; null = a test. */
  readonly eventKey: string | null
  readonly url: string
  /** JSON, sent as it is, so that each attempt says the same. */
  readonly payload: string
  readonly attempts: number
  /** When it is due, or when whoever sends it now is taken for dead. */
  readonly nextAttemptDate: string
}

/** All calls are found under it, whatever their service. */
export const alertCallIndex = 'alertCall'

const options: PutOptions = { isAudited: false, references: { [alertCallIndex]: 'queued' } }

/** @param serviceKey of the service whose rule calls */
export function putAlertCall(transaction: Transaction, serviceKey: string, call: AlertCall): Promise<StoredDocument> {
  const path = `/alertCalls/${call.id}`
  const key = `${serviceKey}${path.toLowerCase()}`
  const body: ResourceBody<AlertCall> = { path, properties: call }
  return transaction.put({ key, collection: collectionOf(key), body: body as unknown as JsonObject }, options)
}

/** Changes when it is tried again. */
export function changeAlertCall(
  transaction: Transaction,
  document: StoredDocument,
  change: Partial<AlertCall>,
): Promise<StoredDocument> {
  const body = toBody<AlertCall>(document)
  const changed = { ...body, properties: { ...body.properties, ...change } }
  const { key, collection } = document
  return transaction.put({ key, collection, body: changed as unknown as JsonObject }, options)
}
