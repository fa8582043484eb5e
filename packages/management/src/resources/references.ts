import { AppError } from '@sluice/contracts'
import type { DocumentSource, StoredDocument, StoreReader } from '@sluice/platform'
import type { WriteContext } from '../arm/define-resource.ts'

/** Removes every association that points at a resource which is about to go. */
export async function removeAssociationsTo({ transaction, key }: WriteContext): Promise<void> {
  for (const document of await transaction.findByIndex('target', key)) await transaction.remove(document.key)
}

/** Resources that have the one at `key` in a list of theirs: those with `/products/{p}/apis/{key}` under `apis`. */
export const ownersUnder =
  (under: string) =>
  (key: string): DocumentSource => ({ linkingTo: key, under })

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
