import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { describeSubject } from '../../management/endpoint-document.ts'
import { createHelpData } from '../../management/help/help-data.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findWebService } from './web-services.ts'

const samples = z.strictObject({ curl: z.string(), python: z.string(), csharp: z.string(), r: z.string() })
const calls = z.array(
  z.strictObject({
    title: z.string(),
    method: z.string(),
    uri: z.string(),
    requestBody: z.unknown(),
    responseStatus: z.string(),
    responseBody: z.unknown(),
    samples: samples.optional(),
  }),
)
const ports = z.array(
  z.strictObject({
    name: z.string(),
    description: z.string(),
    columns: z.array(z.strictObject({ name: z.string(), type: z.string(), isOptional: z.boolean() })),
  }),
)

export const readEndpointHelp = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints/{name}/help',
  tag: 'Endpoints',
  summary: 'Gives what the help pages of an endpoint are made of: calls, columns, parameters and sample code.',
  needs: 'read',
  answers: {
    200: z.strictObject({
      name: z.string(),
      description: z.string(),
      updatedAt: z.string(),
      baseUrl: z.string(),
      inputs: ports,
      outputs: ports,
      parameters: z.array(
        z.strictObject({
          name: z.string(),
          type: z.string(),
          description: z.string(),
          isRequired: z.boolean(),
          defaultValue: z.unknown(),
        }),
      ),
      score: calls,
      jobs: calls,
      update: z.strictObject({ resources: z.array(z.string()), calls }),
    }),
  },
  async handle({ workspaceId, params, call }, services) {
    const { id } = findWebService(workspaceId, params.webServiceId, services)
    const endpoint = services.directory.endpoint(workspaceId, id, params.name)
    if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: params.name })
    return { status: 200, body: createHelpData(endpoint, await describeSubject(call, endpoint, services.directory)) }
  },
})
