import { AppError } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { arePasswordsOn, readPortalSettings } from '../resources/portal-setting-documents.ts'
import { isServiceOpen } from '../services/service-document.ts'
import type { DelegatedOperation } from './delegation.ts'
import { allows } from './roles.ts'
import type { UserAccount } from './user-account.ts'

export type DelegatedName = DelegatedOperation['operation']

const ofSubscriptions: readonly DelegatedName[] = ['Subscribe', 'Unsubscribe', 'Renew']

/** The address of the other site that an operation is left to; undefined = it is done here. */
export async function readDelegateOf(
  reader: StoreReader,
  service: string,
  operation: DelegatedName,
): Promise<string | undefined> {
  const { delegation } = await readPortalSettings(reader, service)
  const part = ofSubscriptions.includes(operation) ? delegation.subscriptions : delegation.userRegistration
  return part.enabled && delegation.url !== null ? delegation.url : undefined
}

/** @throws AppError `Delegated` */
export async function assertNotDelegated(
  reader: StoreReader,
  service: string,
  operation: DelegatedName,
): Promise<void> {
  const url = await readDelegateOf(reader, service, operation)
  if (url !== undefined) throw new AppError('Delegated', { operation, url })
}

/**
 * What people do with their accounts is done at the other site, where there is one. Administrators go on here, so that
 * no wrong address shuts them out.
 * @throws AppError `Delegated`
 */
export async function assertOwnAccountHere(
  reader: StoreReader,
  { role, service }: UserAccount,
  operation: DelegatedName,
): Promise<void> {
  if (!allows(role, 'administrator')) await assertNotDelegated(reader, service, operation)
}

/** Whether accounts may have passwords at a service. @throws AppError `PasswordSignInDisabled` */
export async function assertPasswordsOn(reader: StoreReader, service: string): Promise<void> {
  if (!(await arePasswordsOn(reader, service))) throw new AppError('PasswordSignInDisabled', {})
}

/**
 * Whether a user may sign in with a password: administrators always may, so that they do not lock themselves out.
 * @throws AppError `PasswordSignInDisabled`, `Delegated`
 */
export async function assertMayUsePassword(reader: StoreReader, account: UserAccount): Promise<void> {
  if (allows(account.role, 'administrator')) return
  await assertPasswordsOn(reader, account.service)
  await assertNotDelegated(reader, account.service, 'SignIn')
}

/** The same, for answers that must not tell. */
export async function mayUsePassword(reader: StoreReader, account: UserAccount): Promise<boolean> {
  if (allows(account.role, 'administrator')) return true
  const isDelegated = (await readDelegateOf(reader, account.service, 'SignIn')) !== undefined
  return !isDelegated && arePasswordsOn(reader, account.service)
}

/**
 * Whether people may register themselves at a service.
 * @throws AppError `ResourceNotFound`, `Delegated`, `OperationNotAllowed`, `ValidationError` without the consent that is asked for
 */
export async function assertSignUpOpen(reader: StoreReader, service: string, hasConsented: boolean): Promise<void> {
  if (!(await isServiceOpen(reader, service))) throw new AppError('ResourceNotFound', { kind: 'Service' })
  await assertNotDelegated(reader, service, 'SignUp')
  const { signup } = await readPortalSettings(reader, service)
  if (!signup.enabled) {
    throw new AppError('OperationNotAllowed', { reason: 'Nobody can register here without an invitation.' })
  }
  const { enabled, consentRequired } = signup.termsOfService
  if (enabled && consentRequired && !hasConsented) {
    assertNoFaults([fieldFault('consent', "'consent' to the terms of use is required.")])
  }
}
