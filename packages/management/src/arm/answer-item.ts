import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { defaultAccess, type ResourceDeclaration, toBody } from './define-resource.ts'
import { answerDocument } from './envelope.ts'
import { toEtag } from './etag.ts'
import { fieldFault } from './faults.ts'
import { toKey } from './identity.ts'
import { isJsonObject, readJsonObject } from './request-body.ts'
import { assertRole, authorOf, type ResourceRequest, toTarget, toViewContext } from './resource-request.ts'
import { deleteResource, patchResource, putResource } from './write-resource.ts'

/** GET, HEAD, PUT, PATCH and DELETE of one resource. */
export async function answerItem(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  const { request } = call
  const access = resource.access ?? defaultAccess
  const verbs = resource.verbs ?? ['put', 'patch', 'delete']
  const method = request.method.toLowerCase()
  if (method === 'get' || method === 'head') {
    assertRole(call, access.read)
    return showItem(environment, call, resource)
  }
  if (!(verbs as readonly string[]).includes(method)) {
    throw new AppError('MethodNotAllowed', {
      method: request.method,
      allowed: ['get', 'head', ...verbs].join(', ').toUpperCase(),
    })
  }
  assertRole(call, access.write)
  if (method === 'delete') {
    const wasThere = await environment.store.transact(authorOf(call), (transaction) =>
      deleteResource(toTarget(environment, call, transaction)),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const properties = resource.isFact ? {} : propertiesOf(await readJsonObject(request))
  const { service, path, url } = call
  const prefetched = await resource.beforeWrite?.(properties, { environment, service, path, query: url.searchParams })
  if (method === 'patch') {
    const document = await environment.store.transact(authorOf(call), (transaction) =>
      patchResource({ ...toTarget(environment, call, transaction), prefetched }, properties),
    )
    if (resource.patchStatus === undefined) return answerDocument(environment, call, document, 200)
    return new Response(null, { status: resource.patchStatus, headers: { ETag: toEtag(document.entityTag) } })
  }
  const { document, isNew } = await environment.store.transact(authorOf(call), (transaction) =>
    putResource({ ...toTarget(environment, call, transaction), prefetched }, properties),
  )
  return answerDocument(environment, call, document, isNew ? 201 : 200)
}

async function showItem(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  const { store } = environment
  const document = await store.get(toKey(call.service.name, call.path))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: resource.title })
  if (resource.isFact && call.request.method === 'HEAD') return new Response(null, { status: 204 })
  const other = await resource.answerGet?.(toBody(document), toViewContext(environment, call), store)
  return other ?? answerDocument(environment, call, document, 200)
}

function propertiesOf(body: JsonObject): JsonObject {
  if (isJsonObject(body.properties)) return body.properties
  throw new AppError('ValidationError', {}, { faults: [fieldFault('properties', "'properties' is required.")] })
}
