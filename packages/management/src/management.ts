import { AppError, snapshotStreamPath } from '@sluice/contracts'
import { Hono } from 'hono'
import { authenticate, type RequiredRole } from './access/authenticate.ts'
import { createSignIn } from './access/sign-in.ts'
import { toErrorResponse } from './arm/error-answer.ts'
import type { ManagementEnvironment } from './environment.ts'
import type { ServiceAddresses } from './resources/service.ts'
import { createServiceRouter } from './service-router.ts'
import { createSnapshotStream } from './snapshot/snapshot-stream.ts'

export interface Management {
  /** Answers one request; never throws. */
  fetch(request: Request, peer: { readonly remoteAddress: string }): Promise<Response>
  /** Ends the streams that gateways follow, which would not end by themselves. */
  close(): void
}

/** Every path of this service with the role it asks for; what is not listed does not exist. */
export const managementRoutes: readonly {
  readonly method: string
  readonly path: string
  readonly role: RequiredRole
}[] = [
  { method: 'GET', path: '/', role: 'anonymous' },
  { method: 'POST', path: '/api/sign-in', role: 'anonymous' },
  { method: 'GET', path: snapshotStreamPath, role: 'internal' },
  { method: 'ALL', path: '/subscriptions/*', role: 'administrator' },
]

/** The management API: the control plane of all instances of an installation. */
export function createManagement(environment: ManagementEnvironment, addresses: () => ServiceAddresses): Management {
  const { store, tokens, log, random } = environment
  const signIn = createSignIn(environment)
  const answerService = createServiceRouter(environment, addresses)
  const closing = new AbortController()
  const app = new Hono<{ Bindings: { remoteAddress: string; requestId: string } }>()

  app.get('/', () =>
    Response.json({
      product: 'Sluice',
      service: 'management',
      api: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.ApiManagement/service',
      authentication: 'Authorization: Bearer, with a token of `npx sluice token` or of POST /api/sign-in',
    }),
  )
  app.post('/api/sign-in', (context) => signIn(context.req.raw, context.env.remoteAddress))
  app.get(snapshotStreamPath, async (context) => {
    await authenticate(context.req.raw, tokens, 'internal')
    const after = context.req.query('after')
    const isNumber = after !== undefined && /^\d{1,15}$/.test(after)
    const stream = createSnapshotStream(store, { after: isNumber ? Number(after) : undefined, closing: closing.signal })
    return new Response(stream, { headers: { 'Content-Type': 'application/x-ndjson' } })
  })
  app.all('/subscriptions/*', async (context) => {
    const request = context.req.raw
    const { subject } = await authenticate(request, tokens, 'administrator')
    return answerService({ request, url: new URL(request.url), actor: subject, requestId: context.env.requestId })
  })
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
