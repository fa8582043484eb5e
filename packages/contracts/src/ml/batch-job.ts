import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'

export const batchJobStates = ['not-started', 'queued', 'running', 'finished', 'failed', 'cancelled'] as const
export type BatchJobState = (typeof batchJobStates)[number]

/** States that a job never leaves. */
export const endedBatchJobStates: readonly BatchJobState[] = ['finished', 'failed', 'cancelled']

/** How the wire calls the states. @see reference: AzureML, 2.4 */
export const batchStatusCodes = {
  'not-started': 'NotStarted',
  queued: 'NotStarted',
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const satisfies Record<BatchJobState, string>

/** Formats of batch files, by the ending of their names. @see reference: AzureML, 2.3 */
export const batchFileFormats = ['csv', 'tsv', 'arff', 'ilearner'] as const
export type BatchFileFormat = (typeof batchFileFormats)[number]

/** How the text of a file is encoded. Latin-1 is read as Windows-1252, as everywhere on the web. */
export const batchFileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type BatchFileEncoding = (typeof batchFileEncodings)[number]

/** A file in blob storage. Both ways to reach it hold secrets, so the access is sealed where it is stored. */
export const batchFile = z.strictObject({
  /** Sealed JSON of a `BlobAccess` to the container. */
  accessSealed: z.string(),
  /** As messages show it, without keys and signatures: `https://account.blob.core.windows.net/container`. */
  address: z.string(),
  /** In the container, no slash before it. */
  path: z.string().min(1),
  format: z.enum(batchFileFormats),
  /** Of an input; default what its byte order mark says, else UTF-8. */
  encoding: z.enum(batchFileEncodings).optional(),
  /** Of an output that nobody named a place for: it is deleted with the job. */
  goesWithJob: z.literal(true).optional(),
})
export type BatchFile = Readonly<z.infer<typeof batchFile>>

/** What happens to rows that cannot be read or scored: the job fails at the first, or they are kept in a file of their own. */
export const badRowRules = ['fail', 'keep-apart'] as const

export const batchProgress = z.strictObject({
  bytesRead: z.int().min(0),
  /** Of all inputs; absent until they have been looked at. */
  totalBytes: z.int().min(0).optional(),
  rows: z.int().min(0),
  badRows: z.int().min(0),
  /** Of input a second, over the last while. */
  bytesPerSecond: z.number().min(0).optional(),
  secondsLeft: z.number().min(0).optional(),
})
export type BatchProgress = Readonly<z.infer<typeof batchProgress>>

export const batchJobError = z.strictObject({
  code: z.string(),
  message: z.string(),
  /** Module, input, column or line at fault. */
  target: z.string().optional(),
  remedy: z.string(),
})

/**
 * How an input that is scored piece by piece is cut, fixed before the first piece is: whoever goes on with the job, with
 * whatever settings, makes the same blocks.
 */
export const batchPlan = z.strictObject({
  /** Of the input as it was when the job began; another content fails the job. */
  tag: z.string(),
  totalBytes: z.int().min(0),
  encoding: z.enum(batchFileEncodings),
  /** Where the first row begins, behind the header, and its line. */
  start: z.int().min(0),
  line: z.int().min(1),
  /** How many columns a row of the file has. */
  width: z.int().min(1),
  /** Column of the input schema → column of the file; -1 where it was left out. */
  places: z.array(z.int().min(-1)),
  /** A chunk ends behind the row that makes it so long, or gives it so many rows. It gives one block of each output. */
  chunkBytes: z.int().min(1),
  chunkRows: z.int().min(1),
  /** Chunks of a part that one worker scores; absent: all of them. */
  partChunks: z.int().min(1).optional(),
})
export type BatchPlan = Readonly<z.infer<typeof batchPlan>>

/** Document `/workspaces/{workspace}/batchjobs/{id}`. */
export const batchJobDocument = z.strictObject({
  id: machineLearningId,
  workspaceId: machineLearningId,
  webServiceId: machineLearningId,
  webServiceName: z.string(),
  endpointId: machineLearningId,
  endpointName: z.string(),
  state: z.enum(batchJobStates),
  createdAt: z.string(),
  queuedAt: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** Input of the web service → where its rows are. */
  inputs: z.record(z.string(), batchFile),
  /** Output of the web service → where its rows or its model go; every output stands here. */
  outputs: z.record(z.string(), batchFile),
  parameters: z.record(z.string(), z.json()),
  /** May hold secrets in web-service parameters: then they are sealed here, and absent above. */
  parametersSealed: z.string().optional(),
  badRowRule: z.enum(badRowRules),
  notify: z.strictObject({ url: z.url().optional(), email: z.email().optional() }).optional(),
  /** Of the call that submitted it, so that who follows that call finds the work. @see W3C Trace Context */
  traceparent: z.string().optional(),
  /** Hash of the definition that scores: document `/workspaces/{workspace}/batchdefinitions/{hash}`; fixed when the job is started. */
  definition: z.string().optional(),
  isCancelRequested: z.boolean(),
  /** Absent until the input was looked at, and where it is too small to be cut or has to be read whole. */
  plan: batchPlan.optional(),
  /** How often in a row a process was lost with it without getting on in between. */
  lostAttempts: z.int().min(0),
  /** How far it was then: bytes of the input that checkpoints cover. */
  lostAt: z.int().min(0).optional(),
  progress: batchProgress,
  /** Where the rows that were kept apart are. */
  badRowsFile: batchFile.optional(),
  error: batchJobError.optional(),
})
export type BatchJobDocument = Readonly<z.infer<typeof batchJobDocument>>

/** Document `/workspaces/{workspace}/batchleftovers/{id of the job}`: files of a job that was deleted, which are to follow it. */
export const batchLeftover = z.strictObject({ jobId: machineLearningId, files: z.array(batchFile).min(1) })
export type BatchLeftover = Readonly<z.infer<typeof batchLeftover>>

/** Blocks in order: number of the first, and how many follow one another. */
export const blockRun = z.tuple([z.int().min(0), z.int().min(1)])
export type BlockRun = Readonly<z.infer<typeof blockRun>>

/** How far a part is: all before `offset` is in blocks that storage has acknowledged. */
export const batchCheckpoint = z.strictObject({
  offset: z.int().min(0),
  line: z.int().min(1),
  /** Chunks of the input before it. */
  chunk: z.int().min(0),
  rows: z.int().min(0),
  badRows: z.int().min(0),
  /** Output → blocks that hold its rows, in order. */
  blocks: z.record(z.string(), z.array(blockRun)),
  /** Blocks with rows that were kept apart. */
  badBlocks: z.array(blockRun),
})
export type BatchCheckpoint = Readonly<z.infer<typeof batchCheckpoint>>

/**
 * Document `/workspaces/{workspace}/batchjobs/{id}/parts/{index}`: a range of the input, cut on record boundaries, that one
 * worker scores. Ranges and chunks in them follow from the input alone, so every worker makes the same blocks.
 */
export const batchPartDocument = z.strictObject({
  jobId: machineLearningId,
  index: z.int().min(0),
  /** Bytes of the input, the end not among them. */
  start: z.int().min(0),
  end: z.int().min(0),
  /** Line at which it begins, from 1. */
  firstLine: z.int().min(1),
  /** Chunks of the input before it; blocks have the numbers of their chunks. */
  firstChunk: z.int().min(0),
  isLast: z.boolean(),
  state: z.enum(['waiting', 'finished']),
  checkpoint: batchCheckpoint,
  /** As with the job. */
  lostAttempts: z.int().min(0).default(0),
  lostAt: z.int().min(0).optional(),
  /** What it failed of, and the job with it. */
  error: batchJobError.optional(),
})
export type BatchPartDocument = Readonly<z.infer<typeof batchPartDocument>>
