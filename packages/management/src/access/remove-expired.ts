import type { Transaction } from '@sluice/platform'

/** How many are looked at each time: what is made is fewer than what goes, so a collection does not grow. */
const lookedAt = 20

/** Removes what has expired among the oldest documents of a collection whose bodies have `expiresAt`. */
export async function removeExpired(transaction: Transaction, collection: string, now: number): Promise<void> {
  for (const { key, body } of await transaction.list(collection, { limit: lookedAt })) {
    if (Date.parse(String(body.expiresAt)) <= now) await transaction.remove(key)
  }
}
