import { AppError, type NamedValueProperties } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { findResource } from '../arm/find-declaration.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { toPageOf } from '../arm/paging.ts'
import { showReference } from '../arm/resource-reference.ts'
import { findFieldsWithNamedValue } from '../resources/named-values-in-fields.ts'
import { findUsersOfNamedValue } from '../resources/policies/policy-definitions.ts'

/** Not part of the compatible service, which tells it only when it refuses to delete one. */
export const namedValueReferences = defineRoute({
  path: '/namedValues/{namedValueId}/references',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists what uses a named value: policy documents, fragments and fields of resources.',
  async answer({ environment: { store }, service, url, identifiers: { namedValueId = '' } }) {
    const document = await store.get(toKey(service.name, `/namedValues/${namedValueId}`))
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'NamedValue' })
    const { displayName } = toBody<NamedValueProperties>(document).properties
    const users = [
      ...(await findUsersOfNamedValue(store, service, displayName)),
      ...(await findFieldsWithNamedValue(store, service, displayName)),
    ]
    const views = users.map((user) => {
      const { path } = toBody(user)
      return { id: showReference(path, service), type: findResource(path)?.declaration.type, name: nameOf(path) }
    })
    return toPageOf(views, url) as unknown as JsonObject
  },
})
