import { createHash } from 'node:crypto'
import type { Secrets } from '@sluice/platform'

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The id under which the installation answers as a directory: the one that was asked for when that is a GUID, else one
 * of its own that is always the same.
 */
export function toTenantId(secrets: Pick<Secrets, 'lookupHash'>, asked?: string): string {
  if (asked !== undefined && guid.test(asked)) return asked.toLowerCase()
  const hex = createHash('sha256').update(secrets.lookupHash('directory')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
