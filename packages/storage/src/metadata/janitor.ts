import type { Log } from '@sluice/platform'
import { type ContentFiles, forEachFileOf } from '../content/content-files.ts'
import type { Readers } from '../content/readers.ts'
import { dropStaged, dropVersion } from './blobs.ts'
import { expireBlocks } from './blocks.ts'
import { isKnownFile, listGarbage, removeGarbage } from './garbage.ts'
import type { MetadataDatabase } from './metadata-database.ts'

const filesAtOnce = 500
const blobsAtOnce = 500

export interface Janitor {
  /** There may be something to remove. */
  wake(): void
  /** Resolves when everything that can be removed now is gone. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Removes in the background what nothing refers to any more, in steps that a kill may end anywhere. */
export function startJanitor(database: MetadataDatabase, files: ContentFiles, readers: Readers, log: Log): Janitor {
  let isClosed = false
  let isWanted = false
  let working: Promise<void> | undefined

  async function work(): Promise<void> {
    while (isWanted && !isClosed) {
      isWanted = false
      await removeDropped()
      await removeFiles()
    }
  }
  async function removeDropped(): Promise<void> {
    for (;;) {
      const container = database.get('SELECT container FROM dropped LIMIT 1')?.container
      if (container === undefined || isClosed) return
      await database.commit(() => dropSome(database, Number(container)))
    }
  }
  async function removeFiles(): Promise<void> {
    let after = -1
    for (;;) {
      const found = listGarbage(database, after, filesAtOnce)
      after = found.at(-1) ?? after
      if (found.length === 0 || isClosed) return
      const free = found.filter((file) => !readers.isHeld(file))
      if (free.length === 0) continue
      await files.remove(free)
      await database.commit(() => removeGarbage(database, free))
    }
  }
  const wake = () => {
    isWanted = true
    if (working !== undefined || isClosed) return
    working = work()
      .catch((error: unknown) => log.warn('Files of deleted blobs could not be removed; it is tried again.', { error }))
      .finally(() => {
        working = undefined
        if (isWanted) wake()
      })
  }
  return {
    wake,
    async idle() {
      while (working !== undefined) await working
    },
    async close() {
      isClosed = true
      isWanted = false
      await working
    },
  }
}

/** Inside of `commit`: some blobs of a deleted container, and the container when that was the last. */
function dropSome(database: MetadataDatabase, container: number): void {
  const none = new Set<number>()
  const blobs = database.all('SELECT name, version FROM blobs WHERE container = ? LIMIT ?', container, blobsAtOnce)
  for (const { name, version } of blobs) {
    dropVersion(database, Number(version), none)
    database.run('DELETE FROM blobs WHERE container = ? AND name = ?', container, String(name))
  }
  const staged = database.all('SELECT DISTINCT name FROM staged WHERE container = ? LIMIT ?', container, blobsAtOnce)
  for (const { name } of staged) dropStaged(database, container, String(name), none)
  if (blobs.length < blobsAtOnce && staged.length < blobsAtOnce) {
    database.run('DELETE FROM dropped WHERE container = ?', container)
  }
}

/** Begins a run of the program. @returns its number, never given before */
export function beginRun(database: MetadataDatabase): Promise<number> {
  return database.commit(() => {
    const run = Number(database.get('SELECT coalesce(max(run), 0) + 1 AS run FROM runs')?.run)
    database.run('INSERT INTO runs VALUES (?, 0)', run)
    // Numbers are never given twice, so that one row of the swept ones is enough.
    database.run('DELETE FROM runs WHERE is_swept = 1 AND run < ?', run - 1)
    return run
  })
}

/** Removes what runs before this one wrote and never committed. A kill leaves nothing else behind. */
export async function sweepFormerRuns(
  database: MetadataDatabase,
  files: ContentFiles,
  folder: string,
  run: number,
): Promise<void> {
  for (const row of database.all('SELECT run FROM runs WHERE is_swept = 0 AND run < ?', run)) {
    const former = Number(row.run)
    await forEachFileOf(folder, former, async (found) => {
      await files.remove(found.filter((file) => !isKnownFile(database, file)))
    })
    await database.commit(() => database.run('UPDATE runs SET is_swept = 1 WHERE run = ?', former))
  }
}

/** Gives up blocks that were not committed for a week. */
export async function expireOldBlocks(database: MetadataDatabase, nowMs: number): Promise<void> {
  let count: number
  do count = await database.commit(() => expireBlocks(database, nowMs - blockLifeMs, filesAtOnce))
  while (count === filesAtOnce)
}

const blockLifeMs = 7 * 24 * 3_600_000
