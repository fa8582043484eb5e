import { AppError } from '@sluice/contracts'
import type { PolicyDeclaration } from '@sluice/policy-language'
import { defineRoute } from '../arm/define-route.ts'
import { showReference } from '../arm/resource-reference.ts'
import type { PolicyScope } from '../environment.ts'

/** Scopes are told as one number, each of them a bit of it. */
const scopeBits: Record<PolicyScope, number> = { global: 1, product: 2, api: 4, operation: 8 }

/** What the query may ask for. */
const askedScopes: ReadonlyMap<string, PolicyScope | undefined> = new Map([
  ['tenant', 'global'],
  ['product', 'product'],
  ['api', 'api'],
  ['operation', 'operation'],
  ['all', undefined],
])

export const policyDescriptions = defineRoute({
  path: '/policyDescriptions',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the policies that the gateway of this version has, and where they may stand.',
  async answer({ environment, service, url }) {
    const asked = (url.searchParams.get('scope') ?? 'All').toLowerCase()
    if (!askedScopes.has(asked)) {
      const reason = `'${asked}' is none of Tenant, Product, Api, Operation and All.`
      throw new AppError('InvalidQueryParameter', { name: 'scope', reason })
    }
    const scope = askedScopes.get(asked)
    const value = Object.values(environment.policyCatalogue)
      .filter(({ scopes }) => scope === undefined || scopes.includes(scope))
      .map((policy) => ({
        id: showReference(`/policyDescriptions/${policy.name}`, service),
        type: 'Microsoft.ApiManagement/service/policyDescriptions',
        name: policy.name,
        properties: {
          description: describe(policy),
          scope: policy.scopes.reduce((bits, one) => bits | scopeBits[one], 0),
        },
      }))
    return { value, count: value.length }
  },
})

function describe({ summary, sections, attributes }: PolicyDeclaration): string {
  const names = Object.entries(attributes)
    .filter(([, { value }]) => value.type !== 'unserved')
    .map(([name, { isRequired }]) => (isRequired ? `${name} (required)` : name))
  const places = `${summary} May stand in ${sections.join(', ')}.`
  return names.length === 0 ? places : `${places} Attributes: ${names.join(', ')}.`
}
