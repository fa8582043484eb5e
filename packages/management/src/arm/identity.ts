/** Where a service stands in the resource manager's tree. */
export interface ServiceIdentity {
  readonly name: string
  readonly subscriptionId: string
  readonly resourceGroup: string
}

/** Full identifier of the service, without a slash at its end. */
export const toServiceId = ({ subscriptionId, resourceGroup, name }: ServiceIdentity): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`

/** Key of the service's own document. */
export const serviceKey = (name: string): string => `/services/${name.toLowerCase()}`

/** Key of the document at a path below the service (`/apis/Echo-API`, `/` = the service); identifiers differ by more than case. */
export const toKey = (service: string, path: string): string =>
  path === '/' ? serviceKey(service) : `${serviceKey(service)}${path.toLowerCase()}`

/** The last identifier of a path or key. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The list that the item at a path or key is in. */
export const collectionOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/**
 * Path below the service of a reference: a full identifier or a relative one, as clients send both; '' is the service
 * itself. Undefined = it names another service.
 */
export function toRelativePath(reference: string, service: ServiceIdentity): string | undefined {
  const full = /\/providers\/microsoft\.apimanagement\/service\/([^/]*)(.*)$/i.exec(reference)
  if (full !== null && full[1]?.toLowerCase() !== service.name.toLowerCase()) return undefined
  const trimmed = (full?.[2] ?? reference).replace(/\/+$/, '')
  return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`
}
