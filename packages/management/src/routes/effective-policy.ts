import {
  AppError,
  type EffectivePolicyView,
  type EffectiveScope,
  type EffectiveSection,
  type EffectiveStatement,
} from '@sluice/contracts'
import {
  findCutOff,
  isElement,
  type PlacedStatement,
  type SectionName,
  toEffectivePolicy,
  writeElement,
  type XmlElement,
} from '@sluice/policy-language'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { toKey } from '../arm/identity.ts'
import { showReference } from '../arm/resource-reference.ts'
import { splitApiName } from '../resources/apis/api-names.ts'
import { loadScopes, type ScopePlace, type StoredScope } from '../resources/policies/load-scopes.ts'
import { readPolicyFormat } from '../resources/policies/policy-format.ts'

const access = 'analyst'
const summary = 'Shows what runs of the policies of all scopes, each statement with its origin.'

/** Not part of the compatible service: its portal puts the documents together by itself. */
export const effectivePolicies = [
  defineRoute({
    path: '/effectivePolicy',
    method: 'GET',
    access,
    summary,
    answer: (context) => answer(context, []),
  }),
  defineRoute({
    path: '/products/{productId}/effectivePolicy',
    method: 'GET',
    access,
    summary,
    answer: (context) => answer(context, [productPlace(context.identifiers.productId ?? '')]),
  }),
  defineRoute({
    path: '/apis/{apiId}/effectivePolicy',
    method: 'GET',
    access,
    summary: `${summary} As called under the product of the query parameter product, where there is one.`,
    answer: async (context) => answer(context, [...(await askedProduct(context)), apiPlace(context)]),
  }),
  defineRoute({
    path: '/apis/{apiId}/operations/{operationId}/effectivePolicy',
    method: 'GET',
    access,
    summary: `${summary} As called under the product of the query parameter product, where there is one.`,
    async answer(context) {
      const api = apiPlace(context)
      const path = `${api.path}/operations/${context.identifiers.operationId}`
      return answer(context, [...(await askedProduct(context)), api, { scope: 'operation', path }])
    },
  }),
]

const productPlace = (id: string): ScopePlace => ({ scope: 'product', path: `/products/${id}` })
const apiPlace = ({ identifiers }: RouteContext): ScopePlace => ({ scope: 'api', path: `/apis/${identifiers.apiId}` })

/** @throws AppError `InvalidQueryParameter` when the API is not in the product */
async function askedProduct({ environment, service, url, identifiers }: RouteContext): Promise<readonly ScopePlace[]> {
  const asked = url.searchParams.get('product')
  if (asked === null || asked === '') return []
  const id = asked.slice(asked.lastIndexOf('/') + 1)
  const { name } = splitApiName(identifiers.apiId ?? '')
  const link = await environment.store.get(toKey(service.name, `/products/${id}/apis/${name}`))
  if (link !== undefined) return [productPlace(id)]
  throw new AppError('InvalidQueryParameter', { name: 'product', reason: `the API '${name}' is not in '${asked}'.` })
}

async function answer(context: RouteContext, places: readonly ScopePlace[]): Promise<Response> {
  const format = readPolicyFormat(context.url.searchParams)
  const scopes = await loadScopes(context, [{ scope: 'global', path: '' }, ...places])
  const effective = toEffectivePolicy(scopes)
  const { service } = context
  const toStatement = ({ statement, scope, scopeId, path }: PlacedStatement): EffectiveStatement => {
    const of = scopes.find((one) => one.scope === scope)
    const isBuiltIn = of?.scopeId !== scopeId
    const { fragment, position } = statement
    return {
      name: statement.name,
      path,
      xml: writeElement(statement, format),
      origin: {
        scope,
        resourceId: showReference(of?.path ?? '', service),
        displayName: of?.displayName ?? '',
        isBuiltIn,
        line: isBuiltIn ? null : position.line,
        column: isBuiltIn ? null : position.column,
        ...(fragment && {
          fragment: { resourceId: showReference(`/policyFragments/${fragment.id}`, service), ...fragment.position },
        }),
      },
      fragments: [...new Set(fragmentsIn(statement))],
    }
  }
  const toSection = (section: SectionName): EffectiveSection => {
    const cutOff = findCutOff(scopes, section)
    return {
      statements: effective[section].map(toStatement),
      cutOff: cutOff === undefined ? null : { ...cutOff, scopes: [...cutOff.scopes], line: lineOf(section, cutOff.by) },
    }
  }
  const lineOf = (section: SectionName, scope: EffectiveScope['scope']): number =>
    scopes.find((one) => one.scope === scope)?.document?.sections[section]?.position.line ?? 1
  const view: EffectivePolicyView = {
    scopes: scopes.map((scope) => toScope(scope, context)),
    sections: {
      inbound: toSection('inbound'),
      backend: toSection('backend'),
      outbound: toSection('outbound'),
      'on-error': toSection('on-error'),
    },
  }
  return Response.json(view)
}

const toScope = (
  { scope, path, displayName, document, isFaulty }: StoredScope,
  { service }: RouteContext,
): EffectiveScope => ({
  scope,
  resourceId: showReference(path, service),
  displayName,
  isWritten: document !== undefined || isFaulty,
  isFaulty,
})

const fragmentsIn = (element: XmlElement): readonly string[] => [
  ...(element.fragment === undefined ? [] : [element.fragment.id]),
  ...element.children.filter(isElement).flatMap(fragmentsIn),
]
