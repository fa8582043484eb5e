import { AppError, batchJobAnswer, batchJobStates } from '@sluice/contracts'
import * as z from 'zod'
import type { BatchJobs } from '../../batch/jobs/batch-jobs.ts'
import { type BatchJobFilter, listBatchJobs } from '../../batch/jobs/job-records.ts'
import type { ServedEndpoint } from '../../web-services/web-service-directory.ts'
import { pageQuery } from '../experiment-answers.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { findWebService } from '../web-services/web-services.ts'
import { toJobAnswer } from './job-answer.ts'

const ofWorkspace = '/workspaces/{workspaceId}/batch-jobs'
const ofEndpoint = '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints/{name}/batch-jobs'
const tag = 'Batch jobs'

const jobList = z.strictObject({ value: z.array(batchJobAnswer), count: z.int().describe('Of all pages') })
const stateQuery = {
  ...pageQuery,
  state: z
    .union([z.enum(batchJobStates), z.array(z.enum(batchJobStates))])
    .optional()
    .describe('One state, or several times one'),
}

/** @throws AppError `BatchJobsNotRun` */
export function findBatchJobs({ batchJobs }: StudioServices): BatchJobs {
  if (batchJobs === undefined) throw new AppError('BatchJobsNotRun', {})
  return batchJobs
}

function findEndpoint(
  workspaceId: string,
  { webServiceId, name }: { readonly webServiceId: string; readonly name: string },
  services: StudioServices,
): ServedEndpoint {
  const { id } = findWebService(workspaceId, webServiceId, services)
  const endpoint = services.directory.endpoint(workspaceId, id, name)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name })
  return endpoint
}

async function list(
  { store }: StudioServices,
  workspaceId: string,
  filter: BatchJobFilter,
  { skip, top }: { readonly skip: number; readonly top: number },
) {
  const { jobs, count } = await listBatchJobs(store, workspaceId, filter, { offset: skip, limit: top })
  return { status: 200, body: { value: jobs.map(toJobAnswer), count } }
}

const toStates = (state: z.infer<z.ZodObject<typeof stateQuery>>['state']) =>
  state === undefined || Array.isArray(state) ? state : [state]

export const listBatchJobsOfWorkspace = defineStudioRoute({
  method: 'GET',
  path: ofWorkspace,
  tag,
  summary: 'Lists the batch jobs of all endpoints, newest first.',
  needs: 'read',
  query: z.strictObject({ ...stateQuery, endpointId: z.string().optional(), webServiceId: z.string().optional() }),
  answers: { 200: jobList },
  handle({ workspaceId, query }, services) {
    const { endpointId, webServiceId, state } = query
    return list(services, workspaceId, { endpointId, webServiceId, states: toStates(state) }, query)
  },
})

export const listBatchJobsOfEndpoint = defineStudioRoute({
  method: 'GET',
  path: ofEndpoint,
  tag,
  summary: 'Lists the batch jobs of an endpoint, newest first.',
  needs: 'read',
  query: z.strictObject(stateQuery),
  answers: { 200: jobList },
  handle({ workspaceId, params, query }, services) {
    const { document } = findEndpoint(workspaceId, params, services)
    return list(services, workspaceId, { endpointId: document.id, states: toStates(query.state) }, query)
  },
})

const blobReference = z.looseObject({
  ConnectionString: z.string().nullish(),
  RelativeLocation: z.string().nullish().describe('Container and path, such as `mycontainer/data.csv`'),
  BaseLocation: z.string().nullish(),
  SasBlobToken: z.string().nullish(),
})

export const submitBatchJob = defineStudioRoute({
  method: 'POST',
  path: ofEndpoint,
  tag,
  summary: 'Submits a batch job as a call with a key would, and starts it.',
  needs: 'write',
  query: z.strictObject({
    start: z.enum(['true', 'false']).default('true').describe('false: it waits until it is started'),
  }),
  body: z.looseObject({
    Inputs: z.record(z.string(), blobReference).nullish(),
    Outputs: z.record(z.string(), blobReference.nullable()).nullish(),
    GlobalParameters: z.record(z.string(), z.json()).nullish(),
    BadRows: z.string().nullish().describe('`fail` or `keep-apart`'),
    Notify: z
      .looseObject({
        Url: z.string().nullish().describe('Called by POST when the job has ended'),
        Email: z.string().nullish(),
        Secret: z.string().nullish().describe('Signs the call; default: the primary key of the endpoint'),
      })
      .nullish(),
  }),
  maxBodyBytes: 4_000_000,
  answers: { 201: batchJobAnswer },
  async handle({ workspaceId, params, query, body, actor }, services) {
    const jobs = findBatchJobs(services)
    const submitted = await jobs.submit(findEndpoint(workspaceId, params, services), body, actor)
    const job = query.start === 'true' ? await jobs.start({ workspaceId, jobId: submitted.id }, actor) : submitted
    const location = `/studio/workspaces/${workspaceId}/batch-jobs/${job.id}`
    return { status: 201, headers: { Location: location }, body: toJobAnswer(job) }
  },
})

export const startBatchJob = defineStudioRoute({
  method: 'POST',
  path: `${ofWorkspace}/{jobId}/start`,
  tag,
  summary: 'Starts a batch job that was submitted without.',
  needs: 'write',
  answers: { 202: batchJobAnswer },
  handle: async ({ workspaceId, params: { jobId }, actor }, services) => ({
    status: 202,
    body: toJobAnswer(await findBatchJobs(services).start({ workspaceId, jobId }, actor)),
  }),
})
