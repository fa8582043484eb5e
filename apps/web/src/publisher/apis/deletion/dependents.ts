import type { SubscriptionProperties } from '@sluice/contracts'
import { armUrl, quote, type ResourceList } from '../../../shared/api-client/resource.ts'
import { send } from '../../../shared/api-client/send.ts'
import { apiPath, baseNameOf } from '../api-view.ts'

/** What depends on some APIs. */
export interface Dependents {
  readonly operations: number
  /** Display names, each once. */
  readonly products: readonly string[]
  /** Active ones: of an API alone and of a product that has it. */
  readonly subscriptions: number
}

/** Reads what would stop working without these APIs. */
export async function readDependents(serviceId: string, apis: readonly string[]): Promise<Dependents> {
  const names = apis.map(baseNameOf)
  const parts = await Promise.all(
    names.map(async (name) => {
      const path = apiPath(serviceId, name)
      const [operations, products] = await Promise.all([
        send<ResourceList<unknown>>(armUrl(`${path}/operations`, { $top: 1 })),
        send<ResourceList<{ readonly displayName: string }>>(armUrl(`${path}/products`)),
      ])
      return { operations: operations.body.count ?? 0, products: products.body.value }
    }),
  )
  const products = new Map(parts.flatMap((part) => part.products.map((one) => [one.name, one.properties.displayName])))
  const scopes = [...names.map((name) => `/apis/${name}`), ...[...products.keys()].map((name) => `/products/${name}`)]
  const { body } = await send<ResourceList<SubscriptionProperties>>(
    armUrl(`${serviceId}/subscriptions`, { $top: 1, $filter: activeWithin(scopes) }),
  )
  return {
    operations: parts.reduce((sum, part) => sum + part.operations, 0),
    products: [...products.values()],
    subscriptions: body.count ?? body.value.length,
  }
}

const activeWithin = (scopes: readonly string[]): string =>
  `state eq 'active' and (${scopes.map((scope) => `scope eq ${quote(scope)}`).join(' or ')})`
