import * as z from 'zod'
import { tableSchema } from '../ml/column-schema.ts'
import { webServiceDocument } from '../ml/web-service.ts'

const port = z.strictObject({
  name: z.string(),
  schema: tableSchema.nullable().describe('Null where it depends on the rows, and of models.'),
  description: z.string(),
})

export const webServiceAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  experimentId: z.string().nullable(),
  isLabelOptional: z.boolean(),
  /** It gives a trained model: for batch execution only. */
  isBatchOnly: z.boolean(),
  defaultEndpointName: z.string(),
  defaultEndpointId: z.string().nullable(),
  endpointCount: z.int(),
})
export type WebServiceAnswer = Readonly<z.infer<typeof webServiceAnswer>>

export const webServiceDetailsAnswer = webServiceAnswer.extend({
  inputs: z.array(port),
  outputs: z.array(port.extend({ kind: z.enum(['table', 'model']) })),
  parameters: webServiceDocument.shape.definition.shape.parameters,
  labelColumns: z.array(z.string()).describe('What calls may leave out where that is set.'),
  resources: z.array(z.strictObject({ name: z.string(), kind: z.enum(['TrainedModel', 'Transformation', 'Dataset']) })),
})
export type WebServiceDetailsAnswer = Readonly<z.infer<typeof webServiceDetailsAnswer>>
