import type { BatchJobDocument, BatchPartDocument } from '@sluice/contracts'
import type { BatchEngine } from '../engine/batch-engine.ts'
import type { EngineJob } from '../engine/engine-job.ts'
import { hasEnded } from '../jobs/job-records.ts'
import type { HeldTask } from './hold-task.ts'
import type { JobDocuments } from './job-documents.ts'
import { WorkStopped } from './job-errors.ts'

/** What is to be done for a part; undefined when there is nothing left. */
export async function readOpenPart(
  documents: JobDocuments,
  index: number,
): Promise<{ readonly job: BatchJobDocument; readonly part: BatchPartDocument } | undefined> {
  const [job, part] = await Promise.all([documents.job(), documents.part(index)])
  if (job === undefined || part === undefined || hasEnded(job) || job.isCancelRequested) return undefined
  return part.state === 'finished' || part.error !== undefined ? undefined : { job, part }
}

/**
 * Scores a part from its checkpoint on, for the process that has the job.
 * @throws WorkStopped, or AppError of what it failed of
 */
export async function workOnPart(
  job: EngineJob,
  { job: document, part }: { readonly job: BatchJobDocument; readonly part: BatchPartDocument },
  documents: JobDocuments,
  engine: BatchEngine,
  held: HeldTask,
): Promise<void> {
  const { plan } = document
  if (plan === undefined) return
  await engine.scorePart(
    job,
    plan,
    { end: part.end, from: part.checkpoint },
    async (checkpoint) => {
      const found = await documents.checkpoint(part.index, checkpoint, checkpoint.offset === part.end)
      if (found === undefined) throw new WorkStopped('removed')
      if (found.isCancelRequested) throw new WorkStopped('cancelled')
    },
    held.signal,
  )
}
