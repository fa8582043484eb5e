import * as z from 'zod'
import { datasetDocument } from './dataset.ts'
import { machineLearningId } from './identifiers.ts'
import { modelShape, transformationShape } from './port-shapes.ts'

const packed = {
  /** What the graph's parameters call it; another model may have taken its place since. */
  id: machineLearningId,
  /** As the management calls name it: `Census Model [trained model]`. */
  name: z.string().min(1),
  /** Key of the folder that holds its file. */
  artifact: z.string().min(1),
  byteCount: z.int().min(0),
}

/** Something saved that a web service works with, as it was when it was published: what happens to it later changes nothing. */
export const webServiceResource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('TrainedModel'), ...packed, shape: modelShape }),
  z.strictObject({ kind: z.literal('Transformation'), ...packed, shape: transformationShape }),
  z.strictObject({
    kind: z.literal('Dataset'),
    id: machineLearningId,
    name: z.string().min(1),
    dataset: datasetDocument,
  }),
])
export type WebServiceResource = Readonly<z.infer<typeof webServiceResource>>
