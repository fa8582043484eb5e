import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'

/** What publishing does, in this order. */
export const publicationSteps = ['check', 'run', 'collect', 'compile', 'test', 'write'] as const
export type PublicationStepName = (typeof publicationSteps)[number]

const fault = z.strictObject({ code: z.string(), target: z.string(), message: z.string() })
const moment = z.string()

export const publicationStep = z.strictObject({
  name: z.enum(publicationSteps),
  /** `warned`: went on in spite of what `message` says. */
  state: z.enum(['waiting', 'running', 'succeeded', 'skipped', 'warned', 'failed']),
  startedAt: moment.optional(),
  endedAt: moment.optional(),
  /** From 0 to 1, while it is known. */
  progress: z.number().min(0).max(1).optional(),
  message: z.string().optional(),
})
export type PublicationStep = Readonly<z.infer<typeof publicationStep>>

/** Document `/workspaces/{workspace}/publications/{id}`: an experiment on its way to a web service. */
export const publicationDocument = z.strictObject({
  id: machineLearningId,
  experimentId: machineLearningId,
  /** Of the web service. */
  name: z.string(),
  state: z.enum(['running', 'succeeded', 'failed']),
  steps: z.array(publicationStep),
  createdAt: moment,
  endedAt: moment.optional(),
  /** Why it failed. */
  error: z.strictObject({ code: z.string(), message: z.string(), details: z.array(fault) }).optional(),
  /** What came of it. */
  result: z
    .strictObject({
      webServiceId: machineLearningId,
      endpointId: machineLearningId,
      endpointName: z.string(),
      /** False: an existing web service was published anew. */
      isNew: z.boolean(),
    })
    .optional(),
})
export type PublicationDocument = Readonly<z.infer<typeof publicationDocument>>
