import type { StoredDocument, StoreReader } from '@sluice/platform'
import { type ServiceIdentity, toKey, toRelativePath, toServiceId } from './identity.ts'
import { matchPath, parsePathPattern, splitPath } from './path-pattern.ts'

/** The path below the service of what a field refers to; undefined = it is no reference to a resource of this form. */
export function readReference(reference: string, declaredPath: string, service: ServiceIdentity): string | undefined {
  const path = toRelativePath(reference, service)
  if (path === undefined) return undefined
  return matchPath(parsePathPattern(declaredPath), splitPath(path)) === undefined ? undefined : path
}

/**
 * The resource that a field refers to, as it is stored.
 * @param declaredPath of what it may refer to: `/loggers/{loggerId}`
 */
export async function findReferenced(
  reader: Pick<StoreReader, 'get'>,
  service: ServiceIdentity,
  reference: string,
  declaredPath: string,
): Promise<StoredDocument | undefined> {
  const path = readReference(reference, declaredPath, service)
  return path === undefined ? undefined : reader.get(toKey(service.name, path))
}

/** A reference as answers show it. */
export const showReference = (path: string, service: ServiceIdentity): string => `${toServiceId(service)}${path}`
