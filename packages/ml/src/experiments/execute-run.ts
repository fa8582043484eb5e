import { copyFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  AppError,
  errorCatalogue,
  isAppError,
  type ModuleError,
  type ModuleRecipe,
  type ModuleRun,
} from '@sluice/contracts'
import type { ArtifactDraft, Artifacts, Clock, Log, Span } from '@sluice/platform'
import { isComplete } from './examine-experiment.ts'
import { createLossCurve } from './loss-curve.ts'
import { type ModuleExecutor, type ModuleTask, type TaskListener, WorkerLost } from './module-executor.ts'
import { areFilesWhole, hashOutput, logFileName, manifestFileName } from './output-manifest.ts'
import type { PlannedStep } from './plan-run.ts'
import type { KeptResult, ResultCache } from './result-cache.ts'
import type { RunJournal } from './run-journal.ts'
import type { DraftRecipe } from './why-run.ts'

export interface ExecuteRunOptions {
  readonly steps: readonly PlannedStep[]
  readonly journal: RunJournal
  readonly cache: ResultCache
  readonly executor: ModuleExecutor
  readonly artifacts: Artifacts
  readonly clock: Clock
  readonly log: Log
  /** Aborted: modules are stopped, and nothing more is written of those that were not done. */
  readonly signal: AbortSignal
  /** Of the run, where somebody follows it. */
  readonly span?: Span | undefined
  /** Why a module runs, now that all its inputs are known. */
  whyRun(step: PlannedStep, recipe: ModuleRecipe, wasDamaged: boolean): string
}

const mostLosses = 3
const logTailLength = 20

/** What a step left: a result, nothing because it is a port of the web service, or nothing because it did not come to it. */
type Outcome = { readonly result: KeptResult | undefined } | { readonly missing: string }

/** Takes every step as soon as those before it are done; independent branches run side by side. */
export async function executeRun(options: ExecuteRunOptions): Promise<void> {
  const outcomes = new Map<string, Promise<Outcome>>()
  // Steps are in order: those before one are in the map already.
  for (const step of options.steps) outcomes.set(step.node.id, takeStep(step, outcomes, options))
  await Promise.all(outcomes.values())
}

async function takeStep(
  step: PlannedStep,
  outcomes: ReadonlyMap<string, Promise<Outcome>>,
  options: ExecuteRunOptions,
): Promise<Outcome> {
  const { journal, signal, log } = options
  const results = new Map<string, KeptResult>()
  const id = step.node.id
  for (const source of Object.values(step.sources)) {
    const outcome = await outcomes.get(source.node)
    if (outcome === undefined || signal.aborted) return { missing: step.title }
    if ('missing' in outcome) {
      journal.change(id, { state: 'skipped', why: `${outcome.missing} did not finish` })
      return outcome
    }
    if (outcome.result !== undefined) results.set(source.node, outcome.result)
  }
  if (signal.aborted) return { missing: step.title }
  // It failed before the run was taken over.
  if (journal.module(id).state === 'failed') return { missing: step.title }
  if (step.kind === 'outside') {
    journal.change(id, { state: 'finished' })
    return { result: undefined }
  }
  try {
    return { result: await findOrRun(step, results, options) }
  } catch (error) {
    if (signal.aborted) return { missing: step.title }
    if (!isAppError(error)) log.error('A step of a run failed inside.', { runId: journal.run().id, node: id, error })
    journal.change(id, {
      state: 'failed',
      finishedAt: now(options),
      error: toModuleError(error, step.module.title),
    })
    await journal.settle()
    return { missing: step.title }
  }
}

async function findOrRun(
  step: PlannedStep,
  results: ReadonlyMap<string, KeptResult>,
  options: ExecuteRunOptions,
): Promise<KeptResult> {
  const { journal, cache } = options
  const id = step.node.id
  const recipe = completeRecipe(step.recipe, results)
  const isCached = step.module.isCached(recipe.parameters)
  const before = journal.module(id)
  const lookup = isCached
    ? await cache.find(recipe, { isThorough: true })
    : { found: await ownResult(before, recipe, cache), wasDamaged: false }
  if (lookup.found === undefined) {
    journal.change(id, { why: options.whyRun(step, recipe, lookup.wasDamaged), recipe })
    const span = options.span?.begin(step.title, 'internal', { 'sluice.module': step.module.id, 'sluice.node': id })
    const result = await runStep(step, recipe, results, options)
      .catch((error: unknown) => {
        span?.fail(isAppError(error) ? error.code : 'internal failure')
        throw error
      })
      .finally(() => span?.end())
    journal.change(id, { state: 'finished', progress: 1, finishedAt: now(options), ...describeResult(result, recipe) })
    journal.changeRun({ takeovers: 0 })
    // The next step may rely on it only when it is known to be there.
    await journal.settle()
    return result
  }
  const { found } = lookup
  // It was finished in this very run, before its process was lost.
  const wasFinished = before.state === 'finished' && before.artifact === found.artifact.key
  journal.change(id, {
    ...(wasFinished ? {} : { state: 'cached', why: 'nothing that it depends on has changed' }),
    ...describeResult(found, recipe),
  })
  await journal.settle()
  return found
}

/** What a module that is never cached made earlier in this run: doing it twice could be seen outside. */
async function ownResult(before: ModuleRun, recipe: ModuleRecipe, cache: ResultCache): Promise<KeptResult | undefined> {
  if (before.state !== 'finished' || before.artifact === undefined || before.recipe === undefined) return undefined
  const kept = await cache.read(before.artifact)
  const isSame = JSON.stringify(before.recipe.inputs) === JSON.stringify(recipe.inputs)
  return kept !== undefined && isSame && (await areFilesWhole(kept.artifact, kept.manifest, true)) ? kept : undefined
}

