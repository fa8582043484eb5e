import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange } from '../../../shared/api-client/use-resource.ts'
import { apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { useCreateApi } from '../use-create-api.ts'
import { type Product, useProducts } from '../use-products.ts'
import { type NewVersion, toVersionSet } from './new-version.ts'

/**
 * Makes a version of the API that the page is about. An API without a version set gets one first; when the rest fails, it
 * is in the set as the original, and trying again goes on from there.
 */
export function useAddVersion() {
  const service = useService()
  const { name, properties } = useApi()
  const base = baseNameOf(name)
  const { data: products = [] } = useProducts()
  const create = useCreateApi(products)
  const { mutateAsync } = useArmChange()

  const startSet = async (wanted: NewVersion): Promise<string> => {
    const apiVersionSetId = `/apiVersionSets/${crypto.randomUUID()}`
    const path = `${service.id}${apiVersionSetId}`
    await mutateAsync({ path, method: 'PUT', body: { properties: toVersionSet(wanted) } })
    try {
      const body = { properties: { apiVersionSetId, apiVersion: '' } }
      await mutateAsync({ path: apiPath(service.id, base), method: 'PATCH', body, ifMatch: '*' })
    } catch (error) {
      // A set without versions would be of no use to anybody.
      await mutateAsync({ path, method: 'DELETE', ifMatch: '*' })
      throw error
    }
    return apiVersionSetId
  }

  return async (wanted: NewVersion, inProducts: readonly Pick<Product, 'name'>[]): Promise<void> => {
    const apiVersionSetId = properties.apiVersionSetId || (await startSet(wanted))
    const version = wanted.version.trim()
    await create(
      wanted.identifier.trim(),
      {
        sourceApiId: `/apis/${name}`,
        displayName: properties.displayName,
        path: properties.path,
        protocols: properties.protocols,
        apiVersion: version,
        apiVersionSetId,
      },
      wanted.isInProducts ? inProducts.map((product) => product.name) : [],
    )
  }
}
