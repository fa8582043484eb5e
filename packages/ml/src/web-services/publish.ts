import type { ExperimentGraph, WebServiceDocument, WebServiceEndpointDocument } from '@sluice/contracts'
import type { ModuleDescriptions, SchemaContext } from '@sluice/dataflow'
import type { Clock, Secrets, Transaction } from '@sluice/platform'
import { describeWebService } from './describe-web-service.ts'
import { webServiceKey } from './document-keys.ts'
import { createEndpointDocument, putEndpoint } from './endpoint-changes.ts'
import { createMachineLearningId, type RandomBytes } from './endpoint-keys.ts'
import { putDocument } from './put-document.ts'

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

/**
 * Stores a new web service with its endpoint `default`.
 * @throws AppError `WebServicePackageInvalid` with every fault of the graph
 */
export async function publishWebService(
  transaction: Transaction,
  request: PublishRequest,
  services: PublishServices,
): Promise<Published> {
  const { clock, randomBytes } = services
  const definition = describeWebService(request.graph, services.modules, services.schemas)
  const now = new Date(clock.now()).toISOString()
  const webService: WebServiceDocument = {
    id: createMachineLearningId(randomBytes),
    name: request.name,
    description: request.description ?? '',
    createdAt: now,
    ...(request.experimentId === undefined ? {} : { experimentId: request.experimentId }),
    isLabelOptional: false,
    defaultEndpointName: 'default',
    definition,
  }
  const { endpoint, keys } = createEndpointDocument(webService, webService.defaultEndpointName, {}, services)
  await putDocument(transaction, webServiceKey(request.workspaceId, webService.id), webService)
  await putEndpoint(transaction, request.workspaceId, endpoint)
  return { webService, endpoint, keys }
}
