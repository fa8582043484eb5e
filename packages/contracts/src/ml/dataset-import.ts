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

const givenSource = [
  z.strictObject({ kind: z.literal('upload'), uploadId: machineLearningId }),
  z.strictObject({ kind: z.literal('address'), address: z.url({ protocol: /^https?$/ }) }),
] as const

const requestOf = <Source extends z.ZodType>(source: Source) =>
  z.strictObject({
    name: savedName,
    description: z.string().max(4000).default(''),
    /** Id of any version of the dataset that gets a new one; `name` must be that dataset's name. */
    newVersionOf: machineLearningId.optional(),
    source,
    options: readOptions.default({}),
    /** More rows than these that cannot be read make the import fail. */
    maxBadRows: z.int().min(0).max(1_000_000).default(10_000),
  })

/** A dataset to be made of a file, as it is asked for. */
export const datasetImportRequest = requestOf(z.discriminatedUnion('kind', givenSource))

/** The same, or one of the program's own samples. */
const keptRequest = requestOf(
  z.discriminatedUnion('kind', [
    ...givenSource,
    z.strictObject({ kind: z.literal('sample'), file: z.string().regex(/^[a-z-]+\.csv$/) }),
  ]),
)
export type DatasetImportRequest = Readonly<z.infer<typeof keptRequest>>

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
  request: keptRequest,
})
export type DatasetImportDocument = Readonly<z.infer<typeof datasetImportDocument>>
