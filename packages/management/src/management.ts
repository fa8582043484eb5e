import {
  AppError,
  type GatewayAnswer,
  gatewayAnswersPath,
  isAppError,
  snapshotStreamPath,
  traceLinkPath,
} from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import { Hono } from 'hono'
import { type AccessRoute, authorOf } from './access/access-route.ts'
import { type Credentials, createCredentials, type Identified } from './access/credentials.ts'
import { createGuessGuard } from './access/guess-guard.ts'
import { limitBody, maxAnonymousBytes } from './access/limit-body.ts'
import { readServiceOf } from './access/password-sign-in.ts'
import { type Actor, allows } from './access/roles.ts'
import { createAccessRoutes } from './access/routes/index.ts'
import { toErrorResponse } from './arm/error-answer.ts'
import { readJsonObject } from './arm/request-body.ts'
import { noGateway, type OwnGateway } from './console/own-gateway.ts'
import { createWebSocketRelay } from './console/web-socket-relay.ts'
import type { ManagementEnvironment } from './environment.ts'
import { endWhenRevoked } from './events/end-when-revoked.ts'
import { eventStreamType } from './events/event-stream.ts'
import { answerExportLink } from './exports/answer-export-link.ts'
import { purgeExpired } from './services/deleted-service.ts'
import { createOperationRunner } from './services/operation-runner.ts'
import type { ServiceAddresses } from './services/service-addresses.ts'
import { createServiceRouter, serviceNameOf } from './services/service-router.ts'
import { createSnapshotStream } from './snapshot/snapshot-stream.ts'
import { answerTraceLink } from './traces/answer-trace-link.ts'
import { usageBatches } from './usage/take-usage.ts'

export interface Management {
  /** Every path of this service with the role it asks for; what is not listed does not exist. */
  readonly routes: readonly Pick<AccessRoute, 'method' | 'path' | 'role'>[]
  /** Answers one request; never throws. */
  fetch(request: Request, peer: { readonly remoteAddress: string }): Promise<Response>
  /** Takes the offer of a page to change to a WebSocket that it has a ticket for. @returns false when it is no such offer */
  acceptWebSocket(call: ServerCall): boolean
  /** Ends the streams that gateways and pages follow, which would not end by themselves. */
  close(): void
  /** Goes on with what a former process left unfinished, and removes what was deleted long enough ago. */
  maintain(): Promise<void>
}

interface Bindings {
  readonly remoteAddress: string
  readonly requestId: string
}

