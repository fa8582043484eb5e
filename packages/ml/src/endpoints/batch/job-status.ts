import { type BatchJobDocument, batchStatusCodes, errorCatalogue, type ScoringErrorEntry } from '@sluice/contracts'
import type { ReadLink } from '@sluice/platform'
import type { JobLinks } from '../../batch/jobs/batch-jobs.ts'

/** Numbers that older deployments sent in the place of words. @see reference: AzureML, 2.4 */
const statusNumbers = { NotStarted: 0, Running: 1, Failed: 2, Cancelled: 3, Finished: 4 } as const

export interface StatusForm {
  readonly asNumbers: boolean
}

/**
 * The status of a job as clients of batch execution read it; what they do not know they pass over.
 * @param links of a finished job
 * @see reference: AzureML, 2.4
 */
export function toJobStatus(job: BatchJobDocument, links: JobLinks | undefined, { asNumbers }: StatusForm) {
  const word = batchStatusCodes[job.state]
  return {
    StatusCode: asNumbers ? statusNumbers[word] : word,
    // The member is there in every state: clients read it before they look at the state.
    Results: links === undefined ? null : mapValues(links.outputs, toLocation),
    Details: job.state === 'failed' ? describeFailure(job) : null,
    ...toJobSummary(job),
    ...(links?.badRows === undefined ? {} : { BadRows: toLocation(links.badRows) }),
  }
}

/** A job in the list of an endpoint's jobs. */
export const toListedJob = (job: BatchJobDocument, { asNumbers }: StatusForm) => {
  const word = batchStatusCodes[job.state]
  return { StatusCode: asNumbers ? statusNumbers[word] : word, ...toJobSummary(job) }
}

function toJobSummary({ id, createdAt, startedAt, finishedAt, progress }: BatchJobDocument) {
  return {
    JobId: id,
    CreatedAt: createdAt,
    StartTime: startedAt ?? null,
    EndTime: finishedAt ?? null,
    Progress: {
      Rows: progress.rows,
      BadRows: progress.badRows,
      BytesRead: progress.bytesRead,
      TotalBytes: progress.totalBytes ?? null,
      BytesPerSecond: progress.bytesPerSecond ?? null,
      SecondsLeft: progress.secondsLeft ?? null,
    },
  }
}

const toLocation = ({ baseLocation, relativeLocation, sasBlobToken }: ReadLink) => ({
  ConnectionString: null,
  RelativeLocation: relativeLocation,
  BaseLocation: baseLocation,
  SasBlobToken: sasBlobToken,
})

/** One text, in the form that clients have in their logs; what to do about it stands at its end. */
function describeFailure({ id, error }: BatchJobDocument): string {
  if (error === undefined) return `Error: the batch job failed. requestId = ${id}`
  const { code, message, target, remedy } = error
  const entry: Partial<ScoringErrorEntry<never>> = Object.hasOwn(errorCatalogue, code)
    ? errorCatalogue[code as keyof typeof errorCatalogue]
    : {}
  const number = entry.class === 'ModuleExecutionError' ? entry.detailCode : undefined
  const text = number === undefined ? message : `Error ${number}: ${message}`
  const exception = {
    Exception: {
      ErrorId: code,
      ErrorCode: number ?? code,
      ExceptionType: number === undefined ? 'BatchException' : 'ModuleException',
      Message: text,
    },
  }
  const head = `Module: ${target ?? 'Batch execution'}; requestId = ${id} errorComponent=Module. taskStatusCode=400.`
  return `${head} ${JSON.stringify(exception)}Error: ${text} ${remedy}`
}

const mapValues = <From, To>(map: Readonly<Record<string, From>>, convert: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value)]))
