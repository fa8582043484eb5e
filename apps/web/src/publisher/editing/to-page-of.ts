import type { Service } from '../../shared/api-client/service.ts'
import { decodePart } from '../../shared/routing/decode-part.ts'

/** Lists that have pages of their own, by the collection of the resource. */
const pages: Readonly<Record<string, string>> = {
  apis: 'apis',
  backends: 'backends',
  products: 'products',
  users: 'users',
  groups: 'groups',
  alertrules: 'alerts',
}
/** Lists whose things open in a dialog of the list. */
const lists: Readonly<Record<string, string>> = {
  namedvalues: 'named-values',
  policyfragments: 'fragments',
  certificates: 'certificates',
  subscriptions: 'subscriptions',
  notifications: 'notifications',
  templates: 'notifications',
  portalsettings: 'security',
  portalconfigs: 'portal-content',
  documentations: 'portal-content',
  identityproviders: 'security',
  authorizationservers: 'security',
  openidconnectproviders: 'security',
  tenant: 'security',
}

/** The page of the publisher portal that shows a resource, and the resource in few words. */
export function toPageOf(
  resourceId: string,
  { id, name: service }: Pick<Service, 'id' | 'name'>,
): { readonly href: string; readonly label: string } {
  const base = `/publisher/${service}`
  const path = resourceId.toLowerCase().startsWith(id.toLowerCase()) ? resourceId.slice(id.length) : resourceId
  const [collection = '', name = '', kind, child] = path.split('/').slice(1)
  const label = path === '' ? service : path.slice(1)
  const key = collection.toLowerCase()
  if (key === '') return { href: `${base}/settings`, label }
  if (key === 'policies') return { href: `${base}/policies`, label }
  const encoded = encodeURIComponent(decodePart(name))
  if (key === 'apis' && kind === 'operations' && child !== undefined) {
    return { href: `${base}/apis/${encoded}/operations/${encodeURIComponent(decodePart(child))}`, label }
  }
  if (key === 'apis' && kind === 'policies') return { href: `${base}/apis/${encoded}/policies`, label }
  if (key === 'products' && kind === 'policies') return { href: `${base}/products/${encoded}/policies`, label }
  const page = pages[key]
  if (page !== undefined) return { href: `${base}/${page}/${encoded}`, label }
  return { href: `${base}/${lists[key] ?? ''}`.replace(/\/$/, ''), label }
}
