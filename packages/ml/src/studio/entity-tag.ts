import { AppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'

/** Entity tag as it stands in the ETag header. */
export const toEtag = (entityTag: string): string => `"${entityTag}"`

/**
 * Checks If-Match against what is stored.
 * @throws AppError `IfMatchRequired`, `PreconditionFailed`
 */
export function assertMatch(call: ServerCall, entityTag: string, isRequired = true): void {
  const ifMatch = call.header('if-match')
  if (ifMatch === undefined) {
    if (isRequired) throw new AppError('IfMatchRequired', {})
    return
  }
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!tags.some((tag) => tag === '*' || tag === toEtag(entityTag))) throw new AppError('PreconditionFailed', {})
}
