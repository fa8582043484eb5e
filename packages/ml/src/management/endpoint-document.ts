import { AppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { readWebServiceId, readWorkspaceId } from '../endpoints/score-address.ts'
import { hideSealed } from '../modules/secret-parameters.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { hostOf, schemeOf } from './base-url.ts'
import { createOpenApi } from './open-api.ts'
import { createSwagger, type SwaggerSubject } from './swagger.ts'

/** The endpoint that a help address names: by its id; a name is understood, too. @throws AppError `WebServiceNotFound`, `EndpointNotFound` */
export function findHelpEndpoint(
  target: { readonly workspace: string; readonly webService: string; readonly endpoint: string },
  directory: WebServiceDirectory,
): ServedEndpoint {
  const workspaceId = readWorkspaceId(target.workspace)
  const webServiceId = readWebServiceId(target.webService)
  const wanted = target.endpoint.toLowerCase()
  const byId = directory.endpointById(wanted)
  if (byId?.workspaceId === workspaceId && byId.document.webServiceId === webServiceId) return byId
  if (directory.endpointCount(workspaceId, webServiceId) === 0) throw new AppError('WebServiceNotFound', {})
  const endpoint = directory.endpoint(workspaceId, webServiceId, wanted)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: target.endpoint })
  return endpoint
}

/** The document of an endpoint for clients; readable without a key. */
export async function describeEndpoint(
  call: ServerCall,
  endpoint: ServedEndpoint,
  directory: WebServiceDirectory,
  format: 'swagger' | 'openapi',
): Promise<object> {
  const subject = await describeSubject(call, endpoint, directory)
  return format === 'swagger' ? createSwagger(subject) : createOpenApi(subject)
}

export async function describeSubject(
  call: ServerCall,
  endpoint: ServedEndpoint,
  directory: WebServiceDirectory,
): Promise<SwaggerSubject> {
  const { workspaceId, document, optionalColumns } = endpoint
  const webService = directory.webService(workspaceId, document.webServiceId)
  const { definition } = document
  // What is said of them belongs to the web service, not to what one endpoint serves.
  const described = webService?.definition ?? definition
  const { inputs, outputs } = await endpoint.scorer()
  const describe = <Port extends { readonly name: string }>(
    ports: readonly Port[],
    described: readonly { readonly name: string; readonly description: string }[],
  ) =>
    ports.map((port) => ({
      ...port,
      description: described.find(({ name }) => name === port.name)?.description ?? '',
    }))
  return {
    title: webService?.name ?? document.name,
    modelName: webService?.name ?? document.name,
    description: document.description || (webService?.description ?? ''),
    version: '2.0',
    host: hostOf(call),
    scheme: schemeOf(call),
    basePath: `/workspaces/${workspaceId}/services/${document.id}`,
    inputs: describe(inputs, described.inputs),
    outputs: describe(outputs, described.outputs),
    modelOutputs: definition.outputs.filter(({ kind }) => kind === 'model').map(({ name }) => name),
    parameters: describe(definition.parameters, described.parameters).map((parameter) => ({
      ...parameter,
      ...(parameter.defaultValue === undefined ? {} : { defaultValue: hideSealed(parameter.defaultValue) }),
    })),
    optionalColumns,
    sampleRows: document.isSampleDataEnabled ? (definition.sampleRows ?? {}) : {},
  }
}
