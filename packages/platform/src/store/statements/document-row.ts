import type { StoreTables } from '../schema.ts'
import type { StoredDocument } from '../store.ts'

/** PostgreSQL gives large integers as texts. */
export const toDocument = (row: StoreTables['documents']): StoredDocument => ({
  key: row.key,
  collection: row.collection,
  body: JSON.parse(row.body),
  entityTag: row.entity_tag,
  ordinal: Number(row.ordinal),
  changeNumber: Number(row.change_number),
})

/** The range of the keys below a prefix, for an index instead of LIKE: '0' is the character after '/'. */
export const keysBelow = (prefix: string) => ({ after: `${prefix}/`, before: `${prefix}0` })
