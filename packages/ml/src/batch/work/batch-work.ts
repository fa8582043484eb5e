import { AppError, type BatchJobDocument, batchJobDocument, isAppError } from '@sluice/contracts'
import type { Blobs, Clock, Log, Secrets, Spans, Store, TakenTask, WorkQueue } from '@sluice/platform'
import type { Modules } from '../../modules/module.ts'
import type { WebServiceDirectory } from '../../web-services/web-service-directory.ts'
import type { BatchEngine } from '../engine/batch-engine.ts'
import type { EngineJob } from '../engine/engine-job.ts'
import { EngineLost } from '../engine/engine-lost.ts'
import { batchStateIndex, hasEnded, readBatchDefinition } from '../jobs/job-records.ts'
import { removeLeftovers } from '../jobs/leftovers.ts'
import { type HeldTask, holdTask } from './hold-task.ts'
import { type JobDocuments, openJobDocuments } from './job-documents.ts'
import { isOfStore, toJobError, WorkStopped } from './job-errors.ts'
import { badRowsFileOf, openJob } from './open-job.ts'
import { removeOldJobs } from './retention.ts'
import { createTaskLoop } from './task-loop.ts'
import { createPartTasks, PartFailed, readPartTaskId, workOnJob } from './work-on-job.ts'
import { readOpenPart, workOnPart } from './work-on-part.ts'

export interface BatchWorkOptions {
  readonly store: Store
  /** Jobs by their ids, grouped by endpoint. */
  readonly queue: WorkQueue
  /** Parts of large jobs. */
  readonly partQueue: WorkQueue
  readonly engine: BatchEngine
  readonly blobs: Pick<Blobs, 'openContainer'>
  readonly directory: Pick<WebServiceDirectory, 'workspaces' | 'endpointById'>
  readonly modules: Modules
  readonly secrets: Pick<Secrets, 'open'>
  readonly clock: Clock
  readonly log: Log
  /** Follows jobs over processes; left out where nobody does. */
  readonly spans?: Spans | undefined
  /** Jobs of this process side by side: enough that small ones do not wait behind large ones. Default 16. */
  readonly jobsAtOnce?: number
  /** Default 2. */
  readonly partsAtOnce?: number
  /** Ended jobs are deleted after so long. */
  readonly keepMs: number
  /** Default 500. */
  readonly lookForCancelMs?: number
}

export interface BatchWork {
  /** Looks for jobs now. */
  wake(): void
  /** Stops within a chunk; what is not done goes on elsewhere, or at the next start. */
  close(): Promise<void>
}

type Losses = Pick<BatchJobDocument, 'lostAttempts'>

/** Jobs of one endpoint side by side, over all processes. @see reference: AzureML, 2.5 */
const jobsPerEndpoint = 40
/** What a job can be lost by, such as a process without memory, is tried so often at one place. */
const mostLosses = 5
/** More than there can be. */
const partsPerJob = 100_000
const reconcileEveryMs = 60_000
const removeEveryMs = 3_600_000
const removeLeftoversEveryMs = 10_000

/** @returns what a job or a part fails of that processes were lost with; undefined where it is tried again */
const judgeLosses = (losses: Losses | undefined, cause: EngineLost): AppError | undefined =>
  losses === undefined || losses.lostAttempts < mostLosses
    ? undefined
    : new AppError('BatchWorkerLost', { attempts: losses.lostAttempts }, { cause })

/** The work of this process on a job; who takes it over after a loss begins another one in the same trace. */
const beginJobSpan = (spans: Spans | undefined, job: BatchJobDocument) =>
  spans?.begin('batch job', {
    kind: 'consumer',
    traceparent: job.traceparent,
    attributes: {
      'sluice.job': job.id,
      'sluice.web_service': job.webServiceId,
      'sluice.endpoint': job.endpointId,
      'sluice.lost_attempts': job.lostAttempts,
    },
  })

