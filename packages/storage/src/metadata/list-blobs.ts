import { type StoredBlob, toBlob } from './blobs.ts'
import type { MetadataDatabase } from './metadata-database.ts'

export interface BlobListOptions {
  readonly container: number
  readonly prefix: string
  /** Names that agree up to it are one entry; empty: none are. */
  readonly delimiter: string
  /** First name that may come. */
  readonly from: string
  readonly limit: number
  /** Blobs of which there are only blocks, too. */
  readonly withUncommitted: boolean
}

export type BlobListEntry =
  | { readonly kind: 'blob'; readonly blob: StoredBlob }
  | { readonly kind: 'uncommitted'; readonly name: string }
  | { readonly kind: 'prefix'; readonly name: string }

export interface BlobListPage {
  readonly entries: readonly BlobListEntry[]
  /** First name of the next page; undefined at the end. */
  readonly next: string | undefined
}

const rowsAtOnce = 500

/** Names in order of their UTF-8 bytes; what a delimiter folds into one entry is skipped, not read. */
export function listBlobs(database: MetadataDatabase, options: BlobListOptions): BlobListPage {
  const { prefix, delimiter, limit } = options
  const entries: BlobListEntry[] = []
  let from: string | undefined = options.from > prefix ? options.from : prefix
  while (from !== undefined) {
    const rows = readRows(database, options, from)
    let last: string | undefined
    let skipped: string | undefined
    for (const row of rows) {
      const name = String(row.name)
      if (!name.startsWith(prefix)) return { entries, next: undefined }
      if (skipped !== undefined && name.startsWith(skipped)) continue
      if (entries.length === limit) return { entries, next: name }
      last = name
      const at = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
      skipped = at < 0 ? undefined : name.slice(0, at + delimiter.length)
      if (skipped !== undefined) entries.push({ kind: 'prefix', name: skipped })
      else if (row.version === null) entries.push({ kind: 'uncommitted', name })
      else entries.push({ kind: 'blob', blob: toBlob(row) })
    }
    if (rows.length < rowsAtOnce) from = undefined
    else from = skipped === undefined ? after(last ?? from) : behindAll(skipped)
  }
  return { entries, next: undefined }
}

const blobColumns = 'container, name, version, tag, created_ms, modified_ms, size, properties, metadata'

const readRows = (database: MetadataDatabase, { container, withUncommitted }: BlobListOptions, from: string) =>
  withUncommitted
    ? database.all(
        `SELECT ${blobColumns} FROM blobs WHERE container = ?1 AND name >= ?2
         UNION ALL
         SELECT DISTINCT container, name, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM staged s
         WHERE container = ?1 AND name >= ?2
           AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.container = s.container AND b.name = s.name)
         ORDER BY name LIMIT ${rowsAtOnce}`,
        container,
        from,
      )
    : database.all(
        `SELECT ${blobColumns} FROM blobs WHERE container = ? AND name >= ? ORDER BY name LIMIT ${rowsAtOnce}`,
        container,
        from,
      )

/** The least name that is greater; names hold no NUL. */
const after = (name: string): string => `${name}\u0000`

/** The least text that is greater than everything that begins so. */
function behindAll(prefix: string): string {
  const letters = [...prefix]
  while (letters.length > 0) {
    const code = (letters.pop() as string).codePointAt(0) as number
    // What stands behind the last letter of all is only reached one letter before.
    if (code < 0x10ffff) return letters.join('') + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1)
  }
  return prefix
}
