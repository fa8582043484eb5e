import type { MetadataDatabase } from './metadata-database.ts'

/** A number that was never given before, for versions and entity tags. Inside of `commit`. */
export function nextNumber(database: MetadataDatabase): number {
  return Number(database.get('UPDATE numbers SET last = last + 1 RETURNING last')?.last)
}

/** As it stands in headers, with its quotes; in lists it stands without. */
export const toEntityTag = (tag: number): string => `"${toPlainTag(tag)}"`
export const toPlainTag = (tag: number): string => `0x${tag.toString(16).toUpperCase().padStart(16, '0')}`
