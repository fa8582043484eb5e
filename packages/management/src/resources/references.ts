import { AppError } from '@sluice/contracts'
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

/**
 * Removes the subscriptions of a resource that is about to go.
 * @param of the resource, as the sentence names it
 * @throws AppError `OperationNotAllowed` when there are any and the request did not say that they may go too
 */
export async function removeSubscriptions(
  { query, remove }: WriteContext,
  subscriptions: readonly StoredDocument[],
  of: string,
): Promise<void> {
  if (subscriptions.length > 0 && query.get('deleteSubscriptions') !== 'true') {
    throw new AppError('OperationNotAllowed', {
      reason: `The ${of} has subscriptions (${subscriptions.length}). Delete them first, or add deleteSubscriptions=true.`,
    })
  }
  for (const subscription of subscriptions) await remove(subscription.key)
}
