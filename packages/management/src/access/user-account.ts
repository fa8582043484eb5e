import type { UserProperties, UserRole } from '@sluice/contracts'
import type { StoredDocument, StoreReader } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { nameOf, serviceKey } from '../arm/identity.ts'
import { isServiceOpen } from '../services/service-document.ts'
import type { Actor } from './roles.ts'
import type { TokenUser } from './token-directory.ts'

/** Where it is written which service the installation began with: its administrators are those of the whole installation. */
export const installationKey = '/installation'

/** What access needs to know of a user. */
export interface UserAccount extends TokenUser {
  readonly id: string
  /** Lower-case name of the service that the user belongs to. */
  readonly service: string
  readonly role: UserRole
  readonly properties: UserProperties
  readonly hidden: Readonly<Record<string, string>>
}

/** The user whose document is at `key`. */
export async function readAccount(reader: StoreReader, key: string): Promise<UserAccount | undefined> {
  const document = await reader.get(key)
  return document === undefined ? undefined : toAccount(reader, document)
}

/** The same for whoever makes a call: undefined also while the service of the user is deleted or not ready. */
export async function readOpenAccount(reader: StoreReader, key: string): Promise<UserAccount | undefined> {
  const document = await reader.get(key)
  return toOpenAccount(reader, document)
}

/** The user of a service that is open with this e-mail address, in whatever letter case. */
export async function findAccount(
  reader: StoreReader,
  service: string,
  email: string,
): Promise<UserAccount | undefined> {
  const [document] = await reader.findByIndex('email', `${serviceKey(service)}|${email.toLowerCase()}`)
  return toOpenAccount(reader, document)
}

/** Name and value of the index under which the user with an identity is found. */
export const identityIndex = (
  service: string,
  { provider, id }: { readonly provider: string; readonly id: string },
): readonly [string, string] => [`identity:${provider.toLowerCase()}`, `${serviceKey(service)}|${id}`]

/** The user of a service that is open who signs in with this identity. */
export async function findByIdentity(
  reader: StoreReader,
  service: string,
  identity: { readonly provider: string; readonly id: string },
): Promise<UserAccount | undefined> {
  const [document] = await reader.findByIndex(...identityIndex(service, identity))
  return toOpenAccount(reader, document)
}

async function toOpenAccount(
  reader: StoreReader,
  document: StoredDocument | undefined,
): Promise<UserAccount | undefined> {
  const isOpen = document !== undefined && (await isServiceOpen(reader, serviceOf(document)))
  return isOpen ? toAccount(reader, document) : undefined
}

const serviceOf = ({ key }: StoredDocument): string => key.split('/')[2] ?? ''

async function toAccount(reader: StoreReader, document: StoredDocument): Promise<UserAccount> {
  const { path, properties, hidden = {} } = toBody<UserProperties>(document)
  const id = nameOf(path)
  const service = serviceOf(document)
  return {
    key: document.key,
    ordinal: document.ordinal,
    id,
    service,
    role: await readRole(reader, service, id, properties),
    properties,
    hidden,
  }
}

/** Members of the group of administrators are administrators, whatever else is written of them. */
export async function readRole(
  reader: StoreReader,
  service: string,
  id: string,
  { role }: Pick<UserProperties, 'role'>,
): Promise<UserRole> {
  if (role !== undefined) return role
  const membership = `${serviceKey(service)}/groups/administrators/users/${id.toLowerCase()}`
  return (await reader.get(membership)) === undefined ? 'developer' : 'administrator'
}

/** Name of the service that the installation began with, in lower case; undefined when that one is gone. */
export async function readFirstService(reader: StoreReader): Promise<string | undefined> {
  const named = (await reader.get(installationKey))?.body.service
  return typeof named === 'string' && (await reader.get(serviceKey(named))) !== undefined ? named : undefined
}

/** A user as the one who makes calls: confined to the own service, but for administrators of the first one. */
export async function toActor(reader: StoreReader, { id, role, service }: UserAccount): Promise<Actor> {
  const isEverywhere = role === 'administrator' && service === (await readFirstService(reader))
  return { subject: id, role, userId: id, userService: service, ...(isEverywhere ? {} : { service }) }
}
