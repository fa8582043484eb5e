import type { ProductProperties } from '@sluice/contracts'
import type { ResourceList } from '../../shared/api-client/resource.ts'
import type { ApiView } from '../catalogue/catalogue.ts'
import { developerQuery } from '../developer-api.ts'

/** So many things are shown before the link to all of them. */
const glance = 6

export const glanceApisQuery = (service: string) =>
  developerQuery<ResourceList<ApiView>>(service, '/apis', { $top: glance })
export const glanceProductsQuery = (service: string) =>
  developerQuery<ResourceList<ProductProperties>>(service, '/products', { $top: glance })
