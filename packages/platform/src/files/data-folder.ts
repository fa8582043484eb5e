import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'

/** Makes the folder when it is missing. @throws AppError `FolderNotWritable` */
export function ensureWritableFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    // Root may write anywhere by its rights, yet not on a read-only file system: only a file tells.
    const probe = join(path, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe, { force: true })
  } catch (error) {
    throw new AppError(
      'FolderNotWritable',
      { path, reason: (error as NodeJS.ErrnoException).code ?? String(error) },
      { cause: error },
    )
  }
}

/** Keeps the databases of held locks from the garbage collector, which would close them and let the lock go. */
const heldLocks = new Set<DatabaseSync>()

export interface FolderLock {
  release(): void
}

/** Result code SQLITE_BUSY; extended codes have more in the higher bytes. */
const sqliteBusy = 5

/**
 * Holds a folder for the life of this process. The lock is SQLite's own on a file, which the operating system takes
 * away with the process, so that nothing stale is left after a kill.
 * @throws AppError `FolderInUse`, `FolderNotWritable`
 */
export function lockFolder(path: string): FolderLock {
  const holderFile = join(path, 'lock.pid')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(path, 'lock.db'))
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;')
    writeFileSync(holderFile, String(process.pid))
  } catch (error) {
    database?.close()
    if ((Number((error as { errcode?: number }).errcode) & 0xff) === sqliteBusy) {
      throw new AppError('FolderInUse', { path, holder: readHolder(holderFile) }, { cause: error })
    }
    const reason = `its lock: ${(error as Error).message}`
    throw new AppError('FolderNotWritable', { path, reason }, { cause: error })
  }
  const held = database
  heldLocks.add(held)
  return {
    release() {
      if (!heldLocks.delete(held)) return
      rmSync(holderFile, { force: true })
      held.close()
    },
  }
}

function readHolder(file: string): string {
  try {
    return `process ${readFileSync(file, 'utf8')}`
  } catch {
    // The other process is between taking the lock and writing its number.
    return 'another process'
  }
}
