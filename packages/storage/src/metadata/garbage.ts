import type { FileNumber } from '../content/content-folder.ts'
import type { MetadataDatabase, Row } from './metadata-database.ts'

/** Inside of `commit`. @param rows with a column `file` */
export function addGarbage(database: MetadataDatabase, rows: readonly Row[], kept: ReadonlySet<FileNumber>): void {
  for (const { file } of rows) {
    if (!kept.has(Number(file))) database.run('INSERT OR IGNORE INTO garbage VALUES (?)', Number(file))
  }
}

/** Files to remove, oldest first, from behind `after` on. */
export const listGarbage = (database: MetadataDatabase, after: FileNumber, limit: number): readonly FileNumber[] =>
  database
    .all('SELECT file FROM garbage WHERE file > ? ORDER BY file LIMIT ?', after, limit)
    .map(({ file }) => Number(file))

/** Inside of `commit`. */
export function removeGarbage(database: MetadataDatabase, files: readonly FileNumber[]): void {
  for (const file of files) database.run('DELETE FROM garbage WHERE file = ?', file)
}

/** Whether something refers to the file, or it is known to be garbage. */
export const isKnownFile = (database: MetadataDatabase, file: FileNumber): boolean =>
  database.get(
    'SELECT 1 AS known WHERE EXISTS (SELECT 1 FROM segments WHERE file = ?1) OR EXISTS (SELECT 1 FROM staged WHERE file = ?1) OR EXISTS (SELECT 1 FROM garbage WHERE file = ?1)',
    file,
  ) !== undefined
