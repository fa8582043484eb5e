import type { ExperimentGraph } from '@sluice/contracts'
import type { ModuleDescriptions, SchemaContext } from '@sluice/dataflow'
import type { Transaction } from '@sluice/platform'
import { describeWebService } from './describe-web-service.ts'
import type { EndpointChangeServices } from './endpoint-changes.ts'
import { type Published, writePublication } from './write-publication.ts'

export interface PublishServices extends EndpointChangeServices {
  readonly modules: ModuleDescriptions
  readonly schemas: SchemaContext
}

export interface PublishRequest {
  readonly workspaceId: string
  readonly name: string
  readonly description?: string
  readonly experimentId?: string
  readonly graph: ExperimentGraph
}

/**
 * Stores a new web service of a graph that works with nothing saved, with its endpoint `default`.
 * @throws AppError `WebServicePackageInvalid` with every fault of the graph
 */
export function publishWebService(
  transaction: Transaction,
  { graph, ...publication }: PublishRequest,
  services: PublishServices,
): Promise<Published & { readonly keys: NonNullable<Published['keys']> }> {
  const definition = { ...describeWebService(graph, services.modules, services.schemas), resources: [] }
  // A new web service has new keys.
  return writePublication(transaction, { ...publication, definition }, services) as Promise<
    Published & { readonly keys: NonNullable<Published['keys']> }
  >
}
