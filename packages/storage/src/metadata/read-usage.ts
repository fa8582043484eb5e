import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface ContainerUsage {
  readonly name: string
  readonly blobs: number
  readonly bytes: number
}

/** Containers with what is in them, read beside a program that may be running. @returns none where there is no store yet */
export function readUsage(folder: string): readonly ContainerUsage[] {
  const file = join(folder, 'storage.db')
  if (!existsSync(file)) return []
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare(
        `SELECT c.name AS name, count(b.name) AS blobs, coalesce(sum(b.size), 0) AS bytes
         FROM containers c LEFT JOIN blobs b ON b.container = c.id GROUP BY c.id ORDER BY c.name`,
      )
      .all()
      .map(({ name, blobs, bytes }) => ({ name: String(name), blobs: Number(blobs), bytes: Number(bytes) }))
  } finally {
    database.close()
  }
}
