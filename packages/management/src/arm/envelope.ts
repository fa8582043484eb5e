import type { StoredDocument } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import type { ResourceBody, ResourceDeclaration } from './define-resource.ts'
import { toEtag } from './etag.ts'
import { nameOf, toServiceId } from './identity.ts'
import type { ResourceRequest } from './resource-request.ts'

/** One resource with its entity tag. */
export function answerDocument(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
  document: StoredDocument,
  status: number,
): Response {
  return Response.json(toEnvelope(environment, call, resource, document), {
    status,
    headers: { ETag: toEtag(document.entityTag) },
  })
}

/** What stands around the properties of every resource. @see reference: API Management, 4.5 */
export function toEnvelope(
  environment: ManagementEnvironment,
  { service, url }: ResourceRequest,
  resource: ResourceDeclaration,
  document: StoredDocument,
) {
  const body = document.body as unknown as ResourceBody
  return {
    id: `${toServiceId(service)}${body.path}`,
    type: resource.type,
    name: nameOf(body.path),
    properties: resource.toView?.(body, { environment, service, query: url.searchParams }) ?? body.properties,
  }
}
