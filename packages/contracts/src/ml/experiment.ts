import * as z from 'zod'
import { experimentGraph } from './experiment-graph.ts'
import { machineLearningId } from './identifiers.ts'

export const experimentName = z.string().trim().min(1).max(260)
export const experimentDescription = z.string().max(4000)

/** Document `/workspaces/{workspace}/experiments/{id}`. */
export const experimentDocument = z.strictObject({
  id: machineLearningId,
  name: z.string().min(1).max(260),
  description: experimentDescription.default(''),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Who made it, and who saved it last, as far as their tokens told. */
  author: z.string().default(''),
  updatedBy: z.string().default(''),
  /** Number of the version that holds this graph; 0 where none was kept, in documents of earlier programs. */
  version: z.int().min(0).default(0),
  /** A draft: it may have faults. */
  graph: experimentGraph,
})
export type ExperimentDocument = Readonly<z.infer<typeof experimentDocument>>

/** Document `/workspaces/{workspace}/experiments/{id}/versions/{number}`: the graph as it was saved. */
export const experimentVersionDocument = z.strictObject({
  number: z.int().min(1),
  /** Saves of one author that follow each other closely are one version: the first and the last of them. */
  firstSavedAt: z.string(),
  savedAt: z.string(),
  author: z.string(),
  /** It was run, restored or published: later saves begin another version, and it is not thinned out. */
  isKept: z.boolean(),
  /** Version that it was restored from. */
  restoredFrom: z.int().min(1).optional(),
  graph: experimentGraph,
})
export type ExperimentVersionDocument = Readonly<z.infer<typeof experimentVersionDocument>>
