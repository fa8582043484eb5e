import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { assertApiVersion } from '../../arm/api-version.ts'
import { isJsonObject, readJsonObject } from '../../arm/request-body.ts'
import type { ResourceRequest } from '../../arm/resource-request.ts'
import { createResourceRouter } from '../../arm/resource-router.ts'
import { decodePath } from '../../services/service-router.ts'
import { parseOwnUsagePath } from '../../usage/answer-own-usage.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { closeAccount } from '../close-account.ts'
import { answerCatalogue } from '../developer/answer-catalogue.ts'
import { answerIdentity } from '../developer/answer-identity.ts'
import { answerIssues, isIssuePath } from '../developer/developer-issues.ts'
import { assertOwn, type OwnCall, toNewSubscription, toSubscriptionChange } from '../developer/own-subscriptions.ts'
import { readPortalUser } from '../developer/portal-user.ts'
import { readPublicSettings } from '../developer/public-settings.ts'
import { isSignInRequired, readVisible } from '../developer/visible.ts'
import { withoutInternals } from '../developer/without-internals.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { assertNotDelegated, assertOwnAccountHere } from '../portal-rules.ts'
import type { UserRole } from '../roles.ts'
import type { UserAccount } from '../user-account.ts'
import { readIdentityOf } from '../write-user.ts'
import { developerAccountRoutes } from './developer-account-routes.ts'
import { developerEventRoutes } from './developer-event-routes.ts'
import { developerExplanationRoutes } from './developer-explanation-routes.ts'
import { developerFileRoutes } from './developer-file-routes.ts'

const userPath = /^\/users\/([^/]+)(\/subscriptions(?:\/([^/]+)(?:\/([^/]+))?)?)?$/i

