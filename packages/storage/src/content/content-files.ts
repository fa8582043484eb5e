import { link, open, readdir, rm, statfs, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import { type FileNumber, FolderSync, fileName, firstFileOf, parseFileName, runFolder } from './content-folder.ts'

/** A file that is being written; nobody knows its number before it is on disk. */
export interface ContentDraft {
  readonly file: FileNumber
  write(chunks: readonly Uint8Array[]): Promise<void>
  /** Bytes and name are on disk when it resolves. */
  finish(): Promise<void>
  discard(): Promise<void>
}

/** Files that never change once they are there. */
export interface ContentFiles {
  /** @throws AppError `StorageFull` where so many bytes would take the room that deletions need */
  create(bytes: number): Promise<ContentDraft>
  /** A second name for the same bytes, on disk when it resolves. */
  copy(file: FileNumber): Promise<FileNumber>
  path(file: FileNumber): string
  /** Removes files, with their names gone from the disk when it resolves; those that are not there count as removed. */
  remove(files: readonly FileNumber[]): Promise<void>
  close(): Promise<void>
}

/** What blobs leave free on the disk: without room for its log, the database could not even delete. */
const reservedBytes = 16 * 1024 * 1024

/** @param run number of this run of the program, never used before */
export function openContentFiles(folder: string, run: number): ContentFiles {
  const folders = new FolderSync()
  let next = firstFileOf(run)
  let current: string | undefined
  const place = async (): Promise<{ file: FileNumber; path: string }> => {
    const file = next
    next += 1
    const path = fileName(folder, file)
    const parent = dirname(path)
    await folders.ensure(parent)
    const former = current
    current = parent
    // The folder is full: its last files hold it open by themselves until they are synced.
    if (former !== undefined && former !== parent) await folders.forget(former)
    return { file, path }
  }
  return {
    async create(bytes) {
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize - bytes < reservedBytes) throw new AppError('StorageFull', { what: 'this blob' })
      const { file, path } = await place()
      const handle = await open(path, 'wx', 0o600)
      return {
        file,
        async write(chunks) {
          // `writev` may write less than it was given.
          let rest = chunks
          while (rest.length > 0) {
            const { bytesWritten } = await handle.writev([...rest])
            rest = withoutFirst(rest, bytesWritten)
          }
        },
        async finish() {
          await handle.datasync()
          await handle.close()
          await folders.sync(dirname(path))
        },
        async discard() {
          await handle.close().catch(() => {})
          await rm(path, { force: true })
        },
      }
    },
    async copy(from) {
      const { file, path } = await place()
      await link(fileName(folder, from), path)
      await folders.sync(dirname(path))
      return file
    },
    path: (file) => fileName(folder, file),
    async remove(files) {
      const touched = new Set<string>()
      for (const file of files) {
        const path = fileName(folder, file)
        try {
          await unlink(path)
          touched.add(dirname(path))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        }
      }
      for (const parent of touched) await folders.sync(parent)
    },
    close: () => folders.close(),
  }
}

function withoutFirst(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let left = bytes
  let at = 0
  while (at < chunks.length && left >= (chunks[at] as Uint8Array).length) {
    left -= (chunks[at] as Uint8Array).length
    at += 1
  }
  const partial = chunks[at]
  return partial === undefined ? [] : [partial.subarray(left), ...chunks.slice(at + 1)]
}

/**
 * Every file that a former run left.
 * @param onFiles gets them folder by folder
 */
export async function forEachFileOf(
  folder: string,
  run: number,
  onFiles: (files: readonly FileNumber[]) => Promise<void>,
): Promise<void> {
  const top = runFolder(folder, run)
  for (const name of await readdir(top).catch(ignoreMissing)) {
    const names = await readdir(join(top, name)).catch(ignoreMissing)
    await onFiles(names.flatMap((entry) => parseFileName(run, entry) ?? []))
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
  throw error
}
