import {
  type ExperimentGraph,
  endpointConcurrency,
  type WebServiceDocument,
  type WebServiceEndpointDocument,
} from '@sluice/contracts'
import type { ModuleDescriptions, SchemaContext } from '@sluice/dataflow'
import type { Clock, JsonObject, Secrets, Transaction } from '@sluice/platform'
import { describeWebService } from './describe-web-service.ts'
import { collectionOf, endpointKey, webServiceKey } from './document-keys.ts'
import { createEndpointKey, createMachineLearningId, type RandomBytes, sealSecret } from './endpoint-keys.ts'

export interface PublishServices {
  readonly modules: ModuleDescriptions
  readonly schemas: SchemaContext
  readonly secrets: Secrets
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

export interface PublishRequest {
  readonly workspaceId: string
  readonly name: string
  readonly description?: string
  readonly experimentId?: string
  readonly graph: ExperimentGraph
}

export interface Published {
  readonly webService: WebServiceDocument
  readonly endpoint: WebServiceEndpointDocument
  /** The only moment at which they are readable without the secret key. */
  readonly keys: { readonly primary: string; readonly secondary: string }
}

/** What the sealed keys of an endpoint are bound to. */
export const endpointKeyPurpose = (endpointId: string, key: 'primary' | 'secondary') => `endpoints/${endpointId}/${key}`

/**
 * Stores a new web service with its endpoint `default`.
 * @throws AppError `WebServicePackageInvalid` with every fault of the graph
 */
export async function publishWebService(
  transaction: Transaction,
  request: PublishRequest,
  services: PublishServices,
): Promise<Published> {
  const { secrets, clock, randomBytes } = services
  const definition = describeWebService(request.graph, services.modules, services.schemas)
  const now = new Date(clock.now()).toISOString()
  const webService: WebServiceDocument = {
    id: createMachineLearningId(randomBytes),
    name: request.name,
    description: request.description ?? '',
    createdAt: now,
    ...(request.experimentId === undefined ? {} : { experimentId: request.experimentId }),
    defaultEndpointName: 'default',
    definition,
  }
  const id = createMachineLearningId(randomBytes)
  const keys = { primary: createEndpointKey(randomBytes), secondary: createEndpointKey(randomBytes) }
  const primary = sealSecret(secrets, keys.primary, endpointKeyPurpose(id, 'primary'))
  const secondary = sealSecret(secrets, keys.secondary, endpointKeyPurpose(id, 'secondary'))
  const endpoint: WebServiceEndpointDocument = {
    id,
    name: webService.defaultEndpointName,
    description: '',
    createdAt: now,
    webServiceId: webService.id,
    version: now,
    throttleLevel: 'High',
    maxConcurrentCalls: endpointConcurrency.default,
    preventUpdate: false,
    isSampleDataEnabled: false,
    diagnosticsTraceLevel: 'None',
    primaryKeySealed: primary.sealed,
    secondaryKeySealed: secondary.sealed,
    primaryKeyHash: primary.hash,
    secondaryKeyHash: secondary.hash,
    definition,
  }
  await putDocument(transaction, webServiceKey(request.workspaceId, webService.id), webService)
  await putDocument(transaction, endpointKey(request.workspaceId, webService.id, endpoint.name), endpoint, {
    'machine-learning-endpoint': id,
  })
  return { webService, endpoint, keys }
}

export async function putDocument(
  transaction: Transaction,
  key: string,
  body: object,
  unique: Readonly<Record<string, string>> = {},
): Promise<void> {
  await transaction.put({ key, collection: collectionOf(key), body: body as JsonObject }, { unique })
}
