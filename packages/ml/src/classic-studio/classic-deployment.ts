import { AppError, type PublicationDocument } from '@sluice/contracts'
import { loadPublication } from '../web-services/publishing/publication-record.ts'
import { readExperimentId } from './classic-experiments.ts'
import { type ClassicServices, defineClassicRoute } from './classic-route.ts'

/** How a publication stands, in the words that clients poll for. */
const toStatus = ({ id, state, result, error }: PublicationDocument) => ({
  ActivityId: id,
  WebServiceGroupId: result?.webServiceId ?? null,
  EndpointId: result?.endpointId ?? null,
  Status: { running: 'Running', succeeded: 'Completed', failed: 'Failed' }[state],
  ...(error === undefined ? {} : { Error: { Code: error.code, Message: error.message, Details: error.details } }),
})

/** The web service that was published from an experiment last. */
function publishedFrom(workspaceId: string, experimentId: string, { directory }: ClassicServices): string | undefined {
  return directory.webServices(workspaceId).findLast((one) => one.experimentId === experimentId)?.id
}

export const deployClassicWebService = defineClassicRoute({
  method: 'POST',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}/webservice',
  async handle({ workspaceId, actor, params, query }, services) {
    const experimentId = readExperimentId(params.experimentId)
    const isUpdate = query.get('updateExistingWebService')?.toLowerCase() === 'true'
    const webServiceId = isUpdate ? publishedFrom(workspaceId, experimentId, services) : undefined
    const publication = await services.publisher.start({ workspaceId, experimentId, actor, webServiceId })
    return { status: 200, body: toStatus(publication) }
  },
})

export const readClassicDeployment = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/experiments/{activityId}/webservice',
  async handle({ workspaceId, params }, { store }) {
    return { status: 200, body: toStatus(await loadPublication(store, workspaceId, params.activityId)) }
  },
})

export const exportClassicDefinition = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/experiments/{experimentId}/webservicedefinition',
  handle: () => {
    // Differs from the reference: such a definition could only be deployed to a service that has ended.
    throw new AppError('WebServiceDefinitionNotExported', {})
  },
})
