import * as z from 'zod'
import { endedBatchJobStates } from './batch-job.ts'
import { machineLearningId } from './identifiers.ts'

/** What is told of a job that has ended. */
export const batchJobEnd = z.strictObject({
  jobId: machineLearningId,
  workspaceId: machineLearningId,
  webServiceId: machineLearningId,
  webServiceName: z.string(),
  endpointId: machineLearningId,
  endpointName: z.string(),
  state: z.enum(endedBatchJobStates as ['finished', 'failed', 'cancelled']),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  rows: z.int(),
  badRows: z.int(),
  error: z.strictObject({ code: z.string(), message: z.string(), target: z.string().optional() }).optional(),
})
export type BatchJobEnd = Readonly<z.infer<typeof batchJobEnd>>

/** Document `/workspaces/{workspace}/batchnotifications/{job}-{kind}`: somebody who wants to hear of the end of a job. */
export const batchNotificationDocument = z.strictObject({
  /** The same at every attempt, so that a receiver can tell a repeated one. */
  id: machineLearningId,
  workspaceId: machineLearningId,
  jobId: machineLearningId,
  endpointId: machineLearningId,
  kind: z.enum(['call', 'mail']),
  /** URL or e-mail address. */
  address: z.string(),
  /** What a call is signed with; absent = the primary key of the endpoint. */
  secretSealed: z.string().optional(),
  state: z.enum(['waiting', 'sent', 'failed']),
  /** Begun ones; the receiver may have got it at each. */
  attempts: z.int().min(0),
  /** When it is due, or when whoever sends it now is taken for dead. Absent: as soon as the job has ended. */
  nextAttemptAt: z.string().optional(),
  sentAt: z.string().optional(),
  lastError: z.string().optional(),
  /** Of a job that was removed before it was sent. */
  end: batchJobEnd.optional(),
})
export type BatchNotificationDocument = Readonly<z.infer<typeof batchNotificationDocument>>
