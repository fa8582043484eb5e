import { AppError, testCallAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { createRequestReader } from '../../endpoints/read-request.ts'
import { writeReply } from '../../endpoints/write-reply.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findWebService } from './web-services.ts'

/** What the studio's Test button sends: the same as a call with a key, which the page need not know. */
export const testEndpoint = defineStudioRoute({
  method: 'POST',
  path: '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints/{name}/test',
  tag: 'Endpoints',
  summary: 'Scores rows as a request-response call with details would.',
  needs: 'read',
  body: z.strictObject({
    Inputs: z.record(z.string(), z.unknown()).optional(),
    GlobalParameters: z.record(z.string(), z.unknown()).optional(),
  }),
  answers: { 200: testCallAnswer },
  async handle({ workspaceId, params, body }, services) {
    const { id } = findWebService(workspaceId, params.webServiceId, services)
    const endpoint = services.directory.endpoint(workspaceId, id, params.name)
    if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: params.name })
    const scorer = await endpoint.scorer()
    const begun = services.clock.monotonic()
    const { tables, parameters } = createRequestReader(scorer.inputs, endpoint.optionalColumns)(body)
    const reply = writeReply(await scorer.score(tables, parameters), { asObjects: false, withDetails: true })
    return { status: 200, body: { ...JSON.parse(reply), durationMs: services.clock.monotonic() - begun } }
  },
})
