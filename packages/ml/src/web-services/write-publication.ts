import type { WebServiceDefinition, WebServiceDocument, WebServiceEndpointDocument } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import { endpointKey, webServiceKey } from './document-keys.ts'
import {
  createEndpointDocument,
  type EndpointChangeServices,
  loadEndpoint,
  loadWebService,
  putEndpoint,
} from './endpoint-changes.ts'
import { createMachineLearningId } from './endpoint-keys.ts'
import { putDocument } from './put-document.ts'

export interface Publication {
  readonly workspaceId: string
  readonly name: string
  readonly description?: string | undefined
  readonly experimentId?: string | undefined
  /** Whether its endpoints take rows without the label column; default: as before, else false. */
  readonly isLabelOptional?: boolean | undefined
  readonly definition: WebServiceDefinition
  /** The web service that is published anew; undefined = a new one. */
  readonly webServiceId?: string | undefined
}

export interface Published {
  readonly webService: WebServiceDocument
  readonly endpoint: WebServiceEndpointDocument
  /** Of an endpoint that was made just now: the only moment at which they are readable without the secret key. */
  readonly keys: { readonly primary: string; readonly secondary: string } | undefined
}

/**
 * Stores a new web service with its endpoint `default`, or gives one that is there a new definition: its default
 * endpoint serves it at once, others after a refresh.
 * @throws AppError `WebServiceNotFound`
 */
export const writePublication = (
  transaction: Transaction,
  publication: Publication,
  services: EndpointChangeServices,
): Promise<Published> =>
  publication.webServiceId === undefined
    ? writeNew(transaction, publication, services)
    : overwrite(transaction, { ...publication, webServiceId: publication.webServiceId }, services)

async function writeNew(
  transaction: Transaction,
  publication: Publication,
  services: EndpointChangeServices,
): Promise<Published> {
  const { workspaceId, definition, experimentId } = publication
  const webService: WebServiceDocument = {
    id: createMachineLearningId(services.randomBytes),
    name: publication.name,
    description: publication.description ?? '',
    createdAt: new Date(services.clock.now()).toISOString(),
    ...(experimentId === undefined ? {} : { experimentId }),
    isLabelOptional: publication.isLabelOptional ?? false,
    defaultEndpointName: 'default',
    definition,
  }
  await putDocument(transaction, webServiceKey(workspaceId, webService.id), webService)
  return { webService, ...(await writeDefaultEndpoint(transaction, workspaceId, webService, services)) }
}

async function overwrite(
  transaction: Transaction,
  publication: Publication & { readonly webServiceId: string },
  services: EndpointChangeServices,
): Promise<Published> {
  const { workspaceId, webServiceId, experimentId } = publication
  const now = new Date(services.clock.now()).toISOString()
  const before = await loadWebService(transaction, { workspaceId, webServiceId })
  const definition = withDescriptionsOf(before.definition, publication.definition)
  const webService: WebServiceDocument = {
    ...before,
    name: publication.name,
    description: publication.description ?? before.description,
    updatedAt: now,
    ...(experimentId === undefined ? {} : { experimentId }),
    isLabelOptional: publication.isLabelOptional ?? before.isLabelOptional,
    definition,
  }
  await putDocument(transaction, webServiceKey(workspaceId, webServiceId), webService)
  const name = webService.defaultEndpointName
  if ((await transaction.get(endpointKey(workspaceId, webServiceId, name))) === undefined) {
    return { webService, ...(await writeDefaultEndpoint(transaction, workspaceId, webService, services)) }
  }
  const endpoint: WebServiceEndpointDocument = {
    ...(await loadEndpoint(transaction, { workspaceId, webServiceId, name })),
    version: now,
    definition,
    isLabelOptional: webService.isLabelOptional,
  }
  await putEndpoint(transaction, workspaceId, endpoint)
  return { webService, endpoint, keys: undefined }
}

async function writeDefaultEndpoint(
  transaction: Transaction,
  workspaceId: string,
  webService: WebServiceDocument,
  services: EndpointChangeServices,
): Promise<Pick<Published, 'endpoint' | 'keys'>> {
  const made = createEndpointDocument(webService, webService.defaultEndpointName, {}, services)
  await putEndpoint(transaction, workspaceId, made.endpoint)
  return made
}

/** What was written about inputs, outputs and parameters is not lost when they are published again. */
function withDescriptionsOf(before: WebServiceDefinition, definition: WebServiceDefinition): WebServiceDefinition {
  const describe = <Part extends { readonly name: string; readonly description: string }>(
    parts: readonly Part[],
    known: readonly Part[],
  ): Part[] =>
    parts.map((part) => {
      const description = known.find(({ name }) => name === part.name)?.description ?? ''
      return part.description === '' ? { ...part, description } : part
    })
  return {
    ...definition,
    inputs: describe(definition.inputs, before.inputs),
    outputs: describe(definition.outputs, before.outputs),
    parameters: describe(definition.parameters, before.parameters),
  }
}
