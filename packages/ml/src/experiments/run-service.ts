import { AppError, type ExperimentGraph, type ModuleRun, type RunDocument, type RunRequest } from '@sluice/contracts'
import type { Artifacts, Clock, Log, Secrets, Spans, SqlScripts, Store } from '@sluice/platform'
import type { Modules } from '../modules/module.ts'
import { openGraph } from '../modules/secret-parameters.ts'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { readEarlierResults } from './earlier-results.ts'
import { assertRunnable } from './examine-experiment.ts'
import { logsOfRun } from './execute-run.ts'
import type { ModuleExecutor } from './module-executor.ts'
import { defaultSeed, planRun, type RunPlan } from './plan-run.ts'
import { createResultCache, type ResultCache } from './result-cache.ts'
import { RunCancelled, RunReleased } from './run-endings.ts'
import {
  isActive,
  lastRunKey,
  listActiveRuns,
  putModules,
  putRun,
  putRunGraph,
  type RunPlace,
  readModules,
  readRun,
  runKey,
} from './run-records.ts'
import { sealRunParameters } from './run-secrets.ts'
import { loadSavedThings } from './saved-things.ts'
import { type WorkOnRunOptions, workOnRun } from './work-on-run.ts'

export interface RunServiceOptions {
  readonly store: Store
  readonly artifacts: Artifacts
  readonly modules: Modules
  readonly executor: ModuleExecutor
  readonly clock: Clock
  readonly log: Log
  readonly randomBytes: RandomBytes
  readonly secrets: Secrets
  /** For what scripts give, so that what they do wrong shows before a run begins. */
  readonly sql?: Pick<SqlScripts, 'describe'> | undefined
  /** Follows runs; left out where nobody does. */
  readonly spans?: Spans | undefined
  /** No other process works on runs of this store: what one left behind is taken over at once. */
  readonly isAlone: boolean
  readonly cacheLimits: { readonly maxBytes: number; readonly maxAgeMs: number }
  /** Default 20 000. */
  readonly leaseMs?: number
  /** Between two writes of progress; default 250. */
  readonly pauseMs?: number
  /** Between two looks for runs that nobody works on; default 2 000. */
  readonly lookEveryMs?: number
}

export interface StartRunRequest extends RunPlace {
  readonly experimentName: string
  readonly version: number
  readonly graph: ExperimentGraph
  readonly author: string
  readonly request: RunRequest
}

/** Runs of experiments: planned, begun, worked on, ended. */
export interface RunService {
  readonly cache: ResultCache
  /** @param graph as it is stored, its secrets sealed */
  plan(place: RunPlace, graph: ExperimentGraph, request: RunRequest): Promise<RunPlan>
  /** What is returned is on disk, and will come to an end whatever happens to this process. @throws AppError `ExperimentHasFaults` */
  start(request: StartRunRequest): Promise<RunDocument>
  /** @throws AppError `RunNotFound`, `RunIsOver` */
  cancel(place: RunPlace, id: string, actor: string): Promise<RunDocument>
  /** @throws AppError `RunNotFound`, `RunIsActive` */
  remove(place: RunPlace, id: string, actor: string): Promise<void>
  /** Makes room: removes results that were not used for long. */
  clean(): Promise<string[]>
  /** Stops its work on runs; another process, or the next start, goes on with them. */
  close(): Promise<void>
}

const cleanEveryMs = 600_000
const minIdleMs = 900_000

