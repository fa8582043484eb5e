import type { JsonObject, Transaction } from '@sluice/platform'
import { collectionOf, type ServiceIdentity, serviceKey, toKey } from './identity.ts'

interface NewLink {
  readonly path: string
  readonly targetPath: string
  /** Declared path. */
  readonly association: string
  readonly properties?: JsonObject
}

/** Under `association`, all associations of one declared path that a service has. */
export const toAssociationIndex = (service: ServiceIdentity, declaredPath: string): string =>
  `${serviceKey(service.name)}|${declaredPath}`

/** Writes the fact that `path`'s owner has the resource at `targetPath`, without asking any rule. */
export async function linkResources(
  transaction: Transaction,
  service: ServiceIdentity,
  { path, targetPath, association, properties = {} }: NewLink,
): Promise<void> {
  const key = toKey(service.name, path)
  await transaction.put(
    { key, collection: collectionOf(key), body: { path, association, properties } },
    { references: { target: toKey(service.name, targetPath), association: toAssociationIndex(service, association) } },
  )
}
