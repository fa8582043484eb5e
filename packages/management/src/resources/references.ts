import type { WriteContext } from '../arm/define-resource.ts'

/** Removes every association that points at a resource which is about to go. */
export async function removeAssociationsTo({ transaction, key }: WriteContext): Promise<void> {
  for (const document of await transaction.findByIndex('target', key)) await transaction.remove(document.key)
}

/** Subscriptions whose scope is this resource. */
export const subscriptionsOfScope = ({ transaction }: Pick<WriteContext, 'transaction'>, key: string) =>
  transaction.findByIndex('scope', key)

/** Subscriptions of this user. */
export const subscriptionsOfOwner = ({ transaction }: Pick<WriteContext, 'transaction'>, key: string) =>
  transaction.findByIndex('owner', key)

/** The last identifier of a path or key. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
