import { AppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { createChangeListeners } from './change-listeners.ts'
import { entityTag } from './entity-tag.ts'
import type { AuditRow, Change, PutOptions, Store, StoredDocument, StoreReader, Transaction } from './store.ts'
import { createStoreCalls } from './store-calls.ts'
import { runWork } from './transaction-guard.ts'

export interface MemoryStoreOptions {
  readonly clock: Clock
  /** How many changes `changesAfter` can give; default 10 000. */
  readonly keptChanges?: number
}

interface State {
  readonly documents: ReadonlyMap<string, StoredDocument>
  readonly indexes: ReadonlyMap<string, PutOptions>
  readonly changeNumber: number
  readonly ordinal: number
}

/** A store that forgets; for tests. Transactions run one after another on a copy that replaces the state at their end. */
export function createMemoryStore(options: MemoryStoreOptions): Store {
  const keptChanges = options.keptChanges ?? 10_000
  const listeners = createChangeListeners()
  const calls = createStoreCalls()
  const audit: AuditRow[] = []
  let changes: readonly Change[] = []
  let state: State = { documents: new Map(), indexes: new Map(), changeNumber: 0, ordinal: 0 }
  const reader = createMemoryReader(() => state)

  return {
    get: (key) => calls.read(() => reader.get(key)),
    list: (collection, page) => calls.read(() => reader.list(collection, page)),
    listBelow: (prefix) => calls.read(() => reader.listBelow(prefix)),
    findByIndex: (index, value) => calls.read(() => reader.findByIndex(index, value)),
    transact: (author, work) =>
      calls.write(async () => {
        const open = openMemoryTransaction(state)
        const result = await runWork(open.transaction, work)
        const { actions } = open
        if (actions.length === 0) return result
        const at = new Date(options.clock.now()).toISOString()
        state = open.state()
        const { changeNumber } = state
        const put = [...state.documents.values()].filter((document) => document.changeNumber === changeNumber)
        const removed = [...new Set(actions.map(({ key }) => key))].filter((key) => !state.documents.has(key))
        changes = [...changes, { changeNumber, put, removed }].slice(-keptChanges)
        audit.push(...actions.map((action) => ({ ...author, changeNumber, at, ...action })))
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
    audit: ({ before = Number.POSITIVE_INFINITY, limit }) =>
      calls.read(async () =>
        audit
          .filter((row) => row.changeNumber < before)
          .reverse()
          .slice(0, limit),
      ),
    async close() {
      await calls.close()
      listeners.clear()
    },
  }
}

const byOrdinal = (a: StoredDocument, b: StoredDocument) => a.ordinal - b.ordinal

function createMemoryReader(state: () => Pick<State, 'documents' | 'indexes'>): StoreReader {
  const select = (isWanted: (document: StoredDocument) => boolean) =>
    [...state().documents.values()].filter(isWanted).sort(byOrdinal)
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
      return select((document) => {
        const entry = state().indexes.get(document.key)
        return entry?.unique?.[index] === value || entry?.references?.[index] === value
      })
    },
  }
}

function openMemoryTransaction(start: State) {
  const documents = new Map(start.documents)
  const indexes = new Map(start.indexes)
  const changeNumber = start.changeNumber + 1
  const actions: { action: AuditRow['action']; key: string }[] = []
  let { ordinal } = start
  let writes = 0
  const transaction: Transaction = {
    ...createMemoryReader(() => ({ documents, indexes })),
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
      actions.push({ action: existing === undefined ? 'create' : 'update', key })
      return stored
    },
    async remove(key) {
      const wasThere = documents.delete(key)
      indexes.delete(key)
      if (wasThere) actions.push({ action: 'delete', key })
      return wasThere
    },
  }
  return { transaction, actions, state: (): State => ({ documents, indexes, changeNumber, ordinal }) }
}
