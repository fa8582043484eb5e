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

/** Key of the document at a path below the service (`/apis/Echo-API`); identifiers differ by more than case. */
export const toKey = (service: string, path: string): string => `${serviceKey(service)}${path.toLowerCase()}`

/** Path below the service of a reference: a full identifier or a relative one, as clients send both. */
export function toRelativePath(reference: string): string {
  const marker = '/providers/microsoft.apimanagement/service/'
  const at = reference.toLowerCase().indexOf(marker)
  const path = at < 0 ? reference : reference.slice(at + marker.length).replace(/^[^/]*/, '')
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`
}
