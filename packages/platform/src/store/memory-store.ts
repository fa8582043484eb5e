import { AppError } from '@sluice/contracts'
import type { Clock } from '../clock/clock.ts'
import { entityTag } from './sql-transaction.ts'
import type { AuditRow, Change, PutOptions, Store, StoredDocument, StoreReader, Transaction } from './store.ts'

interface State {
  readonly documents: ReadonlyMap<string, StoredDocument>
  readonly indexes: ReadonlyMap<string, PutOptions>
  readonly changeNumber: number
  readonly ordinal: number
}

/** A store that forgets; for tests. Transactions run one after another on a copy that replaces the state at their end. */
export function createMemoryStore(options: { readonly clock: Clock }): Store {
  let state: State = { documents: new Map(), indexes: new Map(), changeNumber: 0, ordinal: 0 }
  const changes: Change[] = []
  const audit: AuditRow[] = []
  const listeners = new Set<(changeNumber: number) => void>()
  let queue: Promise<unknown> = Promise.resolve()

  return {
    ...createMemoryReader(() => state),
    transact(author, work) {
      const run = queue.then(async () => {
        const open = openMemoryTransaction(state)
        const result = await work(open.transaction)
        const { actions } = open
        if (actions.length === 0) return result
        const at = new Date(options.clock.now()).toISOString()
        state = open.state()
        const { changeNumber } = state
        changes.push({
          changeNumber,
          put: [...state.documents.values()].filter((document) => document.changeNumber === changeNumber),
          removed: [...new Set(actions.map(({ key }) => key))].filter((key) => !state.documents.has(key)),
        })
        audit.push(...actions.map((action) => ({ ...author, changeNumber, at, ...action })))
        for (const listener of listeners) listener(changeNumber)
        return result
      })
      queue = run.catch(() => undefined)
      return run
    },
    async readAll() {
      return { changeNumber: state.changeNumber, documents: [...state.documents.values()].sort(byOrdinal) }
    },
    async changesAfter(after, limit) {
      return after > state.changeNumber ? undefined : changes.slice(after, after + limit)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async audit({ before = Number.POSITIVE_INFINITY, limit }) {
      return audit
        .filter((row) => row.changeNumber < before)
        .reverse()
        .slice(0, limit)
    },
    async close() {
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
        // As from a database: what is read later is not the object that was handed in.
        body: JSON.parse(JSON.stringify(body)),
        entityTag: entityTag(changeNumber, writes),
        ordinal: existing?.ordinal ?? ordinal,
        changeNumber,
      }
      documents.set(key, stored)
      indexes.set(key, entry)
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
