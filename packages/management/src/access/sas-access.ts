import { AppError } from '@sluice/contracts'
import { serviceKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { isServiceOpen } from '../services/service-document.ts'
import type { GuessGuard } from './guess-guard.ts'
import type { Actor } from './roles.ts'
import { integrationIdentifier, isSignedBy, parseSasToken, type SasToken, signSasToken } from './sas-signature.ts'
import { readTenantAccess } from './tenant-access.ts'
import { readOpenAccount, toActor, type UserAccount } from './user-account.ts'

/** No signature is good for longer than this from now on. @see reference: API Management, 4.1 */
export const longestSasMs = 30 * 86_400_000

export interface SasCall {
  readonly environment: ManagementEnvironment
  readonly guard: GuessGuard
  readonly remoteAddress: string
  /** In lower case. */
  readonly service: string
}

/**
 * Who a shared access signature speaks for; undefined when it is none, is over, or is signed by no key of the service.
 * @throws AppError `TooManySignIns`
 */
export async function readSasActor(call: SasCall, text: string): Promise<Actor | undefined> {
  const { environment, service } = call
  // The developer portal hands on what it was given in a header: token="…",refresh="true".
  const token = parseSasToken(/^token="([^"]+)"/.exec(text)?.[1] ?? text)
  const now = environment.clock.now()
  if (token === undefined || token.expiresAtMs <= now || token.expiresAtMs > now + longestSasMs) return undefined
  const attempt = call.guard.check(call.remoteAddress, `signature|${service}|${token.identifier.toLowerCase()}`)
  const actor = await readSigner(call, token)
  if (actor === undefined) attempt.failed()
  return actor
}

async function readSigner({ environment, service }: SasCall, token: SasToken): Promise<Actor | undefined> {
  const { store } = environment
  if (!(await isServiceOpen(store, service))) return undefined
  const access = await readTenantAccess(environment, service)
  const keys = access === undefined ? [] : [access.primaryKey, access.secondaryKey]
  if (token.identifier === integrationIdentifier) {
    const isGood = isSignedBy(token, keys) && access?.isEnabled === true
    return isGood ? { subject: integrationIdentifier, role: 'administrator', service } : undefined
  }
  const account = await readOpenAccount(store, `${serviceKey(service)}/users/${token.identifier.toLowerCase()}`)
  const ownKey = account === undefined ? [] : [signInKey(environment, account)]
  if (!isSignedBy(token, [...keys, ...ownKey]) || account?.properties.state !== 'active') return undefined
  return toActor(store, account)
}

/** The signature that an administrator hands out for a user, with a key of the service; seconds are cut off. */
export async function signForService(
  environment: ManagementEnvironment,
  account: UserAccount,
  { keyType, expiresAtMs }: { readonly keyType: 'primary' | 'secondary'; readonly expiresAtMs: number },
): Promise<string> {
  const access = await readTenantAccess(environment, account.service)
  if (access === undefined) throw new AppError('ResourceNotFound', { kind: 'TenantAccess' })
  return signSasToken(account.id, expiresAtMs, keyType === 'primary' ? access.primaryKey : access.secondaryKey)
}

/** The signature that a user gets for a password: it ends when the password changes, as a session does. */
export const signForUser = (environment: ManagementEnvironment, account: UserAccount, expiresAtMs: number): string =>
  signSasToken(account.id, expiresAtMs, signInKey(environment, account))

const signInKey = ({ secrets }: ManagementEnvironment, { key, ordinal, hidden }: UserAccount): string =>
  secrets.lookupHash(`signature|${key}|${ordinal}|${hidden.passwordHash ?? ''}`)
