import { AppError, endpointHelpAnswer } from '@sluice/contracts'
import { describeSubject } from '../../management/endpoint-document.ts'
import { createHelpData } from '../../management/help/help-data.ts'
import { helpErrors } from '../../management/help/help-errors.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findWebService } from './web-services.ts'

export const readEndpointHelp = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints/{name}/help',
  tag: 'Endpoints',
  summary: 'Gives what the help pages of an endpoint are made of: calls, columns, parameters, errors and sample code.',
  needs: 'read',
  answers: { 200: endpointHelpAnswer },
  async handle({ workspaceId, params, call }, services) {
    const { id } = findWebService(workspaceId, params.webServiceId, services)
    const endpoint = services.directory.endpoint(workspaceId, id, params.name)
    if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: params.name })
    const data = createHelpData(endpoint, await describeSubject(call, endpoint, services.directory))
    return { status: 200, body: { ...data, errors: helpErrors } }
  },
})
