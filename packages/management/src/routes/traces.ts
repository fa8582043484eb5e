import { AppError, duration, toSeconds } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import * as z from 'zod'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { parseContract } from '../arm/faults.ts'
import { toKey, toRelativePath } from '../arm/identity.ts'
import { readJsonObject } from '../arm/request-body.ts'
import { authorOf } from '../arm/resource-request.ts'
import { splitApiName } from '../resources/apis/api-names.ts'
import { invalidateDebugTokens, makeDebugToken } from '../traces/debug-credentials.ts'
import { findTrace, listTraces } from '../traces/find-trace.ts'

const longestSeconds = 3600

const credentials = z.object({
  apiId: z.string().min(1),
  purposes: z.array(z.enum(['tracing'])).min(1),
  credentialsExpireAfter: duration
    .refine((text) => {
      const seconds = toSeconds(text) ?? 0
      return seconds >= 1 && seconds <= longestSeconds
    }, 'must be from PT1S to PT1H')
    .nullable()
    .optional(),
})
const traceQuestion = z.object({ traceId: z.string().min(1) })

/** @see reference: API Management, 2.9 */
export const traceRoutes = [
  defineRoute({
    path: '/gateways/{gatewayId}/listDebugCredentials',
    method: 'POST',
    access: 'publisher',
    summary: 'Makes a token with which calls of one API are traced, for at most an hour',
    async answer(context) {
      assertManaged(context)
      const { environment, service, request } = context
      const { apiId, credentialsExpireAfter } = parseContract(credentials, await readJsonObject(request), '')
      const api = await readApi(context, apiId)
      const lifetimeSeconds = toSeconds(credentialsExpireAfter ?? 'PT1H') ?? longestSeconds
      return { token: await makeDebugToken(environment, service.name, { api, lifetimeSeconds }) }
    },
  }),
  defineRoute({
    path: '/gateways/{gatewayId}/invalidateDebugCredentials',
    method: 'POST',
    access: 'publisher',
    summary: 'Makes every token for tracing invalid that there is',
    async answer(context) {
      assertManaged(context)
      await invalidateDebugTokens(context.environment, context.service.name, authorOf(context))
      return undefined
    },
  }),
  defineRoute({
    path: '/gateways/{gatewayId}/listTrace',
    method: 'POST',
    access: 'publisher',
    summary: 'The trace of one call, with every step',
    async answer(context) {
      assertManaged(context)
      const { traceId } = parseContract(traceQuestion, await readJsonObject(context.request), '')
      return readTrace(context, traceId)
    },
  }),
  // Not part of the compatible service, which cannot tell what was traced.
  defineRoute({
    path: '/traces',
    method: 'GET',
    access: 'publisher',
    summary: 'The last calls that were traced, of all APIs or the one of the query parameter apiId',
    async answer({ environment, service, url }) {
      const all = await listTraces(environment.gateways, service.name)
      const api = url.searchParams.get('apiId')?.toLowerCase()
      const isWanted = (apiId: string | undefined) =>
        api === undefined || (apiId !== undefined && splitApiName(apiId.toLowerCase()).name === api)
      const value = all.filter(({ apiId }) => isWanted(apiId))
      // A list of plain data, as it came over the wire.
      return { value, count: value.length } as unknown as JsonObject
    },
  }),
  defineRoute({
    path: '/traces/{traceId}',
    method: 'GET',
    access: 'publisher',
    summary: 'The trace of one call, with every step',
    answer: (context) => readTrace(context, context.identifiers.traceId ?? ''),
  }),
] as const

/** The compatible service calls the gateways of the cloud so; here all of them are meant. */
function assertManaged({ identifiers: { gatewayId = '' } }: RouteContext): void {
  if (gatewayId.toLowerCase() !== 'managed') throw new AppError('ResourceNotFound', { kind: 'Gateway' })
}

async function readTrace({ environment, service }: RouteContext, traceId: string): Promise<JsonObject> {
  return (await findTrace(environment.gateways, service.name, traceId)) as unknown as JsonObject
}

/** @returns the identifier without revision @throws AppError `ResourceNotFound` */
async function readApi({ environment, service }: RouteContext, apiId: string): Promise<string> {
  const path = apiId.includes('/') ? toRelativePath(apiId, service) : `/apis/${apiId}`
  const id = /^\/apis\/([^/]+)$/i.exec(path ?? '')?.[1]
  if (id === undefined) throw new AppError('ResourceNotFound', { kind: 'Api' })
  const { name } = splitApiName(id)
  const document = await environment.store.get(toKey(service.name, `/apis/${name}`))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Api' })
  return name
}
