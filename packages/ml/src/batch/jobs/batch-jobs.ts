import { AppError, type BatchJobDocument, batchStatusCodes } from '@sluice/contracts'
import type { Blobs, ReadLink, Store, WorkQueue } from '@sluice/platform'
import type { ServedEndpoint, WebServiceDirectory } from '../../web-services/web-service-directory.ts'
import { putNewNotifications } from '../notifications/notification-records.ts'
import { type CreateJobServices, createJob } from './create-job.ts'
import { hasEnded, putBatchJob, readBatchJob, removeBatchJob } from './job-records.ts'
import { openBlobAccess } from './job-secrets.ts'
import { type PinServices, pinDefinition } from './pin-definition.ts'
import { readSubmission } from './read-submission.ts'

/** What becomes of jobs when they are called about. */
export interface BatchJobs {
  /**
   * On disk when it resolves; the job runs only once it is started.
   * @param body parsed JSON; undefined where there was none
   * @param traceparent of the call, where it is followed over processes
   * @throws AppError of the class BadArgument
   */
  submit(endpoint: ServedEndpoint, body: unknown, actor: string, traceparent?: string): Promise<BatchJobDocument>
  /** On disk when it resolves, and in the queue; who works on jobs looks for those that a kill kept out of it. @throws AppError `JobNotFound`, `CannotStartJob` */
  start(place: JobPlace, actor: string): Promise<BatchJobDocument>
  /** @throws AppError `JobNotFound` */
  read(place: JobPlace): Promise<BatchJobDocument>
  /** Ends a job, or asks the one who runs it to; one that has ended stays as it is. @throws AppError `JobNotFound` */
  cancel(place: JobPlace, actor: string): Promise<BatchJobDocument>
  /** Takes a job that has ended out of the list. @throws AppError `JobNotFound`, `JobNotEnded` */
  remove(place: JobPlace, actor: string): Promise<void>
  /** Links to what a job wrote, good for about a day. */
  resultLinks(job: BatchJobDocument): Promise<JobLinks>
}

export interface JobPlace {
  readonly workspaceId: string
  /** Absent: of whatever endpoint. */
  readonly endpointId?: string
  readonly jobId: string
}

export interface JobLinks {
  /** By output. */
  readonly outputs: Readonly<Record<string, ReadLink>>
  /** To the rows that were kept apart. */
  readonly badRows?: ReadLink
}

export interface BatchJobServices extends Omit<CreateJobServices, 'secrets' | 'blobs'> {
  readonly store: Store
  readonly queue: WorkQueue
  readonly directory: Pick<WebServiceDirectory, 'webService'>
  readonly secrets: CreateJobServices['secrets'] & PinServices['secrets']
  readonly blobs: Pick<Blobs, 'openContainer' | 'locate' | 'createReadLink'>
  /** Whether e-mails can be sent. */
  readonly canMail: boolean
}

export function createBatchJobs(services: BatchJobServices): BatchJobs {
  const { store, queue, directory, clock, secrets, blobs, defaultStorage } = services
  const now = () => new Date(clock.now()).toISOString()

  const find = async (reader: Parameters<typeof readBatchJob>[0], { workspaceId, endpointId, jobId }: JobPlace) => {
    const job = await readBatchJob(reader, workspaceId, jobId)
    if (endpointId !== undefined && job.endpointId !== endpointId) throw new AppError('JobNotFound', {})
    return job
  }
  const link = ({ id }: BatchJobDocument, file: BatchJobDocument['outputs'][string]): Promise<ReadLink> => {
    const access = openBlobAccess(secrets, id, file)
    return defaultStorage?.createReadLink({ access, path: file.path }) ?? blobs.createReadLink(access, file.path)
  }

  return {
    async submit(endpoint, body, actor, traceparent) {
      const { workspaceId, document } = endpoint
      const submission = await readSubmission(body, document.definition, services)
      if (submission.notify?.email !== undefined && !services.canMail) throw new AppError('NotificationNotPossible', {})
      const name = directory.webService(workspaceId, document.webServiceId)?.name ?? document.name
      const job = await createJob(endpoint, name, submission, services, traceparent)
      await store.transact({ actor }, async (transaction) => {
        await putBatchJob(transaction, job)
        if (submission.notify !== undefined) await putNewNotifications(transaction, job, submission.notify, services)
      })
      return job
    },
    async start(place, actor) {
      const started = await store.transact({ actor }, async (transaction) => {
        const job = await find(transaction, place)
        if (job.state !== 'not-started') {
          // On the wire a queued job has not started, which is no reason to refuse it.
          const state = job.state === 'queued' ? 'Queued' : batchStatusCodes[job.state]
          throw new AppError('CannotStartJob', { state })
        }
        const definition = await pinDefinition(transaction, job, services)
        const queued: BatchJobDocument = { ...job, state: 'queued', queuedAt: now(), definition }
        await putBatchJob(transaction, queued)
        return queued
      })
      await queue.add({ id: started.id, group: started.endpointId })
      return started
    },
    read: (place) => find(store, place),
    async cancel(place, actor) {
      const job = await store.transact({ actor }, async (transaction) => {
        const before = await find(transaction, place)
        if (hasEnded(before)) return before
        const asked = { ...before, isCancelRequested: true }
        // Who runs it puts an end to it within a chunk, or whoever takes it over when that one is lost.
        const after: BatchJobDocument =
          before.state === 'running' ? asked : { ...asked, state: 'cancelled', finishedAt: now() }
        await putBatchJob(transaction, after)
        return after
      })
      if (job.state === 'cancelled') await queue.remove(job.id)
      return job
    },
    async remove(place, actor) {
      await store.transact({ actor }, async (transaction) => {
        const job = await find(transaction, place)
        if (!hasEnded(job)) throw new AppError('JobNotEnded', { state: batchStatusCodes[job.state] })
        await removeBatchJob(transaction, job)
      })
    },
    async resultLinks(job) {
      const links: [string, ReadLink][] = []
      for (const [name, file] of Object.entries(job.outputs)) links.push([name, await link(job, file)])
      const badRows = job.badRowsFile === undefined ? undefined : await link(job, job.badRowsFile)
      return { outputs: Object.fromEntries(links), ...(badRows === undefined ? {} : { badRows }) }
    },
  }
}
