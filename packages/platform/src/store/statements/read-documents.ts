import type { StoreDatabase } from '../schema.ts'
import type { StoredDocument, StoreReader } from '../store.ts'
import type { DocumentDialect } from './document-dialect.ts'
import { keysBelow, toDocument } from './document-row.ts'
import { findDocuments } from './find-documents.ts'

/** Reads as of the connection's moment: outside a transaction what is committed, inside it also what it wrote. */
export function createReader(database: StoreDatabase, dialect: DocumentDialect): StoreReader {
  return {
    async get(key) {
      const row = await database.selectFrom('documents').selectAll().where('key', '=', key).executeTakeFirst()
      return row && toDocument(row)
    },
    async list(collection, page = {}) {
      let query = database.selectFrom('documents').selectAll().where('collection', '=', collection).orderBy('ordinal')
      if (page.limit !== undefined || page.offset !== undefined) query = query.limit(page.limit ?? 2 ** 31 - 1)
      if (page.offset !== undefined) query = query.offset(page.offset)
      return (await query.execute()).map(toDocument)
    },
    async listBelow(prefix) {
      const { after, before } = keysBelow(prefix)
      const rows = await database
        .selectFrom('documents')
        .selectAll()
        .where('key', '>', after)
        .where('key', '<', before)
        .orderBy('ordinal')
        .execute()
      return rows.map(toDocument)
    },
    async findByIndex(index, value) {
      const rows = await database
        .selectFrom('documents')
        .innerJoin('document_indexes', 'document_indexes.key', 'documents.key')
        .selectAll('documents')
        .where('document_indexes.name', '=', index)
        .where('document_indexes.value', '=', value)
        .orderBy('documents.ordinal')
        .execute()
      return rows.map(toDocument)
    },
    find: (query) => findDocuments(database, dialect, query),
  }
}

export async function readAllDocuments(database: StoreDatabase): Promise<StoredDocument[]> {
  const rows = await database.selectFrom('documents').selectAll().orderBy('ordinal').execute()
  return rows.map(toDocument)
}
