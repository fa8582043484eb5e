import type { ModuleRun, RunDocument } from '@sluice/contracts'
import type { Clock, Log, Store } from '@sluice/platform'
import { putModules, putRun, readRun } from './run-records.ts'

/** The state of a run in the hands of whoever works on it, written down as it goes on. */
export interface RunJournal {
  run(): RunDocument
  modules(): readonly ModuleRun[]
  module(node: string): ModuleRun
  /** Written with the next ones, at most a few times a second. */
  change(node: string, change: Partial<ModuleRun>): void
  changeRun(change: Partial<RunDocument>): void
  /** Also takes away what is not there. */
  replaceRun(run: RunDocument): void
  /** Resolves when everything up to now is on disk. */
  settle(): Promise<void>
  /** Writes once more and stops. */
  close(): Promise<void>
}

export interface RunJournalOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly run: RunDocument
  readonly modules: readonly ModuleRun[]
  readonly owner: string
  readonly leaseMs: number
  /** Between two writes of what may be lost. */
  readonly pauseMs: number
  /** Somebody asked for the end of the run. */
  onCancelRequested(): void
  /** Another one works on it now, or it is gone: nothing more is written. */
  onLost(): void
}

export function openRunJournal(options: RunJournalOptions): RunJournal {
  const { store, clock, log, owner, leaseMs, pauseMs } = options
  let run = options.run
  const modules = new Map(options.modules.map((one) => [one.node, one]))
  let timer: NodeJS.Timeout | undefined
  let isLost = false
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    clearTimeout(timer)
    timer = undefined
    if (isLost) return
    const states = [...modules.values()]
    run = { ...run, counts: countStates(states) }
    const written = run
    const stored = await store.transact({ actor: 'ml' }, async (transaction) => {
      const found = await readRun(transaction, run, run.id).catch(() => undefined)
      if (found?.lease?.owner !== owner) return undefined
      const lease = { owner, until: new Date(clock.now() + leaseMs).toISOString() }
      const { lease: kept, ...rest } = written
      await putRun(transaction, {
        ...rest,
        isCancelRequested: found.isCancelRequested || written.isCancelRequested,
        ...(kept === undefined ? {} : { lease }),
      })
      await putModules(transaction, run, states)
      return found
    })
    if (stored === undefined) {
      isLost = true
      options.onLost()
    } else if (stored.isCancelRequested && !run.isCancelRequested) {
      run = { ...run, isCancelRequested: true }
      options.onCancelRequested()
    }
  }
  let queued: Promise<void> | undefined
  /** One after another, so that an older state never overwrites a newer one; who comes while one waits shares it. */
  const enqueue = (): Promise<void> => {
    queued ??= writing.then(() => {
      queued = undefined
      return write()
    })
    const next = queued
    writing = next.catch(() => undefined)
    return next
  }
  const schedule = () => {
    timer ??= setTimeout(() => {
      enqueue().catch((error: unknown) => log.error('The state of a run was not written.', { runId: run.id, error }))
    }, pauseMs)
  }
  // Whether cancelled, and whether still ours, is asked with every write; the lease must not run out between them.
  const heartbeat = setInterval(schedule, Math.max(50, leaseMs / 4))
  heartbeat.unref()

  const module = (node: string): ModuleRun => {
    const found = modules.get(node)
    if (found === undefined) throw new Error(`The run has no module '${node}'.`)
    return found
  }

  return {
    run: () => run,
    modules: () => [...modules.values()],
    module,
    change(node, change) {
      modules.set(node, { ...module(node), ...change })
      schedule()
    },
    changeRun(change) {
      run = { ...run, ...change }
      schedule()
    },
    replaceRun(next) {
      run = next
      schedule()
    },
    settle: enqueue,
    async close() {
      clearInterval(heartbeat)
      await enqueue()
      clearTimeout(timer)
    },
  }
}

export function countStates(modules: readonly ModuleRun[]): RunDocument['counts'] {
  const count = (...states: ModuleRun['state'][]) => modules.filter(({ state }) => states.includes(state)).length
  return {
    total: modules.length,
    done: count('finished', 'cached'),
    cached: count('cached'),
    failed: count('failed'),
    skipped: count('skipped'),
  }
}
