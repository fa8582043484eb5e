import type { Transaction } from '@sluice/platform'
import { collectionOf, type ServiceIdentity, toKey } from './identity.ts'

/** Writes the fact that `path`'s owner has the resource at `targetPath`, without asking any rule. */
export async function linkResources(
  transaction: Transaction,
  service: ServiceIdentity,
  path: string,
  targetPath: string,
): Promise<void> {
  const key = toKey(service.name, path)
  await transaction.put(
    { key, collection: collectionOf(key), body: { path, properties: {} } },
    { references: { target: toKey(service.name, targetPath) } },
  )
}
