import type { ModuleRun, RunDocument } from '@sluice/contracts'
import { AppError } from '@sluice/contracts'
import type { Artifacts, Clock, Log, Secrets, Span, Spans, Store } from '@sluice/platform'
import type { Modules } from '../modules/module.ts'
import { openGraph } from '../modules/secret-parameters.ts'
import { readEarlierResults } from './earlier-results.ts'
import { assertRunnable } from './examine-experiment.ts'
import { executeRun, toModuleError } from './execute-run.ts'
import type { ModuleExecutor } from './module-executor.ts'
import { planRun } from './plan-run.ts'
import type { ResultCache } from './result-cache.ts'
import { RunCancelled, RunReleased } from './run-endings.ts'
import { openRunJournal, type RunJournal } from './run-journal.ts'
import { readModules, readRunGraph } from './run-records.ts'
import { openRunParameters } from './run-secrets.ts'
import { loadSavedThings } from './saved-things.ts'
import { whyRun } from './why-run.ts'

export interface WorkOnRunOptions {
  readonly store: Store
  readonly artifacts: Artifacts
  readonly modules: Modules
  readonly secrets: Secrets
  readonly executor: ModuleExecutor
  readonly cache: ResultCache
  readonly clock: Clock
  readonly log: Log
  readonly spans?: Spans | undefined
  /** As it was taken, with our lease. */
  readonly run: RunDocument
  readonly owner: string
  readonly leaseMs: number
  readonly pauseMs: number
  /** Its reason says whether the run ends with it: `RunCancelled` or `RunReleased`. */
  readonly aborter: AbortController
}

/** A run that goes nowhere takes others down with it at each turn. */
const mostTakeovers = 10

/** Brings a run to its end, from wherever it is. */
export async function workOnRun(options: WorkOnRunOptions): Promise<void> {
  const { store, run, aborter, clock } = options
  const states = await readModules(store, run, run.id)
  const journal = openRunJournal({
    ...options,
    modules: states.map(asBefore),
    onCancelRequested: () => aborter.abort(new RunCancelled()),
    onLost: () => aborter.abort(new RunReleased()),
  })
  const now = () => new Date(clock.now()).toISOString()
  const span = options.spans?.begin('run', {
    kind: 'consumer',
    attributes: { 'sluice.run': run.id, 'sluice.experiment': run.experimentId, 'sluice.takeovers': run.takeovers },
  })
  try {
    if (run.isCancelRequested) aborter.abort(new RunCancelled())
    journal.changeRun({ state: 'running', startedAt: run.startedAt ?? now() })
    await journal.settle()
    if (run.takeovers > mostTakeovers) throw new AppError('RunAbandoned', { times: run.takeovers })
    if (!aborter.signal.aborted) await executePlan(journal, options, span)
    end(journal, aborter.signal, now())
  } catch (error) {
    if (aborter.signal.aborted) end(journal, aborter.signal, now())
    else {
      options.log.error('A run failed as a whole.', { runId: run.id, error })
      for (const { node } of journal.modules().filter(isOpen)) journal.change(node, { state: 'skipped' })
      journal.changeRun({ state: 'failed', finishedAt: now(), error: toModuleError(error, run.experimentName) })
    }
  } finally {
    endRunSpan(span, journal.run())
    if (journal.run().state !== 'running' || aborter.signal.reason instanceof RunReleased) {
      const { lease: _, ...rest } = journal.run()
      journal.replaceRun(rest)
    }
    await journal.close()
  }
}

async function executePlan(journal: RunJournal, options: WorkOnRunOptions, span: Span | undefined): Promise<void> {
  const { store, run, modules, secrets, cache, aborter } = options
  const stored = await readRunGraph(store, run, run.id)
  const context = { modules, secrets, workspaceId: run.workspaceId }
  const graph = openGraph(stored, context)
  const saved = await loadSavedThings(store, run.workspaceId, graph)
  const earlier = await readEarlierResults(store, run)
  const request = {
    seed: run.seed,
    parameters: openRunParameters(stored, run.parameters, context),
    ...(run.selected === undefined ? {} : { selected: run.selected }),
  }
  // Results are looked for when it is their turn; what was there a moment ago may be gone or damaged then.
  const plan = await planRun(graph, request, { modules, secrets, saved, earlierResult: (node) => earlier.get(node) })
  assertRunnable(plan.faults)
  const titles = new Map(plan.steps.map(({ node, title }) => [node.id, title]))
  await executeRun({
    ...options,
    span,
    steps: plan.steps,
    journal,
    cache,
    signal: aborter.signal,
    whyRun: ({ module, node }, recipe, wasDamaged) =>
      whyRun(
        recipe,
        earlier.get(node.id),
        { module, titleOf: (id) => titles.get(id) ?? id, nameOfSaved: (id) => saved.nameOf(id) },
        wasDamaged ? 'damaged' : undefined,
      ),
  })
}

function endRunSpan(span: Span | undefined, { state, error }: RunDocument): void {
  span?.set({ 'sluice.state': state })
  if (state === 'failed') span?.fail(error?.code ?? 'a module failed')
  span?.end()
}

function end(journal: RunJournal, signal: AbortSignal, finishedAt: string): void {
  if (signal.aborted && signal.reason instanceof RunReleased) {
    for (const { node } of journal.modules().filter(isOpen)) journal.change(node, { state: 'queued' })
    journal.changeRun({ state: 'queued' })
    return
  }
  if (signal.aborted) {
    for (const { node } of journal.modules().filter(isOpen)) journal.change(node, { state: 'cancelled', finishedAt })
    journal.changeRun({ state: 'cancelled', finishedAt })
    return
  }
  const failed = journal.modules().find(({ state }) => state === 'failed')
  journal.changeRun({
    state: failed === undefined ? 'finished' : 'failed',
    finishedAt,
    ...(failed?.error === undefined ? {} : { error: { ...failed.error, node: failed.node, title: failed.title } }),
  })
}

const isOpen = ({ state }: ModuleRun): boolean => state === 'queued' || state === 'running'

/** What was running when its process was lost waits for its turn again; what had failed is not tried again. */
function asBefore(module: ModuleRun): ModuleRun {
  if (module.state !== 'running') return module
  const { progress: _, progressText: __, ...rest } = module
  return { ...rest, state: 'queued' }
}
