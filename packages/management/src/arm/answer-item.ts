import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import type { ResourceDeclaration } from './define-resource.ts'
import { answerDocument } from './envelope.ts'
import { fieldFault } from './faults.ts'
import { toKey } from './identity.ts'
import { isJsonObject, readJsonObject } from './request-body.ts'
import { authorOf, type ResourceRequest, toTarget } from './resource-request.ts'
import { deleteResource, patchResource, putResource } from './write-resource.ts'

/** GET, HEAD, PUT, PATCH and DELETE of one resource. */
export async function answerItem(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  const { request, service, path } = call
  const verbs = resource.verbs ?? ['put', 'patch', 'delete']
  const method = request.method.toLowerCase()
  if (method === 'get' || method === 'head') {
    const document = await environment.store.get(toKey(service.name, path))
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: resource.title })
    return answerDocument(environment, call, resource, document, 200)
  }
  if (!(verbs as readonly string[]).includes(method)) {
    throw new AppError('MethodNotAllowed', {
      method: request.method,
      allowed: ['get', 'head', ...verbs].join(', ').toUpperCase(),
    })
  }
  if (method === 'delete') {
    const wasThere = await environment.store.transact(authorOf(call), (transaction) =>
      deleteResource(toTarget(environment, call, transaction)),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const properties = propertiesOf(await readJsonObject(request))
  if (method === 'patch') {
    const document = await environment.store.transact(authorOf(call), (transaction) =>
      patchResource(toTarget(environment, call, transaction), properties),
    )
    return answerDocument(environment, call, resource, document, 200)
  }
  const { document, isNew } = await environment.store.transact(authorOf(call), (transaction) =>
    putResource(toTarget(environment, call, transaction), properties),
  )
  return answerDocument(environment, call, resource, document, isNew ? 201 : 200)
}

function propertiesOf(body: JsonObject): JsonObject {
  if (isJsonObject(body.properties)) return body.properties
  throw new AppError('ValidationError', {}, { faults: [fieldFault('properties', "'properties' is required.")] })
}
