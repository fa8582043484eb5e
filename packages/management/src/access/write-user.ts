import { AppError } from '@sluice/contracts'
import type { JsonObject, Transaction } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'
import { deleteResource, putResource, type WriteTarget } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { readService } from '../services/service-document.ts'
import { readAccount, type UserAccount } from './user-account.ts'

/** @throws AppError `ResourceNotFound` */
export async function readIdentityOf(reader: Pick<Transaction, 'get'>, service: string): Promise<ServiceIdentity> {
  const body = await readService(reader, service)
  if (body === undefined) throw new AppError('ResourceNotFound', { kind: 'Service' })
  return body.identity
}

/** Writes a user by the rules of the resource, as an administrator's PUT would. */
export async function putUser(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { service, id, properties }: { readonly service: string; readonly id: string; readonly properties: JsonObject },
): Promise<UserAccount> {
  const target = await targetOf(environment, transaction, service, id)
  const { document } = await putResource(target, properties)
  const account = await readAccount(transaction, document.key)
  if (account === undefined) throw new Error(`The user '${id}' is not there after it was written.`)
  return account
}

/** Changes some fields of a user who is there. */
export const changeUser = (
  environment: ManagementEnvironment,
  transaction: Transaction,
  { service, id, properties }: UserAccount,
  changes: JsonObject,
): Promise<UserAccount> =>
  putUser(environment, transaction, { service, id, properties: { ...properties, ...changes } as unknown as JsonObject })

/** Removes a user together with the subscriptions. */
export async function removeUser(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { service, id }: UserAccount,
): Promise<void> {
  const target = await targetOf(environment, transaction, service, id)
  await deleteResource({ ...target, query: new URLSearchParams({ deleteSubscriptions: 'true' }), ifMatch: '*' })
}

const targetOf = async (
  environment: ManagementEnvironment,
  transaction: Transaction,
  service: string,
  id: string,
): Promise<WriteTarget> => ({
  environment,
  transaction,
  service: await readIdentityOf(transaction, service),
  path: `/users/${id}`,
  query: new URLSearchParams(),
  ifMatch: null,
})
