import type { Clock } from '../clock/clock.ts'
import { type AuditEntry, auditEntry } from './audit-entry.ts'
import { entityTag } from './entity-tag.ts'
import { writeAudit } from './statements/audit-rows.ts'
import { writeChange } from './statements/change-log.ts'
import type { DocumentDialect } from './statements/document-dialect.ts'
import { type Numbering, writeNumbering } from './statements/numbering.ts'
import { createReader } from './statements/read-documents.ts'
import {
  deleteDocument,
  deleteDocumentsBelow,
  readForPut,
  type WriteConnection,
  writeDocument,
} from './statements/write-documents.ts'
import type { ChangeAuthor, StoredDocument, Transaction } from './store.ts'

export interface OpenTransaction {
  readonly transaction: Transaction
  /** Writes change, audit and numbering. @returns the change number, or undefined when nothing was changed */
  finish(kept: KeptRows): Promise<number | undefined>
}

export interface KeptRows {
  readonly keptChanges: number
  readonly keptAuditRows: number
}

export interface TransactionConnection extends WriteConnection {
  readonly dialect: DocumentDialect
}

/** A transaction on a connection that already excludes other writers. */
export function openTransaction(
  connection: TransactionConnection,
  start: Numbering,
  author: ChangeAuthor,
  clock: Clock,
): OpenTransaction {
  const { database } = connection
  const reader = createReader(database, connection.dialect)
  const changeNumber = start.changeNumber + 1
  const put = new Map<string, StoredDocument>()
  const removed = new Set<string>()
  const entries: AuditEntry[] = []
  let { ordinal } = start
  let writes = 0

  const recordRemoval = (document: StoredDocument, isAudited = true) => {
    put.delete(document.key)
    removed.add(document.key)
    if (isAudited) entries.push(auditEntry(document, undefined))
  }

  const transaction: Transaction = {
    ...reader,
    async put(document, options = {}) {
      const existing = await readForPut(connection, document.key)
      const stored: StoredDocument = {
        key: document.key,
        collection: document.collection,
        body: document.body,
        entityTag: entityTag(changeNumber, writes + 1),
        ordinal: existing?.ordinal ?? ordinal + 1,
        changeNumber,
      }
      await writeDocument(connection, stored, { ...options, isNew: existing === undefined })
      writes += 1
      ordinal = Math.max(ordinal, stored.ordinal)
      put.set(stored.key, stored)
      removed.delete(stored.key)
      if (options.isAudited !== false) entries.push(auditEntry(existing, stored))
      return stored
    },
    async remove(key, { isAudited } = {}) {
      const document = await deleteDocument(database, key)
      if (document !== undefined) recordRemoval(document, isAudited)
      return document !== undefined
    },
    async removeBelow(prefix, { isAudited } = {}) {
      const documents = await deleteDocumentsBelow(database, prefix)
      for (const document of documents) recordRemoval(document, isAudited)
      return documents.map(({ key }) => key)
    },
  }

  return {
    transaction,
    async finish({ keptChanges, keptAuditRows }) {
      if (put.size + removed.size === 0) return undefined
      const at = new Date(clock.now()).toISOString()
      const rows = entries.map((entry) => ({ ...author, changeNumber, at, ...entry }))
      await writeChange(database, { changeNumber, put: [...put.values()], removed: [...removed] }, keptChanges)
      await writeAudit(database, rows, keptAuditRows)
      await writeNumbering(database, { changeNumber, ordinal })
      return changeNumber
    },
  }
}