async function runStep(
  step: PlannedStep,
  recipe: ModuleRecipe,
  results: ReadonlyMap<string, KeptResult>,
  options: ExecuteRunOptions,
): Promise<KeptResult> {
  const { journal, executor, artifacts, cache, signal } = options
  const id = step.node.id
  for (let losses = 1; ; losses += 1) {
    const draft = await artifacts.begin()
    try {
      const task = toTask(step, recipe, results, draft, journal.run())
      const manifest = await executor.execute(task, createListener(step, options), signal)
      signal.throwIfAborted()
      return await cache.keep(draft, manifest, step.module.isCached(recipe.parameters) ? recipe : undefined)
    } catch (error) {
      if (!signal.aborted && !(error instanceof WorkerLost)) await keepLog(step, draft, options)
      await draft.discard()
      if (signal.aborted || !(error instanceof WorkerLost)) throw error
      options.log.warn('The process of a module was lost.', { runId: journal.run().id, node: id, losses, error })
      if (losses >= mostLosses) {
        throw new AppError('RunWorkerLost', { module: step.module.title, times: losses }, { cause: error })
      }
    }
  }
}

function toTask(
  step: PlannedStep,
  recipe: ModuleRecipe,
  results: ReadonlyMap<string, KeptResult>,
  draft: ArtifactDraft,
  { workspaceId }: { readonly workspaceId: string },
): ModuleTask {
  const inputs = Object.entries(recipe.inputs).map(([port, from]) => {
    const { artifact, manifest } = results.get(from.node) as KeptResult
    const { file, ...output } = manifest.ports[from.port] as KeptResult['manifest']['ports'][string]
    return [port, { ...output, path: artifact.path(file) }]
  })
  return {
    workspaceId,
    module: step.module.id,
    title: step.module.title,
    parameters: step.node.parameters,
    inputs: Object.fromEntries(inputs) as ModuleTask['inputs'],
    seed: recipe.seed,
    folder: dirname(draft.path(manifestFileName)),
  }
}

function createListener({ node: { id } }: PlannedStep, options: ExecuteRunOptions): TaskListener {
  const { journal } = options
  let curve = createLossCurve()
  return {
    async onStart() {
      const { attempts } = journal.module(id)
      curve = createLossCurve()
      journal.change(id, {
        state: 'running',
        attempts: attempts + 1,
        startedAt: now(options),
        progress: 0,
        logTail: [],
        logLineCount: 0,
      })
      // A module that takes the whole process down with it must be found to have been tried.
      await journal.settle()
    },
    onProgress(progress, progressText, more = []) {
      const losses = more.length === 0 ? undefined : curve.add(more)
      journal.change(id, {
        progress,
        ...(progressText === undefined ? {} : { progressText }),
        ...(losses === undefined ? {} : { losses }),
      })
    },
    onLog(lines) {
      const { logTail, logLineCount } = journal.module(id)
      journal.change(id, {
        logTail: [...logTail, ...lines].slice(-logTailLength),
        logLineCount: logLineCount + lines.length,
      })
    },
  }
}

/** Key of the folder that holds the logs of failed modules. */
export const logsOfRun = (runId: string): string => `logs/${runId}`

/** What a module wrote into its log before it failed outlives its outputs. */
async function keepLog(step: PlannedStep, draft: ArtifactDraft, { artifacts, journal, log }: ExecuteRunOptions) {
  const key = `${logsOfRun(journal.run().id)}/${step.index}`
  try {
    const kept = await artifacts.begin()
    await copyFile(draft.path(logFileName), kept.path(logFileName))
    await artifacts.remove(key)
    await kept.commit(key)
    journal.change(step.node.id, { logArtifact: key })
  } catch (error) {
    log.warn('The log of a module was not kept.', { runId: journal.run().id, node: step.node.id, error })
  }
}

function completeRecipe(recipe: DraftRecipe, results: ReadonlyMap<string, KeptResult>): ModuleRecipe {
  const inputs = Object.fromEntries(
    Object.entries(recipe.inputs).map(([port, from]) => {
      const output = results.get(from.node)?.manifest.ports[from.port]
      return [port, { ...from, hash: output && hashOutput(output) }]
    }),
  )
  const complete = { ...recipe, inputs }
  if (!isComplete(complete)) throw new Error(`An input of ${recipe.module} is missing.`)
  return complete
}

const describeResult = ({ artifact, manifest }: KeptResult, recipe: ModuleRecipe): Partial<ModuleRun> => ({
  recipe,
  artifact: artifact.key,
  usedSeed: manifest.usedSeed,
  elapsedMs: manifest.elapsedMs,
  logLineCount: manifest.logLineCount,
  outputs: Object.entries(manifest.ports).map(([port, { type, byteCount, rowCount, shape }]) => ({
    port,
    type,
    byteCount,
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(Array.isArray(shape) ? { columnCount: shape.length } : {}),
  })),
})

/** In the words of the catalogue; what nobody foresaw is told, too, for it is the user's own installation. */
export function toModuleError(error: unknown, module: string): ModuleError {
  const known = isAppError(error)
    ? error
    : new AppError('ModuleCrashed', { module, reason: error instanceof Error ? error.message : String(error) })
  const entry = errorCatalogue[known.code]
  return {
    code: known.code,
    ...('detailCode' in entry && /^\d+$/.test(entry.detailCode) ? { number: entry.detailCode } : {}),
    message: known.message,
    remedy: 'remedy' in entry ? entry.remedy : '',
    ...(known.target === undefined ? {} : { target: known.target }),
  }
}

const now = ({ clock }: Pick<ExecuteRunOptions, 'clock'>) => new Date(clock.now()).toISOString()
