import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import type { AccessSurroundings } from './access-route.ts'
import { assertMayUsePassword } from './portal-rules.ts'
import { findAccount, readFirstService, type UserAccount } from './user-account.ts'

export interface PasswordSignIn {
  /** In lower case. */
  readonly service: string
  readonly email: string
  readonly password: string
  readonly remoteAddress: string
}

/**
 * The user with this address and password, who may sign in with it.
 * @throws AppError `SignInFailed`, `TooManySignIns`; for the right password also `AccountNotConfirmed`, `AccountBlocked`,
 * `PasswordSignInDisabled`, `Delegated`
 */
export async function checkPassword(
  surroundings: Pick<AccessSurroundings, 'environment' | 'guard'>,
  signIn: PasswordSignIn,
): Promise<UserAccount> {
  const account = await confirmPassword(surroundings, signIn)
  await assertMayUsePassword(surroundings.environment.store, account)
  return account
}

/**
 * The same for somebody who has signed in, in whatever way, and shows it once more.
 * @throws AppError `SignInFailed`, `TooManySignIns`; for the right password also `AccountNotConfirmed`, `AccountBlocked`
 */
export async function confirmPassword(
  { environment, guard }: Pick<AccessSurroundings, 'environment' | 'guard'>,
  { service, email, password, remoteAddress }: PasswordSignIn,
): Promise<UserAccount> {
  const attempt = guard.enter(remoteAddress, `password|${service}|${email.toLowerCase()}`)
  const account = await findAccount(environment.store, service, email)
  const isRight = await environment.passwords.verify(password, account?.hidden.passwordHash)
  if (!isRight || account === undefined || account.properties.state === 'deleted') {
    throw new AppError('SignInFailed', {})
  }
  attempt.succeeded()
  assertMaySignIn(account)
  return account
}

/** @throws AppError `AccountNotConfirmed`, `AccountBlocked` */
export function assertMaySignIn({ properties: { state } }: UserAccount): void {
  if (state === 'pending') throw new AppError('AccountNotConfirmed', {})
  if (state !== 'active') throw new AppError('AccountBlocked', {})
}

/** The service that a call outside the resource manager's tree is about: `?service=`, else the first one; in lower case. */
export async function readServiceOf({ store }: ManagementEnvironment, url: URL): Promise<string> {
  return url.searchParams.get('service')?.toLowerCase() ?? (await readFirstService(store)) ?? ''
}
