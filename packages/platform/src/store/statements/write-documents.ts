import { AppError } from '@sluice/contracts/errors'
import type { StoreDatabase } from '../schema.ts'
import type { PutOptions, StoredDocument } from '../store.ts'
import { keysBelow, toDocument } from './document-row.ts'

/** Inserts a document that was not there, or replaces it, with its index rows. */
export async function writeDocument(
  database: StoreDatabase,
  document: StoredDocument,
  { isNew, ...options }: PutOptions & { readonly isNew: boolean },
): Promise<void> {
  await assertUnique(database, document.key, options.unique ?? {})
  const row = {
    key: document.key,
    collection: document.collection,
    body: JSON.stringify(document.body),
    entity_tag: document.entityTag,
    ordinal: document.ordinal,
    change_number: document.changeNumber,
  }
  await database
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        collection: row.collection,
        body: row.body,
        entity_tag: row.entity_tag,
        change_number: row.change_number,
      }),
    )
    .execute()
  if (!isNew) await database.deleteFrom('document_indexes').where('key', '=', document.key).execute()
  const entries = [
    ...Object.entries(options.unique ?? {}).map(([name, value]) => ({ name, value, is_unique: 1 })),
    ...Object.entries(options.references ?? {}).map(([name, value]) => ({ name, value, is_unique: 0 })),
  ]
  if (entries.length > 0) {
    await database
      .insertInto('document_indexes')
      .values(entries.map((entry) => ({ ...entry, key: document.key })))
      .execute()
  }
}

/** @returns what was there */
export async function deleteDocument(database: StoreDatabase, key: string): Promise<StoredDocument | undefined> {
  const row = await database.deleteFrom('documents').where('key', '=', key).returningAll().executeTakeFirst()
  if (row === undefined) return undefined
  await database.deleteFrom('document_indexes').where('key', '=', key).execute()
  return toDocument(row)
}

/** @returns what was below the prefix, in order of creation */
export async function deleteDocumentsBelow(database: StoreDatabase, prefix: string): Promise<StoredDocument[]> {
  const { after, before } = keysBelow(prefix)
  const rows = await database
    .deleteFrom('documents')
    .where('key', '>', after)
    .where('key', '<', before)
    .returningAll()
    .execute()
  if (rows.length === 0) return []
  await database.deleteFrom('document_indexes').where('key', '>', after).where('key', '<', before).execute()
  return rows.map(toDocument).sort((a, b) => a.ordinal - b.ordinal)
}

/**
 * Writers are one after another, so a look before the write is exact. It names the index, which no driver's error does,
 * and a refused put has written nothing, so that work may go on after it.
 */
async function assertUnique(database: StoreDatabase, key: string, unique: Readonly<Record<string, string>>) {
  for (const [index, value] of Object.entries(unique)) {
    const holder = await database
      .selectFrom('document_indexes')
      .select('key')
      .where('name', '=', index)
      .where('value', '=', value)
      .where('is_unique', '=', 1)
      .where('key', '!=', key)
      .executeTakeFirst()
    if (holder !== undefined) throw new AppError('StoreConflict', { index, value })
  }
}
