import type { Transaction } from '@sluice/platform'

/** What one user may have of each: devices to be signed in at, and links that were sent and not used. */
export const mostOfUser = 50

/** Makes room for one more: removes the oldest documents of a collection that belong to a user, beyond what one may have. */
export async function removeSurplus(transaction: Transaction, collection: string, userKey: string): Promise<void> {
  const owned = await transaction.findByIndex('credentialOwner', userKey)
  const own = owned.filter(({ key }) => key.startsWith(`${collection}/`)).sort((a, b) => a.ordinal - b.ordinal)
  for (const { key } of own.slice(0, Math.max(0, own.length - mostOfUser + 1))) await transaction.remove(key)
}
