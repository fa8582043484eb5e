import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'
import { readOptions } from './read-options.ts'

/** A name as users give it: no control characters, nothing around it. */
export const savedName = z
  .string()
  .trim()
  .min(1)
  .max(260)
  .regex(/^\P{Cc}*$/u, 'must hold no control characters')

export const importStates = ['queued', 'running', 'completed', 'failed', 'canceled'] as const

/** A dataset to be made of a file. */
export const datasetImportRequest = z.strictObject({
  name: savedName,
  description: z.string().max(4000).default(''),
  /** Id of any version of the dataset that gets a new one; `name` must be that dataset's name. */
  newVersionOf: machineLearningId.optional(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('upload'), uploadId: machineLearningId }),
    z.strictObject({ kind: z.literal('address'), address: z.url({ protocol: /^https?$/ }) }),
  ]),
  options: readOptions.default({}),
  /** More rows than these that cannot be read make the import fail. */
  maxBadRows: z.int().min(0).max(1_000_000).default(10_000),
})
export type DatasetImportRequest = Readonly<z.infer<typeof datasetImportRequest>>

/** Document `/workspaces/{workspace}/datasetimports/{id}`. */
export const datasetImportDocument = z.strictObject({
  id: machineLearningId,
  /** Of the dataset that is being made. */
  datasetId: machineLearningId,
  owner: z.string(),
  createdAt: z.string(),
  state: z.enum(importStates),
  /** How often it was begun: it is begun again after a kill. */
  attempts: z.int().min(0),
  finishedAt: z.string().optional(),
  error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  request: datasetImportRequest,
})
export type DatasetImportDocument = Readonly<z.infer<typeof datasetImportDocument>>
