import * as z from 'zod'
import { tableSchema } from './column-schema.ts'
import { storedCell } from './dataset.ts'
import { experimentGraph } from './experiment-graph.ts'
import { machineLearningId } from './identifiers.ts'
import { webServiceResource } from './web-service-resource.ts'

/** How the text of a web-service parameter is read. */
export const webServiceParameterTypes = ['string', 'integer', 'number', 'boolean', 'json'] as const

/** What was published: all that a scorer is compiled from, fixed at that moment. */
export const webServiceDefinition = z.strictObject({
  graph: experimentGraph,
  inputs: z.array(
    z.strictObject({ name: z.string().min(1), schema: tableSchema, description: z.string().max(4000).default('') }),
  ),
  outputs: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** A web service that gives a model retrains it: it is for batch execution only. */
        kind: z.enum(['table', 'model']).default('table'),
        /** Null where it depends on the rows, and of models. */
        schema: tableSchema.nullable(),
        description: z.string().max(4000).default(''),
      }),
    )
    .min(1),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      type: z.enum(webServiceParameterTypes),
      description: z.string().default(''),
      defaultValue: z.json().optional(),
    }),
  ),
  /** Input → a row as it was in the experiment, for help pages whose endpoint shows sample data. */
  sampleRows: z.record(z.string(), z.record(z.string(), storedCell)).optional(),
  /** Absent in documents of earlier programs, which look things up in the workspace. */
  resources: z.array(webServiceResource).optional(),
})
export type WebServiceDefinition = Readonly<z.infer<typeof webServiceDefinition>>

/** Document `/workspaces/{workspace}/webservices/{id}`. @see reference: AzureML, 3.2 */
export const webServiceDocument = z.strictObject({
  id: machineLearningId,
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  experimentId: machineLearningId.optional(),
  /** When `definition` was published last; absent = never again since it was created. */
  updatedAt: z.string().optional(),
  /** Whether endpoints that are made from now on take rows without the label column. */
  isLabelOptional: z.boolean().default(false),
  defaultEndpointName: z.string().default('default'),
  /** The last one published; endpoints hold the one that they serve. */
  definition: webServiceDefinition,
})
export type WebServiceDocument = Readonly<z.infer<typeof webServiceDocument>>
