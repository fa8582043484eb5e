import { AppError } from '@sluice/contracts'

/** Entity tag as it stands in the ETag header. */
export const toEtag = (entityTag: string): string => `"${entityTag}"`

/**
 * Checks If-Match against what is stored.
 * @throws AppError `IfMatchRequired`, `PreconditionFailed`
 */
export function assertMatch(
  ifMatch: string | null,
  entityTag: string | undefined,
  options: { isRequired: boolean },
): void {
  if (ifMatch === null) {
    if (options.isRequired) throw new AppError('IfMatchRequired', {})
    return
  }
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (entityTag !== undefined && tags.some((tag) => tag === '*' || tag === toEtag(entityTag))) return
  throw new AppError('PreconditionFailed', {})
}
