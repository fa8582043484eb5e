import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'
import { modelShape, transformationShape } from './port-shapes.ts'

const savedArtifact = {
  id: machineLearningId,
  /** Shared by all versions of one thing. */
  familyId: machineLearningId,
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  /** Key of the folder that holds its file. */
  artifact: z.string().min(1),
  byteCount: z.int().min(0),
  /** Where it was saved from. */
  experimentId: machineLearningId.optional(),
  runId: machineLearningId.optional(),
}

/** Document `/workspaces/{workspace}/trainedmodels/{id}`. */
export const trainedModelDocument = z.strictObject({ ...savedArtifact, shape: modelShape })
export type TrainedModelDocument = Readonly<z.infer<typeof trainedModelDocument>>

/** Document `/workspaces/{workspace}/transforms/{id}`. */
export const transformDocument = z.strictObject({ ...savedArtifact, shape: transformationShape })
export type TransformDocument = Readonly<z.infer<typeof transformDocument>>