/** The management API: the control plane of all instances of an installation. */
export function createManagement(
  environment: ManagementEnvironment,
  addresses: () => ServiceAddresses,
  ownGateway: OwnGateway = noGateway,
): Management {
  const { store, log, random, gateways } = environment
  const guard = createGuessGuard(environment.clock)
  const credentials = createCredentials(environment, guard)
  const operations = createOperationRunner(environment)
  const answerService = createServiceRouter(environment, addresses, operations)
  const closing = new AbortController()
  const webSocketRelay = createWebSocketRelay()
  const app = new Hono<{ Bindings: Bindings }>()

  const answerArm: AccessRoute['answer'] = (call) => {
    const { request, url, actor, requestId } = call
    const { actor: author } = authorOf(call)
    return answerService({ request, url, actor: author, role: actor?.role, confinedTo: actor?.service, requestId })
  }

  const routes: readonly AccessRoute[] = [
    { method: 'GET', path: '/', role: 'anonymous', answer: () => Response.json(description) },
    {
      method: 'GET',
      path: snapshotStreamPath,
      role: 'internal',
      answer({ url }) {
        const after = url.searchParams.get('after')
        const isNumber = after !== null && /^\d{1,15}$/.test(after)
        const stream = createSnapshotStream(store, {
          after: isNumber ? Number(after) : undefined,
          closing: closing.signal,
          gateways,
        })
        return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } })
      },
    },
    {
      method: 'POST',
      path: `${gatewayAnswersPath}/:id`,
      role: 'internal',
      async answer({ request, parameters }) {
        // Whoever has an internal token is a gateway of this installation, whose word is taken as it is.
        gateways.answer(parameters.id ?? '', (await readJsonObject(request)) as unknown as GatewayAnswer)
        return new Response(null, { status: 204 })
      },
    },
    usageBatches(environment),
    {
      method: 'GET',
      path: '/exports/:link',
      // Whoever has the link may read what it gives: the address holds a signature and the time until which it is good.
      role: 'anonymous',
      answer: ({ url }) => answerExportLink(environment, addresses(), url.pathname.slice('/exports/'.length)),
    },
    {
      method: 'GET',
      path: `${traceLinkPath}/:link`,
      // As above; gateways hand these links out.
      role: 'anonymous',
      answer: ({ parameters }) => answerTraceLink(environment, parameters.link ?? ''),
    },
    ...createAccessRoutes({ environment, credentials, guard, addresses, ownGateway, webSocketRelay }),
    { method: 'ALL', path: '/subscriptions/*', role: 'analyst', answer: answerArm },
    { method: 'GET', path: '/providers/*', role: 'analyst', answer: answerArm },
  ]
  for (const route of routes) {
    app.on(route.method, route.path, async (context) => {
      const request = context.req.raw
      const url = new URL(request.url)
      const { remoteAddress } = context.env
      const identified = await identify(route, { request, url, remoteAddress }, credentials.identify)
      const answer = await route.answer({
        request: identified === undefined ? limitBody(request, route.maxAnonymousBytes ?? maxAnonymousBytes) : request,
        url,
        parameters: context.req.param(),
        ...context.env,
        actor: identified?.actor,
        session: identified?.session,
      })
      if (identified === undefined || answer.headers.get('content-type') !== eventStreamType) return answer
      const isStillAllowed = async () => {
        try {
          const again = await identify(route, { request, url, remoteAddress }, credentials.identifyAgain)
          return again !== undefined && isSameActor(again.actor, identified.actor)
        } catch (error) {
          if (isAppError(error)) return false
          throw error
        }
      }
      return endWhenRevoked(answer, { store, log, isStillAllowed })
    })
  }

  /** @throws AppError `AuthenticationFailed`, `AuthorizationFailed` */
  async function identify(
    { role, isPersonal, isForInstallation }: AccessRoute,
    { request, url, remoteAddress }: { readonly request: Request; readonly url: URL; readonly remoteAddress: string },
    identifyRequest: Credentials['identify'],
  ): Promise<Identified | undefined> {
    if (role === 'anonymous' && isPersonal === undefined) return undefined
    const named = serviceNameOf(url)
    const service = named ?? (await readServiceOf(environment, url))
    const identified = await identifyRequest(request, remoteAddress, service)
    const actor = identified?.actor
    if (!allows(actor?.role, role))
      throw new AppError(actor === undefined ? 'AuthenticationFailed' : 'AuthorizationFailed', {})
    const isElsewhere = actor?.service !== undefined && named !== undefined && actor.service !== named
    if (isElsewhere || (isForInstallation === true && actor?.service !== undefined)) {
      throw new AppError('AuthorizationFailed', {})
    }
    return identified
  }
  app.notFound((context) => {
    throw new AppError('RouteNotFound', { path: context.req.path })
  })
  app.onError((error, context) => toErrorResponse(error, context.env.requestId, log))

  return {
    routes,
    async fetch(request, { remoteAddress }) {
      const requestId = random.guid()
      const response = await app.fetch(request, { remoteAddress, requestId })
      // Answers made elsewhere may have headers that cannot be changed.
      const answer = new Response(response.body, response)
      answer.headers.set('x-ms-request-id', requestId)
      answer.headers.set('Cache-Control', 'no-store')
      return answer
    },
    async maintain() {
      await operations.resume()
      await purgeExpired(environment)
    },
    acceptWebSocket: (call) => webSocketRelay.accept(call),
    close() {
      webSocketRelay.close()
      operations.close()
      credentials.close()
      environment.changes.close()
      closing.abort()
    },
  }
}

const isSameActor = (one: Actor, other: Actor): boolean =>
  one.subject === other.subject && one.role === other.role && one.service === other.service

const description = {
  product: 'Sluice',
  service: 'management',
  api: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.ApiManagement/service',
  authentication: 'Authorization: Bearer, with a token of `npx sluice token` or of POST /api/sign-in',
}
