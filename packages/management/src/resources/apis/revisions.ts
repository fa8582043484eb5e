import { type ApiProperties, AppError } from '@sluice/contracts'
import { toBody } from '../../arm/define-resource.ts'
import { defineRoute } from '../../arm/define-route.ts'
import { nameOf, serviceKey } from '../../arm/identity.ts'
import { readPage, toListBody } from '../../arm/paging.ts'
import { readApi } from './api-documents.ts'
import { revisionPrefix, splitApiName, toRevisionName } from './api-names.ts'

/** All revisions of an API, the current one first. @see reference: API Management, 1.4 */
export const apiRevisions = defineRoute({
  path: '/apis/{apiId}/revisions',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the revisions of an API.',
  async answer({ environment, service, identifiers, url }) {
    const { name } = splitApiName(identifiers.apiId ?? '')
    const current = await readApi(environment.store, service, name)
    if (current === undefined) throw new AppError('ResourceNotFound', { kind: 'Api' })
    const page = readPage(url.searchParams)
    const { documents, count } = await environment.store.find({
      from: { collection: `${serviceKey(service.name)}/apis` },
      where: {
        kind: 'or',
        terms: [
          { kind: 'compare', field: { kind: 'name' }, operator: 'eq', value: name },
          { kind: 'text', field: { kind: 'name' }, test: 'startsWith', value: revisionPrefix(name) },
        ],
      },
      orderBy: [{ field: { kind: 'body', path: ['properties', 'isCurrent'] }, isDescending: true }],
      offset: page.skip,
      limit: page.top,
    })
    const revisions = documents.map((document) =>
      toRevision(nameOf(current.path), toBody<ApiProperties>(document).properties),
    )
    return Response.json(toListBody(revisions, count, page, url))
  },
})

const toRevision = (name: string, api: ApiProperties) => ({
  apiId: `/apis/${toRevisionName(name, api.apiRevision)}`,
  apiRevision: api.apiRevision,
  createdDateTime: api.createdDateTime ?? null,
  updatedDateTime: api.updatedDateTime ?? null,
  description: api.apiRevisionDescription ?? null,
  privateUrl: `/${toRevisionName(api.path, api.apiRevision)}${api.apiVersion ? `/${api.apiVersion}` : ''}`,
  isOnline: api.isOnline,
  isCurrent: api.isCurrent,
})
