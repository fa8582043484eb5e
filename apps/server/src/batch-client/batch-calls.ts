import { AppError } from '@sluice/contracts/errors'
import * as z from 'zod'

const location = z.object({
  BaseLocation: z.string(),
  RelativeLocation: z.string(),
  SasBlobToken: z.string().nullish(),
})
export type ResultLocation = z.infer<typeof location>

const progress = z.object({
  Rows: z.number(),
  BadRows: z.number(),
  BytesRead: z.number(),
  TotalBytes: z.number().nullish(),
  BytesPerSecond: z.number().nullish(),
  SecondsLeft: z.number().nullish(),
})
export type JobProgress = z.infer<typeof progress>

const jobStatus = z.object({
  StatusCode: z.enum(['NotStarted', 'Running', 'Failed', 'Cancelled', 'Finished']),
  Results: z.record(z.string(), location).nullish(),
  Details: z.string().nullish(),
  BadRows: location.nullish(),
  JobId: z.string().optional(),
  CreatedAt: z.string().optional(),
  Progress: progress.optional(),
})
export type JobStatus = z.infer<typeof jobStatus>

const jobPage = z.object({ value: z.array(jobStatus), nextLink: z.string().optional() })
const description = z.object({
  components: z.object({
    schemas: z.object({
      BatchRequest: z.object({
        example: z.object({
          Inputs: z.record(z.string(), z.unknown()).optional(),
          Outputs: z.record(z.string(), z.unknown()),
        }),
      }),
    }),
  }),
})

/** Calls of batch execution, as any other client makes them. */
export interface BatchCalls {
  /** Names of inputs and outputs; undefined where they are not told, as through a gateway. */
  describe(): Promise<{ readonly inputs: readonly string[]; readonly outputs: readonly string[] } | undefined>
  submit(body: object): Promise<string>
  start(jobId: string): Promise<void>
  status(jobId: string): Promise<JobStatus>
  /** Cancels a job, or deletes one that has ended. */
  remove(jobId: string): Promise<void>
  list(limit: number): Promise<readonly JobStatus[]>
}

export interface BatchCallOptions {
  /** Scoring address of the endpoint. */
  readonly address: string
  readonly key: string
  /** Of a product, when the address is that of a gateway. */
  readonly subscriptionKey?: string | undefined
}

const tries = 5
const firstPauseMs = 250

/** Every method throws AppError `BatchCallRefused`, `BatchEndpointUnreachable`. */
export function createBatchCalls({ address, key, subscriptionKey }: BatchCallOptions): BatchCalls {
  const jobs = `${address}/jobs`
  const headers = {
    Authorization: `Bearer ${key}`,
    ...(subscriptionKey === undefined ? {} : { 'Ocp-Apim-Subscription-Key': subscriptionKey }),
  }
  /** Sends again what may be sent again, so that a restart of the program is no failure of the job. */
  const call = async (what: string, method: string, url: string, body?: string): Promise<unknown> => {
    const most = method === 'GET' ? tries : 1
    for (let attempt = 1; ; attempt += 1) {
      try {
        const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
        const response = await fetch(url, {
          method,
          headers: { ...headers, ...type },
          ...(body === undefined ? {} : { body }),
        })
        const text = await response.text()
        if (response.ok) return text === '' ? undefined : JSON.parse(text)
        if (response.status >= 500 && attempt < most) await pause(attempt)
        else throw new AppError('BatchCallRefused', { what, status: response.status, reason: readReason(text) })
      } catch (error) {
        if (error instanceof AppError || attempt >= most) throw toUnreachable(address, error)
        await pause(attempt)
      }
    }
  }
  const parse = <Value>(schema: z.ZodType<Value>, answer: unknown, what: string): Value => {
    const parsed = schema.safeParse(answer)
    if (parsed.success) return parsed.data
    throw new AppError('BatchCallRefused', { what, status: 200, reason: 'The answer is none of batch execution.' })
  }
  return {
    async describe() {
      const what = 'The description of the endpoint'
      const answer = await call(what, 'GET', `${address}/openapi.json`).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'BatchCallRefused') return undefined
        throw error
      })
      if (answer === undefined) return undefined
      const { components } = parse(description, answer, what)
      const { Inputs = {}, Outputs } = components.schemas.BatchRequest.example
      return { inputs: Object.keys(Inputs), outputs: Object.keys(Outputs) }
    },
    async submit(body) {
      const what = 'The job'
      return parse(z.string(), await call(what, 'POST', `${jobs}?api-version=2.0`, JSON.stringify(body)), what)
    },
    async start(jobId) {
      await call('The start of the job', 'POST', `${jobs}/${jobId}/start?api-version=2.0`, '')
    },
    async status(jobId) {
      const what = 'The status of the job'
      return parse(jobStatus, await call(what, 'GET', `${jobs}/${encodeURIComponent(jobId)}?api-version=2.0`), what)
    },
    async remove(jobId) {
      await call('The cancelling of the job', 'DELETE', `${jobs}/${encodeURIComponent(jobId)}?api-version=2.0`)
    },
    async list(limit) {
      const what = 'The list of jobs'
      const url = `${jobs}?api-version=2.0&$top=${Math.min(200, limit)}`
      return parse(jobPage, await call(what, 'GET', url), what).value
    },
  }
}

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (attempt - 1)))

function toUnreachable(address: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string; readonly message?: string } }
  return new AppError(
    'BatchEndpointUnreachable',
    { address, reason: cause?.code ?? cause?.message ?? message },
    { cause: error },
  )
}

const errorBody = z.object({ error: z.object({ details: z.array(z.object({ message: z.string() })).min(1) }) })
const gatewayBody = z.object({ message: z.string() })

/** What an answer says in its own words. */
function readReason(text: string): string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return text.slice(0, 500) || 'The answer has no body.'
  }
  const known = errorBody.safeParse(body)
  if (known.success) return known.data.error.details.map(({ message }) => message).join(' ')
  const ofGateway = gatewayBody.safeParse(body)
  return ofGateway.success ? ofGateway.data.message : text.slice(0, 500)
}
