import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts/errors'
import { writeFileAtomically } from '@sluice/platform/atomic-file'
import { loadMarker, saveMarker } from './export-marker.ts'

export interface WrittenFolder {
  readonly written: number
  readonly unchanged: number
  readonly removed: number
}

const progressEvery = 1_000

/**
 * Brings a folder to these files. Whatever is not of an export stays; killed at any point, the folder holds the old
 * export, or one that says that it is not complete.
 * @throws AppError `ConfigurationFolderUnusable`
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  report: (text: string) => void,
): WrittenFolder {
  try {
    return write(folder, files, report)
  } catch (error) {
    if (isAppError(error)) throw error
    throw new AppError(
      'ConfigurationFolderUnusable',
      { path: folder, reason: (error as Error).message },
      { cause: error },
    )
  }
}

function write(folder: string, files: ReadonlyMap<string, string>, report: (text: string) => void): WrittenFolder {
  mkdirSync(folder, { recursive: true })
  const marker = loadMarker(folder)
  const own = new Set(marker?.files ?? [])
  assertOwn(folder, files, marker === undefined ? undefined : own)
  assertInside(folder, [...files.keys(), ...own])
  const differing = [...files].filter(([file, text]) => !isSame(join(folder, file), text))
  const stale = [...own].filter((file) => !files.has(file))
  const isListed = files.size === own.size && stale.length === 0
  if (differing.length === 0 && isListed && marker?.isComplete === true) {
    return { written: 0, unchanged: files.size, removed: 0 }
  }
  saveMarker(folder, { isComplete: false, files: new Set([...own, ...files.keys()]).values().toArray() })
  for (const [at, [file, text]] of differing.entries()) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileAtomically(path, text, { mode: 0o644 })
    if ((at + 1) % progressEvery === 0) report(`Wrote ${at + 1} of ${differing.length} files…`)
  }
  for (const file of stale) removeFile(folder, file)
  saveMarker(folder, { isComplete: true, files: [...files.keys()] })
  return { written: differing.length, unchanged: files.size - differing.length, removed: stale.length }
}

/** Nothing that someone else has put there is overwritten. @param own undefined = no export was here before */
function assertOwn(folder: string, files: ReadonlyMap<string, string>, own: ReadonlySet<string> | undefined): void {
  const reject = (reason: string) => {
    throw new AppError('ConfigurationFolderUnusable', { path: folder, reason })
  }
  // What begins with a dot belongs to tools, such as a version control.
  const others = readdirSync(folder).filter((name) => !name.startsWith('.'))
  if (own === undefined) {
    if (others.length > 0) reject('it is not empty, and no export made what is in it')
    return
  }
  const foreign = [...files].filter(([file, text]) => {
    const path = join(folder, file)
    return !own.has(file) && existsSync(path) && !isSame(path, text)
  })
  if (foreign.length === 0) return
  const names = foreign.slice(0, 5).map(([file]) => file)
  reject(`no export made ${names.join(', ')}${foreign.length > 5 ? ', …' : ''}: import or remove what is there first`)
}

/** A link in the place of a folder would lead what is written, and what is removed, out of it. */
function assertInside(folder: string, files: readonly string[]): void {
  const folders = new Set<string>()
  for (const file of files) {
    for (let parent = dirname(file); parent !== '.' && !folders.has(parent); parent = dirname(parent))
      folders.add(parent)
  }
  for (const parent of folders) {
    if (lstatSync(join(folder, parent), { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue
    throw new AppError('ConfigurationFolderUnusable', { path: folder, reason: `${parent} is a link to somewhere else` })
  }
}

const isSame = (path: string, text: string): boolean => existsSync(path) && readFileSync(path).equals(Buffer.from(text))

function removeFile(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true })
  for (let parent = dirname(file); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // What other files are in stays, and so does all above it.
      if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return
      throw error
    }
  }
}
