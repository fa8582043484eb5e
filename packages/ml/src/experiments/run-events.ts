import type { ModuleRun, RunDocument } from '@sluice/contracts'
import type { Store } from '@sluice/platform'
import { storeChanges } from '../store-changes.ts'
import { isActive, type RunPlace, readModules, readRun } from './run-records.ts'

/** What is told of a run while it goes on. */
export type RunEvent = { readonly id: string } & (
  | { readonly event: 'snapshot'; readonly run: RunDocument; readonly modules: readonly ModuleRun[] }
  | { readonly event: 'run'; readonly run: RunDocument }
  | { readonly event: 'module'; readonly module: ModuleRun }
  | { readonly event: 'end'; readonly run: RunDocument }
)

/** Changes that come closer together are told as one. */
const pauseMs = 100

/**
 * First how it stands, then what changes, whichever process works on it; the last one is `end`.
 * @throws AppError `RunNotFound`, also when it is deleted meanwhile
 */
export async function* followRun(
  store: Store,
  place: RunPlace,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let before: { readonly run: RunDocument; readonly modules: ReadonlyMap<string, string> } | undefined
  let count = 0
  const id = () => {
    count += 1
    return String(count)
  }
  for await (const _ of storeChanges(store, pauseMs, signal)) {
    const run = await readRun(store, place, runId)
    const modules = await readModules(store, place, runId)
    const texts = new Map(modules.map((one) => [one.node, JSON.stringify(one)]))
    if (before === undefined) yield { event: 'snapshot', id: id(), run, modules }
    else {
      for (const module of modules) {
        if (before.modules.get(module.node) !== texts.get(module.node)) yield { event: 'module', id: id(), module }
      }
      if (toText(before.run) !== toText(run)) yield { event: 'run', id: id(), run }
    }
    before = { run, modules: texts }
    if (!isActive(run)) {
      yield { event: 'end', id: endId, run }
      return
    }
  }
}

/** A client that comes back with it has heard all. */
export const endId = 'end'

/** Without what changes with every write. */
const toText = ({ lease: _, ...run }: RunDocument): string => JSON.stringify(run)
