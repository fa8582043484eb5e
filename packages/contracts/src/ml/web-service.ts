import * as z from 'zod'
import { tableSchema } from './column-schema.ts'
import { experimentGraph } from './experiment-graph.ts'
import { machineLearningId } from './identifiers.ts'

/** How the text of a web-service parameter is read. */
export const webServiceParameterTypes = ['string', 'integer', 'number', 'boolean', 'json'] as const

/** What was published: all that a scorer is compiled from, fixed at that moment. */
export const webServiceDefinition = z.strictObject({
  graph: experimentGraph,
  inputs: z.array(z.strictObject({ name: z.string().min(1), schema: tableSchema })),
  /** `schema` is null where it depends on the rows. */
  outputs: z.array(z.strictObject({ name: z.string().min(1), schema: tableSchema.nullable() })).min(1),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      type: z.enum(webServiceParameterTypes),
      description: z.string().default(''),
      defaultValue: z.json().optional(),
    }),
  ),
})
export type WebServiceDefinition = Readonly<z.infer<typeof webServiceDefinition>>

/** Document `/workspaces/{workspace}/webservices/{id}`. @see reference: AzureML, 3.2 */
export const webServiceDocument = z.strictObject({
  id: machineLearningId,
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  experimentId: machineLearningId.optional(),
  defaultEndpointName: z.string().default('default'),
  /** The last one published; endpoints hold the one that they serve. */
  definition: webServiceDefinition,
})
export type WebServiceDocument = Readonly<z.infer<typeof webServiceDocument>>
