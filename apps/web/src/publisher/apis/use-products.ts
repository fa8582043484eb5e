import type { ProductProperties } from '@sluice/contracts'
import { useQueries } from '@tanstack/react-query'
import { armKey, type Resource, readAll } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import type { ApiView } from './api-view.ts'

export type Product = Resource<ProductProperties>

/** All products of the instance, for choices. */
export const useProducts = () =>
  useAllResources<ProductProperties>(`${useService().id}/products`, { $orderby: 'displayName asc' })

/** Products by the identifier of the APIs that they have; undefined until it is known. One call for each product. */
export function useProductsByApi(): ReadonlyMap<string, readonly Product[]> | undefined {
  const service = useService()
  const products = useProducts().data ?? []
  const lists = useQueries({
    queries: products.map(({ name }) => {
      const path = `${service.id}/products/${name}/apis`
      return { queryKey: [...armKey(path), 'all'], queryFn: () => readAll<ApiView>(path) }
    }),
  })
  if (lists.some(({ data }) => data === undefined)) return undefined
  const byApi = new Map<string, Product[]>()
  for (const [index, product] of products.entries()) {
    for (const { name } of lists[index]?.data ?? []) byApi.set(name, [...(byApi.get(name) ?? []), product])
  }
  return byApi
}
