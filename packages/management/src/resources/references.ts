import type { StoredDocument, StoreReader } from '@sluice/platform'
import type { WriteContext } from '../arm/define-resource.ts'

/** Removes every association that points at a resource which is about to go. */
export async function removeAssociationsTo({ transaction, key }: WriteContext): Promise<void> {
  for (const document of await transaction.findByIndex('target', key)) await transaction.remove(document.key)
}

/** Resources that have the one at `key` among theirs: `/products/{p}/apis/{key}` gives the product. */
export async function ownersOf(reader: StoreReader, key: string): Promise<StoredDocument[]> {
  const links = await reader.findByIndex('target', key)
  const owners = await Promise.all(links.map((link) => reader.get(link.key.split('/').slice(0, -2).join('/'))))
  return owners.filter((owner) => owner !== undefined).sort((a, b) => a.ordinal - b.ordinal)
}

/** Subscriptions whose scope is this resource. */
export const subscriptionsOfScope = (reader: StoreReader, key: string) => reader.findByIndex('scope', key)

/** Subscriptions of this user. */
export const subscriptionsOfOwner = (reader: StoreReader, key: string) => reader.findByIndex('owner', key)

/** The last identifier of a path or key. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
