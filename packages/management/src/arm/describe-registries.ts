import { resources } from '../resources/index.ts'
import { routes } from '../routes/index.ts'
import type { RouteDeclaration } from './define-route.ts'
import { filterableFields } from './filter.ts'
import { sortableFields } from './order.ts'

/** Every call below a service that is no verb of a resource. */
export const describeRoutes = (): readonly Pick<RouteDeclaration, 'method' | 'path' | 'access' | 'summary'>[] => routes

export interface ListFields {
  /** Of the list, below the service. */
  readonly path: string
  readonly filterable: readonly string[]
  /** Besides those. */
  readonly onlySortable: readonly string[]
}

/** What each list of resources can be filtered and sorted by. */
export const describeLists = (): readonly ListFields[] =>
  resources
    .filter(({ path }) => path.endsWith('}'))
    .map((resource) => {
      const filterable = filterableFields(resource)
      const onlySortable = sortableFields(resource).filter((field) => !filterable.includes(field))
      return { path: resource.path.slice(0, resource.path.lastIndexOf('/')), filterable, onlySortable }
    })
