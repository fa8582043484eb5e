import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { answerAssociation } from './answer-association.ts'
import { answerItem } from './answer-item.ts'
import { answerLink, answerLinkList } from './answer-link.ts'
import { answerList, answerMembers, answerQuery } from './answer-lists.ts'
import { defaultAccess, type ResourceAction, type ResourceDeclaration } from './define-resource.ts'
import type { RouteDeclaration } from './define-route.ts'
import { parseContract } from './faults.ts'
import {
  type Found,
  findAssociation,
  findLink,
  findListedAssociation,
  findListedLink,
  findListedResource,
  findResource,
  findRoutes,
  findUnsupported,
} from './find-declaration.ts'
import { splitPath } from './path-pattern.ts'
import { readOptionalJsonObject } from './request-body.ts'
import { assertMethod, assertRole, authorOf, parentOf, type ResourceRequest, toTarget } from './resource-request.ts'
import { openSecrets } from './secret-fields.ts'
import { resolvePath, runResourceAction } from './write-resource.ts'

/** Answers for everything declared below a service: routes, lists, items, associations, actions and queries. */
export function createResourceRouter(environment: ManagementEnvironment): (call: ResourceRequest) => Promise<Response> {
  return async (asked) => {
    const path = await resolvePath(environment.store, asked.service, asked.path)
    const call = path === asked.path ? asked : { ...asked, path }
    const routes = findRoutes(path)
    if (routes.length > 0) return answerRoute(environment, call, routes)
    const association = findAssociation(path)
    if (association !== undefined) return answerAssociation(environment, call, association)
    const item = findResource(path)
    if (item !== undefined) return answerItem(environment, call, item.declaration)
    const list = findListedResource(path)
    if (list !== undefined) return answerList(environment, call, list.declaration)
    const members = findListedAssociation(path)
    if (members !== undefined) return answerMembers(environment, call, members.declaration)
    const link = findLink(path)
    if (link !== undefined) return answerLink(environment, call, link)
    const linkList = findListedLink(path)
    if (linkList !== undefined) return answerLinkList(environment, call, linkList)
    const owner = findResource(parentOf(path))?.declaration
    const last = splitPath(path).at(-1)?.toLowerCase()
    const named = <Unit>(units: Readonly<Record<string, Unit>> = {}) =>
      Object.entries(units).find(([name]) => name.toLowerCase() === last)?.[1]
    const action = owner && named(actionsOf(owner))
    if (owner !== undefined && action !== undefined) return answerAction(environment, call, owner, action)
    const query = named(owner?.queries)
    if (query !== undefined) return answerQuery(environment, call, query)
    const unsupported = findUnsupported(path)
    if (unsupported !== undefined) throw new AppError('NotSupportedHere', { reason: unsupported.reason })
    throw new AppError('RouteNotFound', { path })
  }
}

async function answerRoute(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  found: readonly Found<RouteDeclaration>[],
): Promise<Response> {
  const { method } = call.request
  const route = found.find(({ declaration }) => declaration.method === method)
  if (route === undefined) {
    const allowed = found.map(({ declaration }) => declaration.method).join(', ')
    throw new AppError('MethodNotAllowed', { method, allowed })
  }
  assertRole(call, route.declaration.access)
  const result = await route.declaration.answer({ ...call, environment, identifiers: route.identifiers })
  if (result instanceof Response) return result
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
}

/** Those that are declared, and the one that shows secrets. */
export function actionsOf(resource: ResourceDeclaration): Readonly<Record<string, ResourceAction>> {
  const { secrets, actions = {} } = resource
  if (secrets?.action === undefined) return actions
  const show: ResourceAction = {
    run: async ({ existing, key, environment }) => openSecrets(existing, key, resource, environment.secrets),
  }
  return { [secrets.action]: show, ...actions }
}

async function answerAction(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  owner: ResourceDeclaration,
  action: ResourceAction,
): Promise<Response> {
  assertMethod(call, ['POST'])
  assertRole(call, action.access ?? (owner.access ?? defaultAccess).write)
  const sent = action.contract === undefined ? undefined : await readOptionalJsonObject(call.request)
  const body = action.contract && parseContract(action.contract, sent ?? {}, '')
  const result = await environment.store.transact(authorOf(call), (transaction) =>
    runResourceAction(
      { ...toTarget(environment, call, transaction), path: parentOf(call.path), ifMatch: null },
      action,
      body,
    ),
  )
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
}
