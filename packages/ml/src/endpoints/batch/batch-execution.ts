import { AppError, isAppError, toMachineLearningId } from '@sluice/contracts'
import type { ServerCall, StoreReader } from '@sluice/platform'
import type { BatchJobs, JobPlace } from '../../batch/jobs/batch-jobs.ts'
import { listBatchJobs } from '../../batch/jobs/job-records.ts'
import { baseUrlOf } from '../../management/base-url.ts'
import type { ServedEndpoint } from '../../web-services/web-service-directory.ts'
import type { Answer, CallAnswerer } from '../answer-call.ts'
import { createEndpointCheck, type EndpointCheckServices } from '../check-endpoint.ts'
import { parseRequestJson } from '../request-json.ts'
import type { ScoreTarget } from '../scoring-edge.ts'
import { type JobQuery, readJobQuery } from './job-query.ts'
import { toJobStatus, toListedJob } from './job-status.ts'

/** How batch execution answers clients of older deployments. */
export interface BatchSettings {
  /** A submission without `api-version` starts its job at once; otherwise it is refused. Default true. */
  readonly startsWithoutVersion?: boolean
  /** States as numbers, not as words. Default false. */
  readonly statusAsNumbers?: boolean
  /** Longest body; default 4 MB. */
  readonly maxBodyBytes?: number
}

export interface BatchExecutionServices extends EndpointCheckServices {
  readonly store: Pick<StoreReader, 'find'>
  readonly jobs: BatchJobs
  readonly settings?: BatchSettings | undefined
}

/** Who asks, for the audit: callers have no names. */
const actor = 'endpoint key'
const jobsPath = /^jobs(?:\/([^/]*)(\/start)?)?$/i

/**
 * Calls below `/jobs` of an endpoint. Checks are made in this order: ids, key, existence, version, job, body.
 * @returns false when there is nothing at `rest`
 * @see reference: AzureML, part 2
 */
export function createBatchExecution(services: BatchExecutionServices, answer: CallAnswerer) {
  const { jobs, store } = services
  const { startsWithoutVersion = true, statusAsNumbers = false, maxBodyBytes = 4_000_000 } = services.settings ?? {}
  const form = { asNumbers: statusAsNumbers }
  const checkEndpoint = createEndpointCheck(services)

  const submit = async (call: ServerCall, endpoint: ServedEndpoint, query: JobQuery): Promise<Answer> => {
    const bytes = await readBody(call, maxBodyBytes)
    const body = bytes.byteLength === 0 ? undefined : parseRequestJson(bytes, call.header('content-type'))
    const job = await jobs.submit(endpoint, body, actor, call.span?.traceparent)
    if (!query.hasVersion) await jobs.start({ workspaceId: job.workspaceId, jobId: job.id }, actor)
    // Clients cut off the first and the last character.
    return { status: 200, body: JSON.stringify(job.id) }
  }
  const list = async (call: ServerCall, endpoint: ServedEndpoint, query: JobQuery): Promise<Answer> => {
    const { workspaceId, document } = endpoint
    const filter = { endpointId: document.id, states: query.states }
    const page = await listBatchJobs(store, workspaceId, filter, { offset: query.skip, limit: query.top })
    const next = query.skip + page.jobs.length
    const value = page.jobs.map((job) => toListedJob(job, form))
    if (next >= page.count || value.length === 0) return { status: 200, body: { value } }
    const url = new URL(call.target, baseUrlOf(call))
    url.searchParams.set('$skip', String(next))
    return { status: 200, body: { value, nextLink: url.href } }
  }
  const read = async (place: JobPlace): Promise<Answer> => {
    const job = await jobs.read(place)
    const links = job.state === 'finished' ? await jobs.resultLinks(job) : undefined
    return { status: 200, body: toJobStatus(job, links, form) }
  }
  const start = async (call: ServerCall, place: JobPlace): Promise<Answer> => {
    // Some clients send a body, which says nothing.
    await readBody(call, maxBodyBytes)
    await jobs.start(place, actor)
    return { status: 200 }
  }
  const remove = async (place: JobPlace): Promise<Answer> => {
    const job = await jobs.read(place)
    // A client that deletes twice, because it heard no answer, still finds what became of the job.
    if (job.state === 'finished' || job.state === 'failed') await jobs.remove(place, actor)
    else await jobs.cancel(place, actor)
    return { status: 200 }
  }

  return (call: ServerCall, target: ScoreTarget, rest: string): boolean => {
    const match = jobsPath.exec(rest)
    if (match === null) return false
    const [, id, isStart] = match
    const allowed = id === undefined ? ['GET', 'POST'] : isStart === undefined ? ['GET', 'DELETE'] : ['POST']
    answer(call, { allowed }, () =>
      naming(() => {
        const endpoint = checkEndpoint(call, target)
        const query = readJobQuery(target.query, startsWithoutVersion || call.method === 'DELETE')
        if (id === undefined)
          return call.method === 'POST' ? submit(call, endpoint, query) : list(call, endpoint, query)
        const place = { workspaceId: endpoint.workspaceId, endpointId: endpoint.document.id, jobId: readJobId(id) }
        if (isStart !== undefined) return start(call, place)
        return call.method === 'DELETE' ? remove(place) : read(place)
      }),
    )
    return true
  }
}

/** A storage that is away is told of as what will pass. @throws AppError `BatchStorageAway` for `BlobStorageFailed` */
async function naming(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!isAppError(error) || error.code !== 'BlobStorageFailed') throw error
    const { reason } = error.parameters as { readonly reason: string }
    throw new AppError('BatchStorageAway', { reason }, { cause: error })
  }
}

/** @throws AppError `MissingJobId`, `JobNotFound` */
function readJobId(text: string): string {
  if (text === '') throw new AppError('MissingJobId', {})
  const id = toMachineLearningId(text)
  if (id === undefined) throw new AppError('JobNotFound', {})
  return id
}

/** @throws AppError `JobRequestTooLarge`, `RequestBodyInvalid` */
async function readBody(call: ServerCall, maxBytes: number): Promise<Uint8Array> {
  try {
    return await call.body.bytes(maxBytes)
  } catch (error) {
    if (isAppError(error) && error.code === 'RequestTooLarge') throw new AppError('JobRequestTooLarge', { maxBytes })
    const faults = [{ code: 'Incomplete', target: 'body', message: 'The body did not arrive whole.' }]
    throw new AppError('RequestBodyInvalid', {}, { cause: error, faults })
  }
}
