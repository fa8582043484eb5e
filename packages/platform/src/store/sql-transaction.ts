import type { Clock } from '../clock/clock.ts'
import { entityTag } from './entity-tag.ts'
import type { StoreDatabase } from './schema.ts'
import { writeChange } from './statements/change-log.ts'
import { type Numbering, writeNumbering } from './statements/numbering.ts'
import { createReader } from './statements/read-documents.ts'
import { deleteDocument, writeDocument } from './statements/write-documents.ts'
import type { AuditRow, ChangeAuthor, StoredDocument, Transaction } from './store.ts'

export interface OpenTransaction {
  readonly transaction: Transaction
  /** Writes change, audit and numbering. @returns the change number, or undefined when nothing was changed */
  finish(keptChanges: number): Promise<number | undefined>
}

/** A transaction on a connection that already excludes other writers. */
export function openTransaction(
  database: StoreDatabase,
  start: Numbering,
  author: ChangeAuthor,
  clock: Clock,
): OpenTransaction {
  const reader = createReader(database)
  const changeNumber = start.changeNumber + 1
  const put = new Map<string, StoredDocument>()
  const removed = new Set<string>()
  const audit: AuditRow[] = []
  const at = new Date(clock.now()).toISOString()
  let { ordinal } = start
  let writes = 0

  const record = (action: AuditRow['action'], key: string) => {
    audit.push({ ...author, changeNumber, at, action, key })
  }

  const transaction: Transaction = {
    ...reader,
    async put(document, options = {}) {
      const existing = await reader.get(document.key)
      const stored: StoredDocument = {
        key: document.key,
        collection: document.collection,
        body: document.body,
        entityTag: entityTag(changeNumber, writes + 1),
        ordinal: existing?.ordinal ?? ordinal + 1,
        changeNumber,
      }
      await writeDocument(database, stored, options)
      writes += 1
      ordinal = Math.max(ordinal, stored.ordinal)
      put.set(stored.key, stored)
      removed.delete(stored.key)
      record(existing === undefined ? 'create' : 'update', stored.key)
      return stored
    },
    async remove(key) {
      const wasThere = await deleteDocument(database, key)
      if (wasThere) {
        put.delete(key)
        removed.add(key)
        record('delete', key)
      }
      return wasThere
    },
  }

  return {
    transaction,
    async finish(keptChanges) {
      if (audit.length === 0) return undefined
      await writeChange(database, { changeNumber, put: [...put.values()], removed: [...removed] }, audit, keptChanges)
      await writeNumbering(database, { changeNumber, ordinal })
      return changeNumber
    },
  }
}
