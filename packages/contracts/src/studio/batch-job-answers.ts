import * as z from 'zod'
import { batchFileFormats, batchJobDocument, batchProgress } from '../ml/batch-job.ts'
import { batchNotificationDocument } from '../ml/batch-notification.ts'

export const batchFileAnswer = z.strictObject({
  address: z.string().describe('Of the container'),
  path: z.string(),
  format: z.enum(batchFileFormats),
})
export type BatchFileAnswer = Readonly<z.infer<typeof batchFileAnswer>>

/** A job as the studio shows it: no keys, no signatures, and of secret parameters not even the names. */
export const batchJobAnswer = batchJobDocument
  .pick({
    id: true,
    webServiceId: true,
    webServiceName: true,
    endpointId: true,
    endpointName: true,
    state: true,
    createdAt: true,
    queuedAt: true,
    startedAt: true,
    finishedAt: true,
    parameters: true,
    badRowRule: true,
    isCancelRequested: true,
    error: true,
  })
  .extend({
    inputs: z.record(z.string(), batchFileAnswer),
    outputs: z.record(z.string(), batchFileAnswer),
    progress: batchProgress,
    badRowsFile: batchFileAnswer.optional(),
  })
export type BatchJobAnswer = Readonly<z.infer<typeof batchJobAnswer>>

const notification = batchNotificationDocument.pick({
  kind: true,
  address: true,
  state: true,
  attempts: true,
  nextAttemptAt: true,
  sentAt: true,
  lastError: true,
})

const link = z.strictObject({ url: z.string().describe('For a plain GET, good for about a day') })

export const batchJobDetailsAnswer = batchJobAnswer.extend({
  results: z.record(z.string(), link).nullable().describe('Null until the job is finished'),
  badRows: link.optional(),
  notifications: z.array(notification),
})
export type BatchJobDetailsAnswer = Readonly<z.infer<typeof batchJobDetailsAnswer>>
