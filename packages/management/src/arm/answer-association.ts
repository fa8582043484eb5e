import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { type AssociationDeclaration, defaultAccess } from './define-resource.ts'
import { answerDocument } from './envelope.ts'
import { toEtag } from './etag.ts'
import type { Found } from './find-declaration.ts'
import { toKey } from './identity.ts'
import { fillPath } from './path-pattern.ts'
import { assertMethod, assertRole, authorOf, type ResourceRequest } from './resource-request.ts'
import { deleteAssociation, putAssociation } from './write-association.ts'

/** HEAD, GET, PUT and DELETE of the fact that one resource belongs to another. */
export async function answerAssociation(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  found: Found<AssociationDeclaration>,
): Promise<Response> {
  const { store } = environment
  const { request, path, service } = call
  const { declaration: association } = found
  const access = association.access ?? defaultAccess
  assertMethod(call, ['HEAD', 'GET', 'PUT', 'DELETE'])
  if (request.method === 'HEAD' || request.method === 'GET') {
    assertRole(call, access.read)
    return showAssociation(environment, call, found)
  }
  assertRole(call, access.write)
  if (request.method === 'DELETE') {
    const wasThere = await store.transact(authorOf(call), (transaction) =>
      deleteAssociation({ transaction, service, path }),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const { isNew, document } = await store.transact(authorOf(call), async (transaction) => ({
    isNew: await putAssociation({ transaction, service, path }),
    document: await transaction.get(shownKey(call, found)),
  }))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: association.title })
  return answerDocument(environment, call, document, isNew ? 201 : 200)
}

async function showAssociation(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  found: Found<AssociationDeclaration>,
): Promise<Response> {
  const { store } = environment
  const { request, service, path } = call
  const isThere = (await store.get(toKey(service.name, path))) !== undefined
  if (!found.declaration.isReadable) return new Response(null, { status: isThere ? 204 : 404 })
  const document = isThere ? await store.get(shownKey(call, found)) : undefined
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: found.declaration.title })
  if (request.method === 'GET') return answerDocument(environment, call, document, 200)
  return new Response(null, { status: 200, headers: { ETag: toEtag(document.entityTag) } })
}

const shownKey = ({ service }: ResourceRequest, { declaration, identifiers }: Found<AssociationDeclaration>) =>
  toKey(service.name, fillPath(declaration.shows, identifiers))
