import * as z from 'zod'
import { experimentGraph } from './experiment-graph.ts'
import { machineLearningId } from './identifiers.ts'

/** Document `/workspaces/{workspace}/experiments/{id}`. */
export const experimentDocument = z.strictObject({
  id: machineLearningId,
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  updatedAt: z.string(),
  graph: experimentGraph,
})
export type ExperimentDocument = Readonly<z.infer<typeof experimentDocument>>
