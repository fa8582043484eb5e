import type { ResourceBody, WriteContext } from '../arm/define-resource.ts'
import { serviceKey } from '../arm/identity.ts'

/** Removes every association that points at a resource which is about to go. */
export async function removeAssociationsTo({ transaction, key }: WriteContext): Promise<void> {
  for (const document of await transaction.findByIndex('target', key)) await transaction.remove(document.key)
}

/** Subscriptions whose scope is this resource. */
export const subscriptionsOfScope = ({ transaction }: Pick<WriteContext, 'transaction'>, key: string) =>
  transaction.findByIndex('scope', key)

/** Subscriptions of this user. */
export const subscriptionsOfOwner = ({ transaction }: Pick<WriteContext, 'transaction'>, key: string) =>
  transaction.findByIndex('owner', key)

/** An identifier below the service out of a stored document. */
export const pathOf = (document: { readonly body: unknown }): string => (document.body as ResourceBody).path

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Key of a product, API or user that a path below the service names; '' names the service. */
export const keyOfPath = (service: string, path: string): string => `${serviceKey(service)}${path.toLowerCase()}`
