import { AppError, type GatewayAnswer, gatewayAnswersPath, snapshotStreamPath } from '@sluice/contracts'
import { Hono } from 'hono'
import { authenticate } from './access/authenticate.ts'
import type { RequiredRole, Role } from './access/roles.ts'
import { createSignIn } from './access/sign-in.ts'
import { toErrorResponse } from './arm/error-answer.ts'
import { readJsonObject } from './arm/request-body.ts'
import type { ManagementEnvironment } from './environment.ts'
import { answerExportLink } from './exports/answer-export-link.ts'
import { createServiceRouter } from './services/service-router.ts'
import type { ServiceAddresses } from './services/to-service-view.ts'
import { createSnapshotStream } from './snapshot/snapshot-stream.ts'

export interface Management {
  /** Answers one request; never throws. */
  fetch(request: Request, peer: { readonly remoteAddress: string }): Promise<Response>
  /** Ends the streams that gateways follow, which would not end by themselves. */
  close(): void
}

interface ManagementRoute {
  readonly method: 'GET' | 'POST' | 'ALL'
  readonly path: string
  readonly role: RequiredRole
}

/** Every path of this service with the role it asks for; what is not listed does not exist. */
export const managementRoutes = [
  { method: 'GET', path: '/', role: 'anonymous' },
  { method: 'POST', path: '/api/sign-in', role: 'anonymous' },
  // Whoever has the link may read what it gives: the address holds a signature and the time until which it is good.
  { method: 'GET', path: '/exports/:link', role: 'anonymous' },
  { method: 'GET', path: snapshotStreamPath, role: 'internal' },
  { method: 'POST', path: `${gatewayAnswersPath}/:id`, role: 'internal' },
  { method: 'ALL', path: '/subscriptions/*', role: 'analyst' },
] as const satisfies readonly ManagementRoute[]

interface Caller {
  /** Subject of the token; `anonymous` where none is asked for. */
  readonly actor: string
  readonly role: Role | undefined
  readonly requestId: string
  readonly remoteAddress: string
}

/** The management API: the control plane of all instances of an installation. */
export function createManagement(environment: ManagementEnvironment, addresses: () => ServiceAddresses): Management {
  const { store, tokens, log, random, gateways } = environment
  const signIn = createSignIn(environment)
  const answerService = createServiceRouter(environment, addresses)
  const closing = new AbortController()
  const app = new Hono<{ Bindings: { remoteAddress: string; requestId: string } }>()

  const answers: Record<
    (typeof managementRoutes)[number]['path'],
    (request: Request, caller: Caller) => Response | Promise<Response>
  > = {
    '/': () =>
      Response.json({
        product: 'Sluice',
        service: 'management',
        api: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.ApiManagement/service',
        authentication: 'Authorization: Bearer, with a token of `npx sluice token` or of POST /api/sign-in',
      }),
    '/api/sign-in': (request, { remoteAddress }) => signIn(request, remoteAddress),
    '/exports/:link': (request) =>
      answerExportLink(environment, addresses(), new URL(request.url).pathname.slice('/exports/'.length)),
    [snapshotStreamPath]: (request) => {
      const after = new URL(request.url).searchParams.get('after')
      const isNumber = after !== null && /^\d{1,15}$/.test(after)
      const stream = createSnapshotStream(store, {
        after: isNumber ? Number(after) : undefined,
        closing: closing.signal,
        gateways,
      })
      return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } })
    },
    [`${gatewayAnswersPath}/:id`]: async (request) => {
      const id = new URL(request.url).pathname.split('/').at(-1) ?? ''
      // Whoever has an internal token is a gateway of this installation, whose word is taken as it is.
      gateways.answer(id, (await readJsonObject(request)) as unknown as GatewayAnswer)
      return new Response(null, { status: 204 })
    },
    '/subscriptions/*': (request, { actor, role, requestId }) =>
      answerService({ request, url: new URL(request.url), actor, role, requestId }),
  }
  for (const { method, path, role } of managementRoutes) {
    app.on(method, path, async (context) => {
      const request = context.req.raw
      const identity = role === 'anonymous' ? undefined : await authenticate(request, tokens, role)
      return answers[path](request, { ...context.env, actor: identity?.subject ?? 'anonymous', role: identity?.role })
    })
  }
  app.notFound((context) => {
    throw new AppError('RouteNotFound', { path: context.req.path })
  })
  app.onError((error, context) => toErrorResponse(error, context.env.requestId, log))

  return {
    async fetch(request, { remoteAddress }) {
      const requestId = random.guid()
      const response = await app.fetch(request, { remoteAddress, requestId })
      // Answers made elsewhere may have headers that cannot be changed.
      const answer = new Response(response.body, response)
      answer.headers.set('x-ms-request-id', requestId)
      answer.headers.set('Cache-Control', 'no-store')
      return answer
    },
    close: () => closing.abort(),
  }
}
