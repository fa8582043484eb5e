import {
  type BatchFile,
  type BatchJobDocument,
  batchFileFormats,
  batchJobDocument,
  batchProgress,
} from '@sluice/contracts'
import * as z from 'zod'

const file = z.strictObject({
  address: z.string().describe('Of the container'),
  path: z.string(),
  format: z.enum(batchFileFormats),
})

/** A job as the studio shows it: no keys, no signatures, and of secret parameters not even the names. */
export const jobAnswer = batchJobDocument
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
    inputs: z.record(z.string(), file),
    outputs: z.record(z.string(), file),
    progress: batchProgress,
    badRowsFile: file.optional(),
  })

const notificationAnswer = z.strictObject({
  kind: z.enum(['call', 'mail']),
  address: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  nextAttemptAt: z.string().optional(),
  sentAt: z.string().optional(),
  lastError: z.string().optional(),
})

const link = z.strictObject({ url: z.string().describe('For a plain GET, good for about a day') })

export const jobDetails = jobAnswer.extend({
  results: z.record(z.string(), link).nullable().describe('Null until the job is finished'),
  badRows: link.optional(),
  notifications: z.array(notificationAnswer),
})

export function toJobAnswer(job: BatchJobDocument): z.infer<typeof jobAnswer> {
  const { inputs, outputs, badRowsFile } = job
  return {
    id: job.id,
    webServiceId: job.webServiceId,
    webServiceName: job.webServiceName,
    endpointId: job.endpointId,
    endpointName: job.endpointName,
    state: job.state,
    createdAt: job.createdAt,
    queuedAt: job.queuedAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    parameters: job.parameters,
    badRowRule: job.badRowRule,
    isCancelRequested: job.isCancelRequested,
    error: job.error,
    inputs: toFiles(inputs),
    outputs: toFiles(outputs),
    progress: job.progress,
    ...(badRowsFile === undefined ? {} : { badRowsFile: toFile(badRowsFile) }),
  }
}

const toFile = ({ address, path, format }: BatchFile) => ({ address, path, format })
const toFiles = (files: BatchJobDocument['inputs']) =>
  Object.fromEntries(Object.entries(files).map(([name, one]) => [name, toFile(one)]))
