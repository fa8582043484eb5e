import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { answerAssociation } from './answer-association.ts'
import { answerItem } from './answer-item.ts'
import { answerLink, answerLinkList } from './answer-link.ts'
import { answerList, answerMembers, answerQuery } from './answer-lists.ts'
import { defaultAccess, type ResourceAction, type ResourceDeclaration } from './define-resource.ts'
import type { RouteDeclaration } from './define-route.ts'
import { parseContract } from './faults.ts'
import { findAnswer } from './find-answer.ts'
import type { Found } from './find-declaration.ts'
import { readOptionalJsonObject } from './request-body.ts'
import { assertMethod, assertRole, authorOf, parentOf, type ResourceRequest, toTarget } from './resource-request.ts'
import { resolvePath, runResourceAction } from './write-resource.ts'

/** Answers for everything declared below a service: routes, lists, items, associations, actions and queries. */
export function createResourceRouter(environment: ManagementEnvironment): (call: ResourceRequest) => Promise<Response> {
  return async (asked) => {
    const path = await resolvePath(environment.store, asked.service, asked.path)
    const call = path === asked.path ? asked : { ...asked, path }
    const found = findAnswer(path)
    switch (found?.kind) {
      case 'routes':
        return answerRoute(environment, call, found.routes)
      case 'association':
        return answerAssociation(environment, call, found.association)
      case 'item':
        return answerItem(environment, call, found.resource)
      case 'list':
        return answerList(environment, call, found.resource)
      case 'members':
        return answerMembers(environment, call, found.association)
      case 'link':
        return answerLink(environment, call, found.link)
      case 'link-list':
        return answerLinkList(environment, call, found.link)
      case 'action':
        return answerAction(environment, call, found.owner, found.action)
      case 'query':
        return answerQuery(environment, call, found.query)
      case 'unsupported':
        throw new AppError('NotSupportedHere', { reason: found.unsupported.reason })
      case undefined:
        throw new AppError('RouteNotFound', { path })
    }
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
