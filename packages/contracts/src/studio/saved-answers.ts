import * as z from 'zod'
import { modelShape, transformationShape } from '../ml/port-shapes.ts'

const common = {
  id: z.string(),
  familyId: z.string().describe('Shared by all versions'),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  byteCount: z.int(),
  experimentId: z.string().nullable(),
  runId: z.string().nullable(),
}

export const trainedModelAnswer = z.strictObject({ ...common, shape: modelShape })
export type TrainedModelAnswer = Readonly<z.infer<typeof trainedModelAnswer>>

export const transformAnswer = z.strictObject({ ...common, shape: transformationShape })
export type TransformAnswer = Readonly<z.infer<typeof transformAnswer>>
