import type { SnapshotEntry, SnapshotMessage } from '@sluice/contracts'
import { getOrCreate } from '../routing/get-or-create.ts'
import type { CompiledService, GatewaySnapshot } from './gateway-snapshot.ts'
import { parseResourcePath } from './resource-path.ts'
import { type DraftSurroundings, ServiceDraft } from './service-draft.ts'
import { createSnapshotState } from './snapshot-state.ts'

/** Follows a snapshot stream and compiles what each message touched. */
export interface SnapshotCompiler {
  /** @returns the snapshot after the message; the one before it when the message does not follow it */
  apply(message: SnapshotMessage): GatewaySnapshot | undefined
}

export function createSnapshotCompiler(around: DraftSurroundings): SnapshotCompiler {
  const { log } = around
  const state = createSnapshotState()
  const drafts = new Map<string, ServiceDraft>()
  let compiledByName = new Map<string, CompiledService>()
  let current: GatewaySnapshot | undefined

  return {
    apply(message) {
      const change = state.apply(message)
      if (change === undefined) {
        log.error('A change was left out: it does not follow the one before it.', {
          changeNumber: message.changeNumber,
          at: state.changeNumber,
        })
        return current
      }
      const changeNumber = state.changeNumber
      if (changeNumber === undefined || (current?.changeNumber === changeNumber && isNothing(change))) return current
      const touched = new Set<string>()
      const changeEntry = (entry: SnapshotEntry, kind: 'put' | 'remove') => {
        try {
          const { service } = parseResourcePath(entry.id)
          touched.add(service)
          getOrCreate(drafts, service, () => new ServiceDraft(service, around))[kind](entry)
        } catch (error) {
          // One that nobody can read must not keep the others from being served.
          log.error('An entry of the snapshot cannot be used; it is left out.', { id: entry.id, error })
        }
      }
      for (const entry of change.removed) changeEntry(entry, 'remove')
      for (const entry of change.put) changeEntry(entry, 'put')

      compiledByName = new Map(compiledByName)
      for (const name of touched) {
        const compiled = drafts.get(name)?.compile()
        if (compiled === undefined) compiledByName.delete(name)
        else compiledByName.set(name, compiled)
      }
      const services = [...compiledByName.values()].sort((a, b) => ordinalOf(a) - ordinalOf(b))
      current = Object.freeze({ changeNumber, services: Object.freeze(services), serviceByName: compiledByName })
      return current
    },
  }

  function ordinalOf(service: CompiledService): number {
    return drafts.get(service.name)?.ordinal ?? 0
  }
}

const isNothing = (change: { readonly put: readonly unknown[]; readonly removed: readonly unknown[] }): boolean =>
  change.put.length === 0 && change.removed.length === 0
