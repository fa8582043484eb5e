import { AppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { readWebServiceId, readWorkspaceId } from '../endpoints/score-address.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { hostOf, schemeOf } from './base-url.ts'
import { createSwagger } from './swagger.ts'

/** `swagger.json` below a scoring address; readable without a key. @throws AppError `WebServiceIdInvalid`, `WebServiceNotFound`, … */
export function readSwaggerByService(
  call: ServerCall,
  target: { readonly workspace: string; readonly service: string },
  directory: WebServiceDirectory,
): object {
  const workspaceId = readWorkspaceId(target.workspace)
  const endpoint = directory.endpointById(readWebServiceId(target.service))
  if (endpoint?.workspaceId !== workspaceId) throw new AppError('WebServiceNotFound', {})
  return describeEndpoint(call, endpoint, directory)
}

/** `apidocument` below a help address, which names the endpoint by its id; a name is understood, too. */
export function readSwaggerByEndpoint(
  call: ServerCall,
  target: { readonly workspace: string; readonly webService: string; readonly endpoint: string },
  directory: WebServiceDirectory,
): object {
  const workspaceId = readWorkspaceId(target.workspace)
  const webServiceId = readWebServiceId(target.webService)
  const wanted = target.endpoint.toLowerCase()
  const endpoints = directory.endpoints(workspaceId, webServiceId)
  if (endpoints.length === 0) throw new AppError('WebServiceNotFound', {})
  const endpoint = endpoints.find(({ document }) => document.id === wanted || document.name === wanted)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: target.endpoint })
  return describeEndpoint(call, endpoint, directory)
}

async function describeEndpoint(
  call: ServerCall,
  endpoint: ServedEndpoint,
  directory: WebServiceDirectory,
): Promise<object> {
  const { workspaceId, document } = endpoint
  const webService = directory.webServices(workspaceId).find(({ id }) => id === document.webServiceId)
  const scorer = await endpoint.scorer()
  return createSwagger({
    title: webService?.name ?? document.name,
    description: document.description || (webService?.description ?? ''),
    version: '2.0',
    host: hostOf(call),
    scheme: schemeOf(call),
    basePath: `/workspaces/${workspaceId}/services/${document.id}`,
    inputs: scorer.inputs,
    outputs: scorer.outputs,
    parameters: document.definition.parameters,
  })
}
