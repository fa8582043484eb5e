import { AppError } from '@sluice/contracts'
import { defineRoute } from '../arm/define-route.ts'
import { toKey } from '../arm/identity.ts'
import { answerByTag } from './resources-by-tag.ts'

export const apiFields = [
  'name',
  'displayName',
  'apiRevision',
  'path',
  'description',
  'serviceUrl',
  'isCurrent',
  'apiVersion',
]
const operationFields = ['name', 'displayName', 'apiName', 'description', 'method', 'urlTemplate']
export const productFields = ['name', 'displayName', 'description', 'terms', 'state']

export const apisByTags = defineRoute({
  path: '/apisByTags',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists APIs by their tags.',
  answer: (context) =>
    answerByTag(context, { kinds: ['api'], filterable: apiFields, includeUntagged: 'includeNotTaggedApis' }),
})

export const productsByTags = defineRoute({
  path: '/productsByTags',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists products by their tags.',
  answer: (context) =>
    answerByTag(context, {
      kinds: ['product'],
      filterable: productFields,
      includeUntagged: 'includeNotTaggedProducts',
    }),
})

export const operationsByTags = defineRoute({
  path: '/apis/{apiId}/operationsByTags',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the operations of an API by their tags.',
  async answer(context) {
    const { environment, service, identifiers } = context
    const below = `/apis/${identifiers.apiId}`
    if ((await environment.store.get(toKey(service.name, below))) === undefined) {
      throw new AppError('ResourceNotFound', { kind: 'Api' })
    }
    const includeUntagged = 'includeNotTaggedOperations'
    return answerByTag(context, { kinds: ['operation'], filterable: operationFields, below, includeUntagged })
  },
})

export const tagResources = defineRoute({
  path: '/tagResources',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists everything that has a tag.',
  answer: (context) =>
    answerByTag(context, {
      kinds: ['api', 'operation', 'product'],
      filterable: [...new Set(['aid', ...apiFields, ...operationFields, ...productFields])],
    }),
})