/** Works on runs from now on, those that were left behind first. */
export function startRunService(options: RunServiceOptions): RunService {
  const { store, artifacts, clock, log, modules, randomBytes, secrets, isAlone } = options
  const { leaseMs = 20_000, pauseMs = 250, lookEveryMs = 2_000 } = options
  const cache = createResultCache(options)
  const owner = createMachineLearningId(randomBytes)
  /** Runs that this process works on. */
  const working = new Map<string, { readonly aborter: AbortController; readonly done: Promise<void> }>()
  const isForeign = (run: RunDocument) =>
    run.lease !== undefined && !ownersOfThePast.has(run.lease.owner) && Date.parse(run.lease.until) > clock.now()
  /** Alone, whoever held a lease before this start is gone. */
  const ownersOfThePast = new Set<string>()
  let isClosed = false

  const take = async (found: RunDocument): Promise<void> => {
    const taken = await store.transact({ actor: 'ml' }, async (transaction) => {
      const run = await readRun(transaction, found, found.id).catch(() => undefined)
      if (run === undefined || !isActive(run) || isForeign(run)) return undefined
      const lease = { owner, until: new Date(clock.now() + leaseMs).toISOString() }
      // A run that only waited for its turn has taken nobody down.
      const wasAtWork = (await readModules(transaction, run, run.id)).some(({ state }) => state === 'running')
      const takeovers = wasAtWork ? run.takeovers + 1 : run.takeovers
      const taking = { ...run, takeovers, lease }
      await putRun(transaction, taking)
      return taking
    })
    if (taken === undefined || isClosed || working.has(taken.id)) return
    const aborter = new AbortController()
    const work: WorkOnRunOptions = { ...options, cache, run: taken, owner, leaseMs, pauseMs, aborter }
    const done = workOnRun(work)
      .catch((error: unknown) =>
        log.error('Work on a run broke off; it is taken up again.', { runId: taken.id, error }),
      )
      .finally(() => working.delete(taken.id))
    working.set(taken.id, { aborter, done })
  }
  let isFirstLook = true
  const look = async () => {
    for (const run of await listActiveRuns(store)) {
      if (isClosed) return
      if (isFirstLook && isAlone && run.lease !== undefined) ownersOfThePast.add(run.lease.owner)
      if (!working.has(run.id) && !isForeign(run)) await take(run)
    }
    isFirstLook = false
  }
  // One look after another: two at once would take the same run twice.
  let looking = Promise.resolve()
  const lookSoon = () => {
    looking = looking.then(look).catch((error: unknown) => {
      if (!isClosed) log.error('Runs could not be looked for; the next look tries again.', { error })
    })
    return looking
  }
  const lookTimer = setInterval(lookSoon, lookEveryMs)
  const clean = async (): Promise<string[]> => {
    const needed = new Set<string>()
    for (const run of await listActiveRuns(store)) {
      for (const { artifact } of await readModules(store, run, run.id)) if (artifact !== undefined) needed.add(artifact)
    }
    await artifacts.sweep()
    return cache.clean({ ...options.cacheLimits, minIdleMs, needed })
  }
  const cleanTimer = setInterval(() => {
    clean().catch((error: unknown) => log.error('Results could not be cleaned up.', { error }))
  }, cleanEveryMs)
  lookTimer.unref()
  cleanTimer.unref()
  void lookSoon()

  const plan: RunService['plan'] = async (place, graph, request) => {
    const saved = await loadSavedThings(store, place.workspaceId, graph)
    const earlier = await readEarlierResults(store, place)
    const opened = openGraph(graph, { modules, secrets, workspaceId: place.workspaceId })
    return planRun(opened, request, {
      modules,
      secrets,
      sql: options.sql,
      saved,
      findResult: (recipe) => cache.find(recipe),
      earlierResult: (node) => earlier.get(node),
    })
  }

  return {
    cache,
    plan,
    async start({ workspaceId, experimentId, experimentName, version, graph, author, request }) {
      const { steps, faults } = await plan({ workspaceId, experimentId }, graph, request)
      assertRunnable(faults)
      const states = steps.map(
        ({ node, title, why }): ModuleRun => ({
          node: node.id,
          module: node.module,
          title,
          state: 'queued',
          why,
          attempts: 0,
          logTail: [],
          logLineCount: 0,
        }),
      )
      const run: RunDocument = {
        id: createMachineLearningId(randomBytes),
        workspaceId,
        experimentId,
        experimentName,
        version,
        author,
        createdAt: new Date(clock.now()).toISOString(),
        state: 'queued',
        seed: request.seed ?? defaultSeed,
        ...(request.selected === undefined ? {} : { selected: request.selected }),
        parameters: sealRunParameters(graph, request.parameters ?? {}, { modules, secrets, workspaceId }),
        counts: { total: states.length, done: 0, cached: 0, failed: 0, skipped: 0 },
        isCancelRequested: false,
        takeovers: 0,
      }
      await store.transact({ actor: author }, async (transaction) => {
        await putRun(transaction, run, true)
        await putModules(transaction, run, states)
        await putRunGraph(transaction, run, graph)
      })
      void lookSoon()
      return run
    },
    async cancel(place, id, actor) {
      const cancelled = await store.transact({ actor }, async (transaction) => {
        const run = await readRun(transaction, place, id)
        if (!isActive(run)) throw new AppError('RunIsOver', { state: run.state })
        const changed = { ...run, isCancelRequested: true }
        await putRun(transaction, changed, true)
        return changed
      })
      // Where another process works on it, that one finds out with its next write.
      working.get(id)?.aborter.abort(new RunCancelled())
      void lookSoon()
      return cancelled
    },
    async remove(place, id, actor) {
      await store.transact({ actor }, async (transaction) => {
        const run = await readRun(transaction, place, id)
        if (isActive(run)) throw new AppError('RunIsActive', { state: run.state })
        await transaction.removeBelow(runKey(place, id), { isAudited: false })
        await transaction.remove(runKey(place, id))
        const last = await transaction.get(lastRunKey(place))
        if (last?.body.id === id) await transaction.remove(lastRunKey(place), { isAudited: false })
      })
      await artifacts.remove(logsOfRun(id))
    },
    clean,
    async close() {
      isClosed = true
      clearInterval(lookTimer)
      clearInterval(cleanTimer)
      await looking
      for (const { aborter } of working.values()) aborter.abort(new RunReleased())
      await Promise.all([...working.values()].map(({ done }) => done))
    },
  }
}
