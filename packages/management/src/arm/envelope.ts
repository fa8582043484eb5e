import type { StoredDocument } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { type ResourceBody, type ResourceDeclaration, toBody, type ViewContext } from './define-resource.ts'
import { toEtag } from './etag.ts'
import { declaredAt } from './find-declaration.ts'
import { nameOf, toServiceId } from './identity.ts'
import { type ResourceRequest, toViewContext } from './resource-request.ts'
import { showSecrets } from './secret-fields.ts'

/** One resource with its entity tag. */
export async function answerDocument(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  document: StoredDocument,
  status: number,
): Promise<Response> {
  const [envelope] = await toEnvelopes(environment, call, [document])
  return Response.json(envelope, { status, headers: { ETag: toEtag(document.entityTag) } })
}

/**
 * What stands around the properties of every resource; documents of different types may come together.
 * @see reference: API Management, 4.5
 */
export async function toEnvelopes(
  environment: ManagementEnvironment,
  call: ResourceRequest,
  documents: readonly StoredDocument[],
) {
  const plain = toViewContext(environment, call)
  const bodies = documents.map((document) => toBody(document))
  const declarations = bodies.map(({ path }) => declaredAt(path))
  const views = new Map<ResourceDeclaration, ViewContext>()
  for (const declaration of new Set(declarations)) {
    const own = bodies.filter((_, index) => declarations[index] === declaration)
    const related = await declaration.loadRelated?.(own, environment.store, plain)
    views.set(declaration, related === undefined ? plain : { ...plain, related })
  }
  return bodies.map((body, index) => {
    const declaration = declarations[index] as ResourceDeclaration
    return toEnvelope(body, declaration, views.get(declaration) ?? plain)
  })
}

function toEnvelope(body: ResourceBody, declaration: ResourceDeclaration, view: ViewContext) {
  const properties = declaration.toView?.(body, view) ?? body.properties
  return {
    id: `${toServiceId(view.service)}${body.path}`,
    type: declaration.type,
    name: nameOf(body.path),
    properties: { ...properties, ...showSecrets(body, declaration, view) },
  }
}
