import { toEntityTag } from '../metadata/numbers.ts'

/** What every answer about a container or blob begins with. */
export const toTagHeaders = ({ tag, modifiedMs }: { readonly tag: number; readonly modifiedMs: number }) => ({
  ETag: toEntityTag(tag),
  'Last-Modified': new Date(modifiedMs).toUTCString(),
})

/** Nothing here is leased; clients look at the fields. */
export const leaseHeaders = { 'x-ms-lease-status': 'unlocked', 'x-ms-lease-state': 'available' } as const
