import type { SnapshotEntryOf, SubscriptionProperties } from '@sluice/contracts'
import { getOrCreate } from '../routing/get-or-create.ts'
import type { CompiledSubscription, CompiledUser } from './gateway-snapshot.ts'
import { nameInReference, parseResourcePath } from './resource-path.ts'
import { SharedIndex } from './shared-index.ts'
import { parseSubscriptionScope } from './subscription-scope.ts'

/** The users of one instance, their groups and their subscriptions, while changes come in. */
export class PeopleDrafts {
  readonly #users = new Map<string, SnapshotEntryOf<'user'>>()
  readonly #groupsByUser = new Map<string, Set<string>>()
  readonly #touchedUsers = new Set<string>()
  #subscriptionChanges: [string, CompiledSubscription | undefined][] = []
  #userByName = new SharedIndex<CompiledUser>()
  #subscriptionByHash = new SharedIndex<CompiledSubscription>()

  setUser(name: string, entry: SnapshotEntryOf<'user'> | undefined): void {
    if (entry === undefined) this.#users.delete(name)
    else this.#users.set(name, entry)
    this.#touchedUsers.add(name)
  }

  setMember(groupName: string, userName: string, isThere: boolean): void {
    const groups = getOrCreate(this.#groupsByUser, userName, () => new Set<string>())
    if (isThere) groups.add(groupName)
    else groups.delete(groupName)
    if (groups.size === 0) this.#groupsByUser.delete(userName)
    this.#touchedUsers.add(userName)
  }

  /** @param before what was put under this identifier the last time; its keys open nothing any more */
  setSubscription(
    before: SnapshotEntryOf<'subscription'> | undefined,
    entry: SnapshotEntryOf<'subscription'> | undefined,
  ): void {
    if (before !== undefined) {
      for (const hash of hashesOf(before)) this.#subscriptionChanges.push([hash, undefined])
    }
    if (entry === undefined) return
    const compiled = compileSubscription(entry)
    for (const hash of hashesOf(entry)) this.#subscriptionChanges.push([hash, compiled])
  }

  compile(): { userByName: SharedIndex<CompiledUser>; subscriptionByHash: SharedIndex<CompiledSubscription> } {
    // A hash that one subscription gives up and another takes in the same change belongs to the taker.
    this.#subscriptionByHash = this.#subscriptionByHash.with([
      ...this.#subscriptionChanges.filter(([, subscription]) => subscription === undefined),
      ...this.#subscriptionChanges.filter(([, subscription]) => subscription !== undefined),
    ])
    this.#subscriptionChanges = []
    this.#userByName = this.#userByName.with([...this.#touchedUsers].map((name) => [name, this.#compileUser(name)]))
    this.#touchedUsers.clear()
    return { userByName: this.#userByName, subscriptionByHash: this.#subscriptionByHash }
  }

  #compileUser(name: string): CompiledUser | undefined {
    const entry = this.#users.get(name)
    if (entry === undefined) return undefined
    return {
      id: name,
      resourceId: entry.id,
      properties: entry.properties,
      groupIds: [...(this.#groupsByUser.get(name) ?? [])].sort(),
    }
  }
}

/** One that is missing must not become a key that everybody has. */
const hashesOf = ({ properties }: SnapshotEntryOf<'subscription'>): string[] =>
  [properties.primaryKeyHash, properties.secondaryKeyHash].filter((hash) => typeof hash === 'string' && hash !== '')

const compileSubscription = (entry: SnapshotEntryOf<'subscription'>): CompiledSubscription => ({
  matched: { id: parseResourcePath(entry.id).own, resourceId: entry.id, properties: entry.properties },
  scope: parseSubscriptionScope(entry.properties.scope),
  ownerName: nameInReference(entry.properties.ownerId),
  expiresAtMs: expiryOf(entry.properties),
  secondaryKeyHash:
    entry.properties.secondaryKeyHash === entry.properties.primaryKeyHash
      ? undefined
      : entry.properties.secondaryKeyHash,
})

/** Dates are informative unless the subscription asks for more. @see reference: API Management, 1.7 */
function expiryOf({ enforceExpiration, expirationDate }: SubscriptionProperties): number {
  if (!enforceExpiration || !expirationDate) return Number.POSITIVE_INFINITY
  const expiresAtMs = Date.parse(expirationDate)
  return Number.isNaN(expiresAtMs) ? Number.POSITIVE_INFINITY : expiresAtMs
}
