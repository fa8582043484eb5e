import { AppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { type AuditEntry, auditEntry, withRowTimes } from './audit-entry.ts'
import { createChangeListeners } from './change-listeners.ts'
import type { DocumentSource } from './document-query.ts'
import { entityTag } from './entity-tag.ts'
import { pageOfDocuments } from './match-documents.ts'
import type {
  AuditQuery,
  AuditRow,
  Change,
  PutOptions,
  Store,
  StoredDocument,
  StoreReader,
  Transaction,
} from './store.ts'
import { createStoreCalls } from './store-calls.ts'
import { runWork } from './transaction-guard.ts'

export interface MemoryStoreOptions {
  readonly clock: Clock
  /** How many changes `changesAfter` can give; default 10 000. */
  readonly keptChanges?: number
  /** How many rows `audit` can give; default 1 000 000. */
  readonly keptAuditRows?: number
}

interface State {
  readonly documents: ReadonlyMap<string, StoredDocument>
  readonly indexes: ReadonlyMap<string, PutOptions>
  readonly changeNumber: number
  readonly ordinal: number
}

/** A store that forgets; for tests. Transactions run one after another on a copy that replaces the state at their end. */
export function createMemoryStore(options: MemoryStoreOptions): Store {
  const { keptChanges = 10_000, keptAuditRows = 1_000_000 } = options
  const listeners = createChangeListeners()
  const calls = createStoreCalls()
  let audit: readonly AuditRow[] = []
  let auditRows = 0
  let changes: readonly Change[] = []
  let state: State = { documents: new Map(), indexes: new Map(), changeNumber: 0, ordinal: 0 }
  const reader = createMemoryReader(() => state)

  return {
    get: (key) => calls.read(() => reader.get(key)),
    list: (collection, page) => calls.read(() => reader.list(collection, page)),
    listBelow: (prefix) => calls.read(() => reader.listBelow(prefix)),
    findByIndex: (index, value) => calls.read(() => reader.findByIndex(index, value)),
    find: (query) => calls.read(() => reader.find(query)),
    transact: (author, work) =>
      calls.write(async () => {
        const open = openMemoryTransaction(state)
        const result = await runWork(open.transaction, work)
        if (open.written.size === 0) return result
        const at = new Date(options.clock.now()).toISOString()
        state = open.state()
        const { changeNumber } = state
        const put = [...state.documents.values()].filter((document) => document.changeNumber === changeNumber)
        const removed = [...open.written].filter((key) => !state.documents.has(key))
        changes = [...changes, { changeNumber, put, removed }].slice(-keptChanges)
        const rows = open.entries.map((entry, index) => ({
          ...author,
          position: auditRows + index + 1,
          changeNumber,
          at,
          ...entry,
        }))
        auditRows += rows.length
        audit = [...audit, ...rows].slice(-keptAuditRows)
        listeners.tell(changeNumber)
        return result
      }),
    readAll: () =>
      calls.read(async () => ({
        changeNumber: state.changeNumber,
        documents: [...state.documents.values()].sort(byOrdinal),
      })),
    changesAfter: (after, limit) =>
      calls.read(async () => {
        const oldest = state.changeNumber - changes.length
        return after < oldest || after > state.changeNumber
          ? undefined
          : changes.slice(after - oldest, after - oldest + limit)
      }),
    onChange: (listener) => listeners.add(listener),
    audit: (query) => calls.read(async () => selectAudit(audit, withRowTimes(query))),
    async close() {
      await calls.close()
      listeners.clear()
    },
  }
}

function selectAudit(rows: readonly AuditRow[], query: AuditQuery): AuditRow[] {
  const { before = Number.POSITIVE_INFINITY, beforePosition = Number.POSITIVE_INFINITY, limit } = query
  const { below, actor, from = '', to } = query
  return rows
    .filter((row) => row.changeNumber < before && row.position < beforePosition)
    .filter(({ key }) => below === undefined || key === below || key.startsWith(`${below}/`))
    .filter((row) => actor === undefined || row.actor === actor)
    .filter(({ at }) => at >= from && (to === undefined || at < to))
    .reverse()
    .slice(0, limit)
}

const byOrdinal = (a: StoredDocument, b: StoredDocument) => a.ordinal - b.ordinal

function createMemoryReader(state: () => Pick<State, 'documents' | 'indexes'>): StoreReader {
  const select = (isWanted: (document: StoredDocument) => boolean) =>
    [...state().documents.values()].filter(isWanted).sort(byOrdinal)
  const hasIndex = (key: string, index: string, value: string) => {
    const entry = state().indexes.get(key)
    return entry?.unique?.[index] === value || entry?.references?.[index] === value
  }
  const selectSource = (source: DocumentSource): StoredDocument[] => {
    if ('collection' in source) {
      const collections = new Set([source.collection].flat())
      return select(({ collection }) => collections.has(collection))
    }
    if ('value' in source) {
      const values = [source.value].flat()
      return select(({ key }) => values.some((value) => hasIndex(key, source.index, value)))
    }
    if ('linkedFrom' in source) {
      const links = select(({ collection }) => collection === source.linkedFrom)
      const targets = new Set(
        links.flatMap(({ key }) => {
          const { unique, references } = state().indexes.get(key) ?? {}
          return [unique?.target, references?.target]
        }),
      )
      return select(({ key }) => targets.has(key))
    }
    const { linkingTo, under, index = 'target' } = source
    const tail = `/${under}`
    const links = select(({ key, collection }) => collection.endsWith(tail) && hasIndex(key, index, linkingTo))
    const owners = new Set(links.map(({ collection }) => collection.slice(0, -tail.length)))
    return select(({ key }) => owners.has(key))
  }
  return {
    async get(key) {
      return state().documents.get(key)
    },
    async list(collection, { offset = 0, limit = Number.POSITIVE_INFINITY } = {}) {
      return select((document) => document.collection === collection).slice(offset, offset + limit)
    },
    async listBelow(prefix) {
      return select((document) => document.key.startsWith(`${prefix}/`))
    },
    async findByIndex(index, value) {
      return select(({ key }) => hasIndex(key, index, value))
    },
    async find(query) {
      return pageOfDocuments(selectSource(query.from), query)
    },
  }
}

function openMemoryTransaction(start: State) {
  const documents = new Map(start.documents)
  const indexes = new Map(start.indexes)
  const changeNumber = start.changeNumber + 1
  const entries: AuditEntry[] = []
  const written = new Set<string>()
  let { ordinal } = start
  let writes = 0
  const reader = createMemoryReader(() => ({ documents, indexes }))
  const removeDocument = (document: StoredDocument, isAudited = true) => {
    documents.delete(document.key)
    indexes.delete(document.key)
    written.add(document.key)
    if (isAudited) entries.push(auditEntry(document, undefined))
  }
  const transaction: Transaction = {
    ...reader,
    async put({ key, collection, body }, entry = {}) {
      for (const [index, value] of Object.entries(entry.unique ?? {})) {
        const isTaken = [...indexes].some(([other, held]) => other !== key && held.unique?.[index] === value)
        if (isTaken) throw new AppError('StoreConflict', { index, value })
      }
      const existing = documents.get(key)
      if (existing === undefined) ordinal += 1
      writes += 1
      const stored: StoredDocument = {
        key,
        collection,
        body,
        entityTag: entityTag(changeNumber, writes),
        ordinal: existing?.ordinal ?? ordinal,
        changeNumber,
      }
      documents.set(key, stored)
      indexes.set(key, { unique: { ...entry.unique }, references: { ...entry.references } })
      written.add(key)
      if (entry.isAudited !== false) entries.push(auditEntry(existing, stored))
      return stored
    },
    async remove(key, { isAudited } = {}) {
      const document = documents.get(key)
      if (document !== undefined) removeDocument(document, isAudited)
      return document !== undefined
    },
    async removeBelow(prefix, { isAudited } = {}) {
      const below = await reader.listBelow(prefix)
      for (const document of below) removeDocument(document, isAudited)
      return below.map(({ key }) => key)
    },
  }
  return { transaction, entries, written, state: (): State => ({ documents, indexes, changeNumber, ordinal }) }
}
