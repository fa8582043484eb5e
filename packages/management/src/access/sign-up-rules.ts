import { AppError, type DelegationSettings, type SignupSettings } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { isServiceOpen } from '../services/service-document.ts'

/**
 * Whether people may register themselves at a service.
 * @throws AppError `OperationNotAllowed`, `ValidationError` without the consent that is asked for
 */
export async function assertSignUpOpen(reader: StoreReader, service: string, hasConsented: boolean): Promise<void> {
  if (!(await isServiceOpen(reader, service))) throw new AppError('ResourceNotFound', { kind: 'Service' })
  const at = `${serviceKey(service)}/portalsettings`
  const [signup, delegation] = await Promise.all([reader.get(`${at}/signup`), reader.get(`${at}/delegation`)])
  if (delegation !== undefined && toBody<DelegationSettings>(delegation).properties.userRegistration.enabled) {
    throw new AppError('OperationNotAllowed', { reason: 'Users of this service register at another site.' })
  }
  const settings = signup && toBody<SignupSettings>(signup).properties
  if (settings?.enabled !== true) {
    throw new AppError('OperationNotAllowed', { reason: 'Nobody can register here without an invitation.' })
  }
  const { enabled, consentRequired } = settings.termsOfService
  if (enabled && consentRequired && !hasConsented) {
    assertNoFaults([fieldFault('consent', "'consent' to the terms of use is required.")])
  }
}