/** Works on the batch jobs of the store, beside whatever other processes do so. */
export function createBatchWork(options: BatchWorkOptions): BatchWork {
  const { store, queue, partQueue, engine, directory, clock, log } = options
  const { jobsAtOnce = 16, partsAtOnce = 2, lookForCancelMs = 500 } = options
  const parts = createPartTasks(partQueue)
  const holders = new Set<HeldTask>()
  let isClosed = false

  const findJob = async (task: TakenTask): Promise<BatchJobDocument | undefined> => {
    const first = directory.endpointById(task.group)?.workspaceId
    const all = directory.workspaces().map(({ id }) => id)
    for (const workspaceId of new Set(first === undefined ? all : [first, ...all])) {
      const job = await openJobDocuments(store, workspaceId, task.id).job()
      if (job !== undefined) return job
    }
    return undefined
  }
  const open = async (job: BatchJobDocument, { lostAttempts }: Losses): Promise<EngineJob> => {
    if (job.definition === undefined) throw new AppError('BatchDefinitionMissing', {})
    const definition = await readBatchDefinition(store, job.workspaceId, job.definition).catch((error: unknown) => {
      throw isAppError(error) && error.code === 'JobNotFound' ? new AppError('BatchDefinitionMissing', {}) : error
    })
    const optional = directory.endpointById(job.endpointId)?.optionalColumns ?? new Set<string>()
    return { ...openJob(job, definition, optional, options), isSuspect: lostAttempts > 0 }
  }
  /** Tells the work when its job is cancelled or deleted, between two checkpoints, too. */
  const watchJob = (documents: JobDocuments, held: HeldTask) => {
    const timer = setInterval(() => {
      documents.job().then(
        (job) => {
          if (job === undefined || hasEnded(job)) held.stop(new WorkStopped('removed'))
          else if (job.isCancelRequested) held.stop(new WorkStopped('cancelled'))
        },
        // A checkpoint finds out as well.
        () => undefined,
      )
    }, lookForCancelMs)
    timer.unref()
    return () => clearInterval(timer)
  }
  const holding = async (task: TakenTask, documents: JobDocuments, work: (held: HeldTask) => Promise<void>) => {
    const held = holdTask(task)
    const stopWatching = watchJob(documents, held)
    holders.add(held)
    if (isClosed) held.stop(new WorkStopped('closing'))
    try {
      await work(held)
    } finally {
      stopWatching()
      held.release()
      holders.delete(held)
    }
  }
  const now = () => new Date(clock.now()).toISOString()

  const workOnTask = async (task: TakenTask): Promise<void> => {
    const job = await findJob(task)
    if (job === undefined || hasEnded(job)) return task.finish()
    const documents = openJobDocuments(store, job.workspaceId, job.id)
    const span = beginJobSpan(options.spans, job)
    const end = async (change: Partial<BatchJobDocument>) => {
      span?.set({ 'sluice.state': change.state, 'sluice.rows': change.progress?.rows })
      if (change.error !== undefined) span?.fail(change.error.code)
      const open = await documents.parts()
      await documents.end({ finishedAt: now(), ...change })
      await task.finish()
      for (const { index, state } of open) if (state !== 'finished') await parts.remove(job, index)
    }
    await holding(task, documents, async (held) => {
      try {
        const started = await documents.change((before) =>
          before.isCancelRequested || before.state === 'running'
            ? undefined
            : { state: 'running', startedAt: before.startedAt ?? now() },
        )
        if (started === undefined) return await task.finish()
        if (started.isCancelRequested) throw new WorkStopped('cancelled')
        const opened = await open(started, started)
        const progress = await workOnJob({ job: opened, documents, engine, held, parts, clock }, started)
        await end({ state: 'finished', progress, ...(progress.badRows > 0 ? { badRowsFile: badRowsFileOf(job) } : {}) })
      } catch (thrown) {
        await leave(task, documents, end, held.signal.aborted ? held.signal.reason : thrown)
      }
    }).finally(() => span?.end())
  }

  /** After a failure: ends the job, or leaves it for another try. */
  const leave = async (
    task: TakenTask,
    documents: JobDocuments,
    end: (change: Partial<BatchJobDocument>) => Promise<void>,
    error: unknown,
  ): Promise<void> => {
    if (error instanceof WorkStopped) {
      if (error.reason === 'cancelled') return end({ state: 'cancelled' })
      if (error.reason === 'closing') return task.giveBack()
      // Somebody else has it.
      return error.reason === 'removed' ? task.finish() : undefined
    }
    if (isOfStore(error)) {
      log.error('A batch job could not go on for want of the database.', { jobId: task.id, error })
      // Its lease runs out, and then it is tried again.
      return undefined
    }
    if (error instanceof PartFailed) return end({ state: 'failed', error: error.fault })
    if (error instanceof EngineLost) {
      log.error('A process of batch execution was lost.', { jobId: task.id, error })
      const lost = judgeLosses(await documents.lose(), error)
      return lost === undefined ? task.giveBack() : end({ state: 'failed', error: toJobError(lost) })
    }
    if (!isAppError(error)) log.error('A batch job failed for an internal reason.', { jobId: task.id, error })
    return end({ state: 'failed', error: toJobError(error) })
  }

  const workOnPartTask = async (task: TakenTask): Promise<void> => {
    const place = readPartTaskId(task.id)
    if (place === undefined) return task.finish()
    const documents = openJobDocuments(store, place.workspaceId, place.jobId)
    const found = await readOpenPart(documents, place.index)
    if (found === undefined) return task.finish()
    await holding(task, documents, async (held) => {
      try {
        await workOnPart(await open(found.job, found.part), found, documents, engine, held)
        await task.finish()
      } catch (thrown) {
        const error = held.signal.aborted ? held.signal.reason : thrown
        if (error instanceof WorkStopped) {
          if (error.reason === 'closing') await task.giveBack()
          else if (error.reason !== 'lease-lost') await task.finish()
          return
        }
        if (isOfStore(error)) return
        if (!isAppError(error)) log.error('A part of a batch job failed.', { jobId: place.jobId, error })
        const cause = error instanceof EngineLost ? judgeLosses(await documents.losePart(place.index), error) : error
        if (cause === undefined) return task.giveBack()
        await documents.failPart(place.index, toJobError(cause))
        await task.finish()
      }
    })
  }

  /** Jobs that should have a task and have none. */
  const reconcile = async () => {
    const { documents } = await store.find({ from: { index: batchStateIndex, value: ['queued', 'running'] } })
    for (const { body } of documents) {
      const { id, endpointId } = batchJobDocument.parse(body)
      await queue.add({ id, group: endpointId })
    }
  }
  let tidying: Promise<unknown> = Promise.resolve()
  const tidy = (what: string, work: () => Promise<unknown>) => {
    tidying = tidying
      .then(() => (isClosed ? undefined : work()))
      .catch((error: unknown) => log.error(`${what} failed; it is tried again later.`, { error }))
  }
  const reconcileSoon = () => tidy('The search for batch jobs without a task', reconcile)
  const removeSoon = () => tidy('The deletion of old batch jobs', () => removeOldJobs(store, clock, options.keepMs))
  const removeLeftoversSoon = () => tidy('The deletion of files of batch jobs', () => removeLeftovers(options))
  const timers = [
    setInterval(reconcileSoon, reconcileEveryMs),
    setInterval(removeSoon, removeEveryMs),
    setInterval(removeLeftoversSoon, removeLeftoversEveryMs),
  ]
  for (const timer of timers) timer.unref()
  reconcileSoon()
  removeSoon()
  removeLeftoversSoon()

  const jobLoop = createTaskLoop({ queue, perGroup: jobsPerEndpoint, atOnce: jobsAtOnce, log, work: workOnTask })
  const partLoop = createTaskLoop({
    queue: partQueue,
    perGroup: partsPerJob,
    atOnce: partsAtOnce,
    log,
    work: workOnPartTask,
  })
  return {
    wake() {
      jobLoop.wake()
      partLoop.wake()
    },
    async close() {
      isClosed = true
      for (const timer of timers) clearInterval(timer)
      for (const held of holders) held.stop(new WorkStopped('closing'))
      await Promise.all([jobLoop.close(), partLoop.close(), tidying])
    },
  }
}