/** The data of the developer portal: what the groups of the caller see, and what is the caller's own. @see reference: API Management, 5.3 */
export function developerRoutes(surroundings: AccessSurroundings): readonly AccessRoute[] {
  const { environment } = surroundings
  const { store } = environment
  const answerResource = createResourceRouter(environment)

  interface DeveloperCall extends AccessCall {
    readonly service: ResourceRequest['service']
    readonly user: UserAccount | undefined
  }

  /** The same call to the management API, with the rights that it takes after the rules here were kept. */
  const toRequest = (call: DeveloperCall, path: string, role: UserRole, body?: JsonObject): ResourceRequest => {
    const { request, url, service, requestId } = call
    const headers = new Headers(request.headers)
    if (!headers.has('if-match') && request.method === 'PATCH') headers.set('If-Match', '*')
    const sent = new Request(request.url, {
      method: request.method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify({ properties: body }) }),
    })
    return { request: sent, url, service, path, actor: authorOf(call).actor, role, requestId }
  }

  async function answer(call: AccessCall): Promise<Response> {
    const { url, request } = call
    assertApiVersion(url.searchParams)
    const name = await readServiceOf(environment, url)
    const path = decodePath(url.pathname.slice('/developer'.length))
    if (/^\/settings\/public$/i.test(path)) return Response.json(await readPublicSettings(store, name))
    const service = await readIdentityOf(store, name)
    const user = await readPortalUser(store, call.actor, name)
    const developerCall: DeveloperCall = { ...call, service, user }
    const usagePath = parseOwnUsagePath(path)
    if (usagePath !== undefined) {
      if (user === undefined) throw new AppError('AuthenticationFailed', {})
      if (user.id.toLowerCase() !== usagePath.user.toLowerCase()) throw new AppError('AuthorizationFailed', {})
      return usagePath.answer({ environment, service, url, request, confinedTo: user.id.toLowerCase() })
    }
    const own = userPath.exec(path)
    if (own !== null) return answerOwn(developerCall, own)
    const isOfIssues = isIssuePath(path)
    if (request.method !== 'GET' && !isOfIssues) {
      throw new AppError('MethodNotAllowed', { method: request.method, allowed: 'GET' })
    }
    if (user === undefined && (await isSignInRequired(store, name))) throw new AppError('AuthenticationFailed', {})
    const visible = await readVisible(store, name, user)
    if (isOfIssues) {
      const toIssueRequest = (at: string, body?: JsonObject) =>
        toRequest({ ...developerCall, url: new URL(url) }, at, 'administrator', body)
      return answerIssues({ environment, user, visible, toRequest: toIssueRequest, answerResource }, request, path)
    }
    return answerCatalogue(
      { environment, addresses: surroundings.addresses, answerResource },
      toRequest(developerCall, path, 'analyst'),
      visible,
    )
  }

  /** `/users/{own id}…` */
  async function answerOwn(call: DeveloperCall, [path, id, list, sid, action]: readonly string[]): Promise<Response> {
    const { user, service, request } = call
    if (user === undefined) throw new AppError('AuthenticationFailed', {})
    if (user.id.toLowerCase() !== id?.toLowerCase()) throw new AppError('AuthorizationFailed', {})
    const { method } = request
    const propertiesOf = async () => {
      const body = await readJsonObject(request)
      return isJsonObject(body.properties) ? body.properties : body
    }
    const refuse = (allowed: string) => new AppError('MethodNotAllowed', { method, allowed })
    if (list === undefined) {
      if (method === 'GET') return withoutInternals(await answerResource(toRequest(call, path ?? '', 'analyst')))
      if (method === 'DELETE') {
        // Whoever acts as somebody else must not take the account away.
        if (call.actor?.actedBy !== undefined) throw new AppError('AuthorizationFailed', {})
        await assertOwnAccountHere(store, user, 'CloseAccount')
        await closeAccount(environment, authorOf(call), user)
        return new Response(null, { status: 204 })
      }
      if (method !== 'PATCH') throw refuse('GET, PATCH, DELETE')
      await assertOwnAccountHere(store, user, 'ChangeProfile')
      const { firstName = user.properties.firstName, lastName = user.properties.lastName } = await propertiesOf()
      const target = toRequest(call, path ?? '', 'administrator', { firstName, lastName })
      return withoutInternals(await answerResource(target))
    }
    if (sid === undefined) {
      if (method !== 'GET') throw refuse('GET')
      return answerResource(toRequest(call, path ?? '', 'analyst'))
    }
    const at = `/subscriptions/${sid}`
    const visible = await readVisible(store, service.name.toLowerCase(), user)
    const own: OwnCall = { reader: store, service, user, visible }
    if (action === undefined && method === 'PUT') {
      const properties = await toNewSubscription(own, sid, await propertiesOf())
      return answerResource(toRequest(call, at, 'administrator', properties))
    }
    await assertOwn(own, sid)
    if (action === undefined) {
      if (method === 'GET') return answerResource(toRequest(call, at, 'analyst'))
      if (method !== 'PATCH') throw refuse('GET, PUT, PATCH')
      const change = toSubscriptionChange(await propertiesOf())
      if (change.state !== undefined) await assertNotDelegated(store, service.name, 'Unsubscribe')
      return answerResource(toRequest(call, at, 'administrator', change))
    }
    if (!/^(?:listSecrets|regeneratePrimaryKey|regenerateSecondaryKey)$/i.test(action)) {
      throw new AppError('RouteNotFound', { path: path ?? '' })
    }
    return answerResource(toRequest(call, `${at}/${action}`, 'administrator'))
  }

  return [
    {
      method: 'GET',
      path: '/developer/identity',
      role: 'anonymous',
      answer: (call) => answerIdentity(surroundings, call),
    },
    ...developerEventRoutes(surroundings),
    ...developerExplanationRoutes(surroundings),
    ...developerFileRoutes(surroundings, answer),
    ...developerAccountRoutes(surroundings, answer),
    { method: 'ALL', path: '/developer/*', role: 'anonymous', isPersonal: true, answer },
  ]
}
