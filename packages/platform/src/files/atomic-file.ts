import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface AtomicWriteOptions {
  /** Default 0o600. */
  readonly mode?: number
}

/** Writes a file so that a reader, or the next start after a crash, finds the old content or the new one, whole. */
export function writeFileAtomically(path: string, data: string | Uint8Array, options: AtomicWriteOptions = {}): void {
  const temporary = writeTemporary(path, data, options.mode ?? 0o600)
  try {
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/**
 * Like `writeFileAtomically`, but only when the file is not there: of several processes exactly one writes.
 * @returns whether this call wrote it
 */
export function createFileAtomically(
  path: string,
  data: string | Uint8Array,
  options: AtomicWriteOptions = {},
): boolean {
  const temporary = writeTemporary(path, data, options.mode ?? 0o600)
  try {
    // A link fails when the name is taken, where a rename would replace what another process wrote a moment ago.
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
  syncFolder(dirname(path))
  return true
}

function writeTemporary(path: string, data: string | Uint8Array, mode: number): string {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`)
  const file = openSync(temporary, 'wx', mode)
  try {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    for (let offset = 0; offset < bytes.byteLength; ) offset += writeSync(file, bytes, offset)
    fsyncSync(file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  return temporary
}

function syncFolder(folder: string): void {
  // Windows opens no folders; there the rename itself is durable enough.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
