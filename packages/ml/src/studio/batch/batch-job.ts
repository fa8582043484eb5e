import { type BatchJobDetailsAnswer, batchJobAnswer, batchJobDetailsAnswer } from '@sluice/contracts'
import type { ReadLink } from '@sluice/platform'
import { endId, followJob, type JobEvent } from '../../batch/jobs/follow-job.ts'
import { hasEnded } from '../../batch/jobs/job-records.ts'
import { listNotifications } from '../../batch/notifications/notification-records.ts'
import { defineStudioRoute, type StudioEvent } from '../studio-route.ts'
import { findBatchJobs } from './batch-jobs.ts'
import { toJobAnswer } from './job-answer.ts'

const item = '/workspaces/{workspaceId}/batch-jobs/{jobId}'
const tag = 'Batch jobs'

export const readBatchJobRoute = defineStudioRoute({
  method: 'GET',
  path: item,
  tag,
  summary: 'Reads a batch job: how far it is, links to its results, who was told of its end.',
  needs: 'read',
  answers: { 200: batchJobDetailsAnswer },
  async handle({ workspaceId, params: { jobId } }, services) {
    const jobs = findBatchJobs(services)
    const job = await jobs.read({ workspaceId, jobId })
    const links = job.state === 'finished' ? await jobs.resultLinks(job) : undefined
    const notifications = await listNotifications(services.store, job)
    const body: BatchJobDetailsAnswer = {
      ...toJobAnswer(job),
      results: links === undefined ? null : mapValues(links.outputs, toUrl),
      ...(links?.badRows === undefined ? {} : { badRows: toUrl(links.badRows) }),
      notifications: notifications.map(({ kind, address, state, attempts, nextAttemptAt, sentAt, lastError }) => ({
        kind,
        address,
        state,
        attempts,
        nextAttemptAt,
        sentAt,
        lastError,
      })),
    }
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body }
  },
})

const toUrl = ({ baseLocation, relativeLocation, sasBlobToken }: ReadLink) => ({
  url: `${baseLocation}${relativeLocation}${sasBlobToken}`,
})

export const followBatchJob = defineStudioRoute({
  method: 'GET',
  path: `${item}/events`,
  tag,
  summary: 'Tells of a batch job as it goes on: `snapshot` first, then `job` for what changes, `end` at last.',
  needs: 'read',
  answers: { 200: { contentType: 'text/event-stream' }, 204: undefined },
  async handle({ workspaceId, params: { jobId }, call, signal }, services) {
    const job = await findBatchJobs(services).read({ workspaceId, jobId })
    // No content tells a client that comes back after the end to stay away.
    if (call.header('last-event-id') === endId && hasEnded(job)) return { status: 204 }
    return { status: 200, events: toEvents(followJob(services.store, workspaceId, jobId, signal)) }
  },
})

async function* toEvents(events: AsyncIterable<JobEvent>): AsyncGenerator<StudioEvent> {
  for await (const { id, event, job } of events) yield { id, event, data: toJobAnswer(job) }
}

export const cancelBatchJob = defineStudioRoute({
  method: 'POST',
  path: `${item}/cancel`,
  tag,
  summary: 'Ends a batch job, within one piece of its input; one that has ended stays as it is.',
  needs: 'write',
  answers: { 202: batchJobAnswer },
  handle: async ({ workspaceId, params: { jobId }, actor }, services) => ({
    status: 202,
    body: toJobAnswer(await findBatchJobs(services).cancel({ workspaceId, jobId }, actor)),
  }),
})

export const deleteBatchJob = defineStudioRoute({
  method: 'DELETE',
  path: item,
  tag,
  summary: 'Deletes a batch job that has ended from the list.',
  needs: 'write',
  answers: { 204: undefined },
  async handle({ workspaceId, params: { jobId }, actor }, services) {
    await findBatchJobs(services).remove({ workspaceId, jobId }, actor)
    return { status: 204 }
  },
})

const mapValues = <From, To>(map: Readonly<Record<string, From>>, convert: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value)]))
