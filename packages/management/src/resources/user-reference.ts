import { AppError } from '@sluice/contracts'
import { toBody, type WriteContext } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { toKey, toRelativePath } from '../arm/identity.ts'

/**
 * Path of the user whom a required `userId` names by a full identifier, by a path, or by the bare identifier.
 * @throws AppError `ValidationError` when there is none
 */
export async function resolveUser(reference: string, { transaction, service }: WriteContext): Promise<string> {
  const path = reference.includes('/') ? (toRelativePath(reference, service) ?? '') : `/users/${reference}`
  const user = /^\/users\/[^/]+$/i.test(path) ? await transaction.get(toKey(service.name, path)) : undefined
  if (user !== undefined) return toBody(user).path
  const fault = fieldFault('properties.userId', `The user '${reference}' does not exist.`)
  throw new AppError('ValidationError', {}, { faults: [fault] })
}
