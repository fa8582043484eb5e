import { AppError } from '@sluice/contracts'
import type { JsonObject, Transaction } from '@sluice/platform'
import { linkResources } from './association-document.ts'
import { findAssociation, findResource } from './find-declaration.ts'
import { type ServiceIdentity, toKey } from './identity.ts'
import { fillPath, splitPath } from './path-pattern.ts'

interface AssociationTarget {
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly path: string
}

/**
 * @param properties kept with the fact itself
 * @returns whether it is new
 */
export async function putAssociation(
  { transaction, service, path }: AssociationTarget,
  properties: JsonObject = {},
): Promise<boolean> {
  const found = findAssociation(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const { declaration: association, identifiers } = found
  const targetPath = fillPath(association.shows, identifiers)
  for (const needed of [ownerOf(path), targetPath]) {
    if ((await transaction.get(toKey(service.name, needed))) === undefined) {
      throw new AppError('ResourceNotFound', { kind: findResource(needed)?.declaration.title ?? 'Service' })
    }
  }
  if ((await transaction.get(toKey(service.name, path))) !== undefined) return false
  await association.beforePut?.({ transaction, service, identifiers })
  await linkResources(transaction, service, { path, targetPath, association: association.path, properties })
  return true
}

/** @returns whether it was there */
export async function deleteAssociation({ transaction, service, path }: AssociationTarget): Promise<boolean> {
  const found = findAssociation(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const key = toKey(service.name, path)
  if ((await transaction.get(key)) === undefined) return false
  await found.declaration.beforeDelete?.({ transaction, service, identifiers: found.identifiers })
  return transaction.remove(key)
}

/** A child lives below its parent: two segments up, or the service itself. */
export const ownerOf = (path: string): string => `/${splitPath(path).slice(0, -2).join('/')}`
