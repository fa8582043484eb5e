import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import type { AssociationDeclaration } from './define-resource.ts'
import { answerDocument } from './envelope.ts'
import { toKey } from './identity.ts'
import { fillPath } from './path-pattern.ts'
import { assertMethod, authorOf, type ResourceRequest } from './resource-request.ts'
import { deleteAssociation, type Found, findResource, putAssociation } from './write-resource.ts'

/** HEAD, PUT and DELETE of the fact that one resource belongs to another. */
export async function answerAssociation(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  { declaration: association, identifiers }: Found<AssociationDeclaration>,
): Promise<Response> {
  const { store } = environment
  const { request, path, service } = call
  assertMethod(call, ['HEAD', 'GET', 'PUT', 'DELETE'])
  if (request.method === 'HEAD' || request.method === 'GET') {
    const isThere = (await store.get(toKey(service.name, path))) !== undefined
    return new Response(null, { status: isThere ? 204 : 404 })
  }
  if (request.method === 'DELETE') {
    const wasThere = await store.transact(authorOf(call), (transaction) =>
      deleteAssociation({ transaction, service, path }),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const shownPath = fillPath(association.shows, identifiers)
  const { isNew, document } = await store.transact(authorOf(call), async (transaction) => ({
    isNew: await putAssociation({ transaction, service, path }),
    document: await transaction.get(toKey(service.name, shownPath)),
  }))
  const resource = findResource(shownPath)?.declaration
  if (document === undefined || resource === undefined) {
    throw new AppError('ResourceNotFound', { kind: association.title })
  }
  return answerDocument(environment, call, resource, document, isNew ? 201 : 200)
}
