import type { ProductProperties } from '@sluice/contracts'
import type { DocumentCondition, StoreReader } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { nameOf, serviceKey } from '../../arm/identity.ts'
import { readPortalSettings } from '../../resources/portal-setting-documents.ts'
import { allows } from '../roles.ts'
import type { UserAccount } from '../user-account.ts'

/** What somebody may see in the developer portal: names in lower case; undefined = everything. */
export interface Visible {
  readonly products: ReadonlySet<string> | undefined
  readonly apis: ReadonlySet<string> | undefined
}

/**
 * What the groups of a user see: published products, and the APIs in them. Whoever has not signed in is a guest.
 * @see reference: API Management, 1.8
 */
export async function readVisible(
  reader: StoreReader,
  service: string,
  user: UserAccount | undefined,
): Promise<Visible> {
  if (user !== undefined && allows(user.role, 'administrator')) return { products: undefined, apis: undefined }
  const at = serviceKey(service)
  const memberships = user === undefined ? [] : await reader.findByIndex('target', user.key)
  const groups = new Set(
    memberships
      .map(({ key }) => /^(.*\/groups\/[^/]+)\/users\/[^/]+$/.exec(key)?.[1])
      .filter((key) => key !== undefined),
  )
  groups.add(`${at}/groups/${user === undefined ? 'guests' : 'developers'}`)
  const products = new Set<string>()
  const apis = new Set<string>()
  for (const group of groups) {
    for (const { key } of await reader.findByIndex('target', group)) {
      const productKey = /^(.*\/products\/[^/]+)\/groups\/[^/]+$/.exec(key)?.[1]
      if (productKey === undefined || products.has(nameOf(productKey))) continue
      const product = await reader.get(productKey)
      if (product === undefined || toBody<ProductProperties>(product).properties.state !== 'published') continue
      products.add(nameOf(productKey))
      for (const link of await reader.list(`${productKey}/apis`)) apis.add(nameOf(link.key))
    }
  }
  return { products, apis }
}

/** The condition of a list that shows only what may be seen. */
export function toCondition(names: ReadonlySet<string> | undefined): DocumentCondition | undefined {
  if (names === undefined) return undefined
  // No resource has an empty name: a condition that nothing satisfies.
  const terms = (names.size === 0 ? [''] : [...names]).map((value) => ({
    kind: 'compare' as const,
    field: { kind: 'name' as const },
    operator: 'eq' as const,
    value,
  }))
  return { kind: 'or', terms }
}

/** Whether whoever is not signed in sees nothing at all. */
export async function isSignInRequired(reader: StoreReader, service: string): Promise<boolean> {
  return (await readPortalSettings(reader, service)).signin.enabled
}
