import type { BatchJobAnswer, BatchJobDetailsAnswer } from '@sluice/contracts'
import { openEventStream } from '../../shared/api-client/open-event-stream.ts'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { translate } from '../../shared/languages/words.ts'
import { removeJob, reportJob, type TrayJob } from '../../shared/ui/feedback/jobs.ts'
import { studioKey, studioKeyBelow, studioUrl } from '../api/studio-api.ts'
import { hasEnded, shareOf } from './job-state.ts'
import { jobWords } from './job-words.ts'

export const jobPath = (jobId: string): string => `/batch-jobs/${encodeURIComponent(jobId)}`

/** Under which the cache keeps whether the events of a job come in. */
export const connectionKey = (jobId: string) => ['event-stream', 'batch-job', jobId] as const

const followed = new Set<string>()

/** Follows a batch job to its end wherever one goes meanwhile: in the tray, and in what pages show of it. */
export function followBatchJob(workspaceId: string, begun: BatchJobAnswer): void {
  const { id } = begun
  if (followed.has(id) || hasEnded(begun.state)) return
  followed.add(id)
  const startedAt = Date.now()
  const path = jobPath(id)
  const readAgain = () => void queryClient.invalidateQueries({ queryKey: studioKeyBelow(workspaceId, '/batch-jobs') })
  const take = (text: string) => {
    const job = JSON.parse(text) as BatchJobAnswer
    queryClient.setQueryData<BatchJobDetailsAnswer>(
      studioKey(workspaceId, path),
      (before) => before && { ...before, ...job },
    )
    if (job.state !== 'not-started') reportJob(toTrayJob(workspaceId, job, startedAt))
  }
  const stop = openEventStream(
    studioUrl(workspaceId, `${path}/events`),
    {
      snapshot: take,
      job: take,
      end(text) {
        take(text)
        stop()
        followed.delete(id)
        // Its results and who was told of the end come with the whole answer only.
        readAgain()
      },
    },
    {
      onMissed: readAgain,
      onState: (isConnected) => void queryClient.setQueryData(connectionKey(id), isConnected),
    },
  )
}

/** After a job was deleted, nothing is to be told of it. */
export const forgetBatchJob = (jobId: string): void => removeJob(`batch-job ${jobId}`)

function toTrayJob(workspaceId: string, job: BatchJobAnswer, startedAt: number): TrayJob {
  const share = shareOf(job)
  return {
    id: `batch-job ${job.id}`,
    title: translate(jobWords, 'jobOf', { name: job.webServiceName }),
    step: translate(jobWords, 'rowsDone', { count: job.progress.rows }),
    state: job.state === 'finished' ? 'done' : hasEnded(job.state) ? 'failed' : 'running',
    ...(share === undefined ? {} : { share }),
    href: `/studio/${workspaceId}/jobs/${job.id}`,
    startedAt,
  }
}
