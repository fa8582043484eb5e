import { AppError } from '@sluice/contracts/errors'
import type { StoreDatabase } from '../schema.ts'
import type { PutOptions, StoredDocument } from '../store.ts'
import type { CompiledStatements } from './compiled-statements.ts'
import { keysBelow, toDocument } from './document-row.ts'

/** The connection of a transaction with the statements that are compiled for its engine. */
export interface WriteConnection {
  readonly database: StoreDatabase
  readonly statements: CompiledStatements
}

/** The document that a put will replace. */
export async function readForPut(
  { database, statements }: WriteConnection,
  key: string,
): Promise<StoredDocument | undefined> {
  const [row] = await statements.run(
    database,
    'read',
    (on) => on.selectFrom('documents').selectAll().where('key', '=', ''),
    [key],
  )
  return row && toDocument(row)
}

/** Inserts a document that was not there, or replaces it, with its index rows. */
export async function writeDocument(
  { database, statements }: WriteConnection,
  document: StoredDocument,
  { isNew, unique = {}, references = {} }: PutOptions & { readonly isNew: boolean },
): Promise<void> {
  const { key } = document
  await assertUnique({ database, statements }, key, Object.entries(unique))
  await statements.run(database, 'upsert', upsert, [
    key,
    document.collection,
    JSON.stringify(document.body),
    document.entityTag,
    document.ordinal,
    document.changeNumber,
  ])
  if (!isNew) {
    await statements.run(database, 'clear', (on) => on.deleteFrom('document_indexes').where('key', '=', ''), [key])
  }
  const entries = [
    ...Object.entries(unique).map(([name, value]) => [name, value, key, 1]),
    ...Object.entries(references).map(([name, value]) => [name, value, key, 0]),
  ]
  if (entries.length === 0) return
  const rows = entries.map(() => ({ name: '', value: '', key: '', is_unique: 0 }))
  await statements.run(
    database,
    `index ${entries.length}`,
    (on) => on.insertInto('document_indexes').values(rows),
    entries.flat(),
  )
}

function upsert(database: StoreDatabase) {
  const row = { key: '', collection: '', body: '', entity_tag: '', ordinal: 0, change_number: 0 }
  return database
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(({ ref }) => ({
        collection: ref('excluded.collection'),
        body: ref('excluded.body'),
        entity_tag: ref('excluded.entity_tag'),
        change_number: ref('excluded.change_number'),
      })),
    )
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
async function assertUnique(
  { database, statements }: WriteConnection,
  key: string,
  entries: readonly (readonly [string, string])[],
): Promise<void> {
  if (entries.length === 0) return
  const holders = await statements.run(
    database,
    `unique ${entries.length}`,
    (on) =>
      on
        .selectFrom('document_indexes')
        .select(['name', 'value'])
        .where((is) => is.or(entries.map(() => is.and({ name: '', value: '' }))))
        .where('key', '!=', '')
        .where('is_unique', '=', 1),
    [...entries.flat(), key, 1],
  )
  const taken = entries.find(([name, value]) => holders.some((held) => held.name === name && held.value === value))
  if (taken !== undefined) throw new AppError('StoreConflict', { index: taken[0], value: taken[1] })
}
