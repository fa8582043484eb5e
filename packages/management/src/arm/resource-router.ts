import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { answerAssociation } from './answer-association.ts'
import { answerItem } from './answer-item.ts'
import { answerLinks, answerList, answerQuery } from './answer-lists.ts'
import type { ResourceAction } from './define-resource.ts'
import { splitPath } from './path-pattern.ts'
import { assertMethod, authorOf, parentOf, type ResourceRequest, toTarget } from './resource-request.ts'
import { findAssociation, findResource, runResourceAction } from './write-resource.ts'

/** Answers for every declared resource type: lists, items, associations, actions and queries, all in one way. */
export function createResourceRouter(environment: ManagementEnvironment): (call: ResourceRequest) => Promise<Response> {
  return async (call) => {
    const { path } = call
    const association = findAssociation(path)
    if (association !== undefined) return answerAssociation(environment, call, association)
    const item = findResource(path)
    if (item !== undefined) return answerItem(environment, call, item.declaration)
    // A segment more than an item is a list below it, or something that is done with it or asked of it.
    const list = findResource(`${path}/x`)
    if (list !== undefined) return answerList(environment, call, list.declaration)
    const links = findAssociation(`${path}/x`)
    if (links !== undefined) return answerLinks(environment, call, links.declaration)
    const owner = findResource(parentOf(path))?.declaration
    const last = splitPath(path).at(-1)?.toLowerCase()
    const named = <Unit>(units: Readonly<Record<string, Unit>> = {}) =>
      Object.entries(units).find(([name]) => name.toLowerCase() === last)?.[1]
    const action = named(owner?.actions)
    if (action !== undefined) return runAction(environment, call, action)
    const query = named(owner?.queries)
    if (query !== undefined) return answerQuery(environment, call, query)
    throw new AppError('RouteNotFound', { path })
  }
}

async function runAction(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  action: ResourceAction,
): Promise<Response> {
  assertMethod(call, ['POST'])
  const result = await environment.store.transact(authorOf(call), (transaction) =>
    runResourceAction(
      { ...toTarget(environment, call, transaction), path: parentOf(call.path), ifMatch: null },
      action,
    ),
  )
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
}
