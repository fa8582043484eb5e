import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { answerAssociation } from './answer-association.ts'
import { answerItem } from './answer-item.ts'
import { answerLinks, answerList, answerQuery } from './answer-lists.ts'
import type { ResourceAction, ResourceBody } from './define-resource.ts'
import { toKey } from './identity.ts'
import { splitPath } from './path-pattern.ts'
import { assertMethod, authorOf, parentOf, type ResourceRequest, toTarget } from './resource-request.ts'
import { findAssociation, findResource, putResource, removeTree } from './write-resource.ts'

/** Answers for every declared resource type: lists, items, associations, actions and queries, all in one way. */
export function createResourceRouter(environment: ManagementEnvironment): (call: ResourceRequest) => Promise<Response> {
  return async (call) => {
    const { path } = call
    const association = findAssociation(path)
    if (association !== undefined) return answerAssociation(environment, call, association)
    const item = findResource(path)
    if (item !== undefined) return answerItem(environment, call, item.resource)
    // A segment more than an item is a list below it, or something that is done with it or asked of it.
    const list = findResource(`${path}/x`)
    if (list !== undefined) return answerList(environment, call, list.resource)
    const links = findAssociation(`${path}/x`)
    if (links !== undefined) return answerLinks(environment, call, links.association)
    const owner = findResource(parentOf(path))?.resource
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
  const path = parentOf(call.path)
  const found = findResource(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const key = toKey(call.service.name, path)
  const result = await environment.store.transact(authorOf(call), async (transaction) => {
    const document = await transaction.get(key)
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: found.resource.title })
    const target = { ...toTarget(environment, call, transaction), path, ifMatch: null }
    return action.run({
      ...target,
      key,
      identifiers: found.identifiers,
      existing: document.body as unknown as ResourceBody,
      sent: {},
      raw: {},
      async put(other, properties) {
        await putResource({ ...target, path: other }, properties)
      },
      remove: (other) => removeTree(transaction, other),
    })
  })
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
}
