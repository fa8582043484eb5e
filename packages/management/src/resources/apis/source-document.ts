import type { JsonObject, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import { collectionOf, type ServiceIdentity, toKey } from '../../arm/identity.ts'
import type { ImportedApi, SourceDocument } from '../../import-formats/imported-api.ts'

/** A definition as it was imported, kept beside what was made of it. */
export interface KeptSource extends SourceDocument {
  readonly format: ImportedApi['format']
  readonly version: string
}

export const sourcePathOf = (apiPath: string): string => `${apiPath}/source/definition`

export const readSource = (reader: StoreReader, apiKey: string): Promise<StoredDocument | undefined> =>
  reader.get(sourcePathOf(apiKey))

/** Kept for export without loss; the audit trail shows the resources that it became, not its text once more. */
export async function writeSource(
  transaction: Transaction,
  service: ServiceIdentity,
  apiPath: string,
  source: JsonObject,
): Promise<void> {
  const path = sourcePathOf(apiPath)
  const key = toKey(service.name, path)
  await transaction.put({ key, collection: collectionOf(key), body: { ...source, path } }, { isAudited: false })
}
