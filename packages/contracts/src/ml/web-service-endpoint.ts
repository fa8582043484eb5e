import * as z from 'zod'
import { machineLearningId } from './identifiers.ts'
import { webServiceDefinition } from './web-service.ts'

/** Concurrent calls of an endpoint. @see reference: AzureML, 1.10 and 3.3 */
export const endpointConcurrency = { low: 4, default: 20, maximum: 200 } as const

/** Name of an endpoint. @see reference: AzureML, 3.3 */
export const endpointName = z.string().regex(/^[a-z0-9]{1,24}$/, 'must be 1 to 24 lower-case letters and digits')

/** Document `/workspaces/{workspace}/webservices/{webService}/endpoints/{name}`. The keys are sealed. */
export const webServiceEndpointDocument = z.strictObject({
  /** What a scoring address carries; not the id of the web service. */
  id: machineLearningId,
  name: endpointName,
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  webServiceId: machineLearningId,
  /** When `definition` was taken over, ISO 8601, UTC. */
  version: z.string(),
  throttleLevel: z.enum(['Low', 'High']).default('High'),
  maxConcurrentCalls: z.int().min(1).max(endpointConcurrency.maximum).default(endpointConcurrency.default),
  preventUpdate: z.boolean().default(false),
  isSampleDataEnabled: z.boolean().default(false),
  /** The label column may be left out of calls, and is missing in what comes back. */
  isLabelOptional: z.boolean().default(false),
  diagnosticsTraceLevel: z.enum(['None', 'Error', 'All']).default('None'),
  primaryKeySealed: z.string(),
  secondaryKeySealed: z.string(),
  primaryKeyHash: z.string(),
  secondaryKeyHash: z.string(),
  definition: webServiceDefinition,
})
export type WebServiceEndpointDocument = Readonly<z.infer<typeof webServiceEndpointDocument>>
