import type { StoreReader } from '@sluice/platform'
import { serviceKey } from '../../arm/identity.ts'
import { administratorId } from '../../resources/users.ts'
import { type Actor, allows } from '../roles.ts'
import { readOpenAccount, type UserAccount } from '../user-account.ts'

/**
 * Who somebody is in the developer portal of a service: the user of it, and for administrators of the whole installation,
 * who run services that they are no users of, its own administrator. Undefined = nobody there.
 */
export async function readPortalUser(
  reader: StoreReader,
  actor: Actor | undefined,
  service: string,
): Promise<UserAccount | undefined> {
  const isOwn = actor?.userService === service
  const isForAll = actor !== undefined && actor.service === undefined && actor.actedBy === undefined
  const id = isOwn ? actor.userId : isForAll && allows(actor.role, 'administrator') ? administratorId : undefined
  return id === undefined ? undefined : readOpenAccount(reader, `${serviceKey(service)}/users/${id.toLowerCase()}`)
}
