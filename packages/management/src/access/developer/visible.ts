import type { DocumentCondition, StoreReader } from '@sluice/platform'
import { collectionOf, nameOf, serviceKey } from '../../arm/identity.ts'
import { readPortalSettings } from '../../resources/portal-setting-documents.ts'
import { allows } from '../roles.ts'
import type { UserAccount } from '../user-account.ts'

/** What somebody may see in the developer portal: names in lower case; undefined = everything. */
export interface Visible {
  readonly products: ReadonlySet<string> | undefined
  /** Those that are current and online, for whomever. */
  readonly apis: ReadonlySet<string> | undefined
}

const equals = (path: readonly string[], value: string | boolean): DocumentCondition => ({
  kind: 'compare',
  field: { kind: 'body', path },
  operator: 'eq',
  value,
})
const unless = (term: DocumentCondition): DocumentCondition => ({ kind: 'not', term })

/** Other revisions and APIs that are switched off are not in the catalogue, not even for administrators. */
export const inCatalogue: DocumentCondition = {
  kind: 'and',
  terms: [unless(equals(['properties', 'isCurrent'], false)), unless(equals(['properties', 'isOnline'], false))],
}

/**
 * What the groups of a user see: published products, and the APIs in them. Whoever has not signed in is a guest. Takes
 * four questions to the store, however much there is.
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
  const groups = memberships
    .map(({ key }) => /^(.*\/groups\/[^/]+)\/users\/[^/]+$/.exec(key)?.[1])
    .filter((key) => key !== undefined)
  groups.push(`${at}/groups/${user === undefined ? 'guests' : 'developers'}`)
  const links = await reader.find({ from: { index: 'target', value: groups } })
  const seen = new Set(
    links.documents.map(({ key }) => /^(.*\/products\/[^/]+)\/groups\/[^/]+$/.exec(key)?.[1]).filter(Boolean),
  )
  const published = await reader.find({
    from: { collection: `${at}/products` },
    where: equals(['properties', 'state'], 'published'),
  })
  const products = published.documents.map(({ key }) => key).filter((key) => seen.has(key))
  const contained = await reader.find({ from: { collection: products.map((key) => `${key}/apis`) } })
  return { products: new Set(products.map(nameOf)), apis: new Set(contained.documents.map(({ key }) => nameOf(key))) }
}

/** Whether an API is among what somebody may see, at this moment. */
export async function isApiShown(reader: StoreReader, service: string, visible: Visible, id: string): Promise<boolean> {
  const name = id.toLowerCase()
  if (visible.apis !== undefined && !visible.apis.has(name)) return false
  const key = `${serviceKey(service)}/apis/${name}`
  const named: DocumentCondition = { kind: 'compare', field: { kind: 'name' }, operator: 'eq', value: name }
  const found = await reader.find({
    from: { collection: collectionOf(key) },
    where: { kind: 'and', terms: [named, inCatalogue] },
    limit: 1,
  })
  return found.documents.length > 0
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
