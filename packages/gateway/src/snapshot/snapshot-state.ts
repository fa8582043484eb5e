import type { SnapshotEntry, SnapshotMessage } from '@sluice/contracts'
import { isSameJson } from './same-json.ts'

/** What one message changed. An entry that was put again unchanged is not among them. */
export interface StateChange {
  readonly put: readonly SnapshotEntry[]
  readonly removed: readonly SnapshotEntry[]
}

/** The resources of a snapshot stream, followed message by message. */
export interface SnapshotState {
  /** Undefined before the first snapshot. */
  readonly changeNumber: number | undefined
  readonly size: number
  find(id: string): SnapshotEntry | undefined
  /** @returns undefined when a change does not follow the number before it: something was missed */
  apply(message: SnapshotMessage): StateChange | undefined
  /** All of it as one message. */
  toMessage(): Extract<SnapshotMessage, { type: 'snapshot' }>
}

const nothing: StateChange = { put: [], removed: [] }
/** A service is none of them: one that was deleted may come back as it was, and what it held is named when it goes for good. */
const kindsWithChildren: ReadonlySet<SnapshotEntry['kind']> = new Set(['api', 'operation', 'product', 'group'])

export function createSnapshotState(): SnapshotState {
  const entries = new Map<string, SnapshotEntry>()
  let changeNumber: number | undefined

  const put = (given: readonly SnapshotEntry[]): SnapshotEntry[] => {
    const changed = given.filter((entry) => !isSame(entries.get(entry.id), entry))
    for (const entry of changed) entries.set(entry.id, entry)
    return changed
  }
  const remove = (ids: readonly string[]): SnapshotEntry[] => {
    const removed: SnapshotEntry[] = []
    for (const id of ids) {
      const entry = entries.get(id)
      if (entry === undefined) continue
      // What is below a resource goes with it, named or not.
      const below = kindsWithChildren.has(entry.kind)
        ? [...entries.values()].filter((other) => other.id.startsWith(`${id}/`))
        : []
      for (const gone of [...below, entry]) {
        entries.delete(gone.id)
        removed.push(gone)
      }
    }
    return removed
  }

  return {
    get changeNumber() {
      return changeNumber
    },
    get size() {
      return entries.size
    },
    find: (id) => entries.get(id),
    apply(message) {
      if (message.type === 'heartbeat') return message.changeNumber === changeNumber ? nothing : undefined
      if (message.type === 'change') {
        if (changeNumber === undefined || message.changeNumber > changeNumber + 1) return undefined
        // Said again after a reconnection.
        if (message.changeNumber <= changeNumber) return nothing
        changeNumber = message.changeNumber
        const removed = remove(message.remove)
        return { removed, put: put(message.put) }
      }
      changeNumber = message.changeNumber
      const kept = new Set(message.entries.map((entry) => entry.id))
      const removed = [...entries.values()].filter((entry) => !kept.has(entry.id))
      for (const entry of removed) entries.delete(entry.id)
      return { removed, put: put(message.entries) }
    },
    toMessage: () => ({ type: 'snapshot', changeNumber: changeNumber ?? 0, entries: [...entries.values()] }),
  }
}

const isSame = (a: SnapshotEntry | undefined, b: SnapshotEntry): boolean =>
  a !== undefined && a.kind === b.kind && a.ordinal === b.ordinal && isSameJson(a.properties, b.properties)
