import type { JsonObject, StoredDocument, Transaction } from '@sluice/platform'
import { collectionOf } from './document-keys.ts'

export const putDocument = (
  transaction: Transaction,
  key: string,
  body: object,
  unique: Readonly<Record<string, string>> = {},
): Promise<StoredDocument> =>
  transaction.put({ key, collection: collectionOf(key), body: body as JsonObject }, { unique })
