import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Artifact, ArtifactDraft, Artifacts } from './artifacts.ts'

const namePattern = /^(?!\.+$)[a-z0-9._-]{1,200}$/
const day = 86_400_000

/** Artifacts in a folder of this machine, or of a file system that several machines share. */
export async function openFolderArtifacts(root: string): Promise<Artifacts> {
  // On the same file system as the committed folders: a rename must be one step.
  const drafts = join(root, '.drafts')
  await mkdir(drafts, { recursive: true, mode: 0o700 })

  const folderOf = (key: string): string => {
    const names = key.split('/')
    if (names.length > 8 || !names.every((name) => namePattern.test(name))) {
      throw new RangeError(`'${key}' is no key of an artifact.`)
    }
    return join(root, ...names)
  }

  return {
    async begin() {
      const folder = join(drafts, randomUUID())
      await mkdir(folder, { mode: 0o700 })
      return createDraft(folder, folderOf)
    },
    async find(key) {
      const folder = folderOf(key)
      return (await isFolder(folder)) ? createArtifact(key, folder) : undefined
    },
    async list(parentKey) {
      const entries = await readdir(folderOf(parentKey), { withFileTypes: true }).catch(ignoreMissing)
      return (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => `${parentKey}/${name}`)
    },
    async remove(key) {
      const folder = folderOf(key)
      const removed = join(drafts, randomUUID())
      // First out of sight in one step, so that nobody finds half of it.
      if ((await rename(folder, removed).then(() => true, ignoreMissing)) !== true) return
      await syncFolder(dirname(folder))
      await rm(removed, { recursive: true, force: true })
    },
    async sweep(olderThanMs = day) {
      let swept = 0
      for (const name of await readdir(drafts)) {
        const folder = join(drafts, name)
        const found = await stat(folder).catch(ignoreMissing)
        if (!found || Date.now() - found.mtimeMs < olderThanMs) continue
        await rm(folder, { recursive: true, force: true })
        swept += 1
      }
      return swept
    },
  }
}

function createDraft(folder: string, folderOf: (key: string) => string): ArtifactDraft {
  return {
    path: pathIn(folder),
    async commit(key) {
      const target = folderOf(key)
      const parent = dirname(target)
      await mkdir(parent, { recursive: true, mode: 0o700 })
      for (const entry of await readdir(folder)) await syncFile(join(folder, entry))
      await syncFolder(folder)
      try {
        await rename(folder, target)
      } catch (error) {
        if (!isTaken(error)) throw error
        await rm(folder, { recursive: true, force: true })
      }
      await syncFolder(parent)
      return createArtifact(key, target)
    },
    discard: () => rm(folder, { recursive: true, force: true }),
  }
}

const createArtifact = (key: string, folder: string): Artifact => ({ key, path: pathIn(folder) })

const pathIn = (folder: string) => (name: string) => {
  if (!namePattern.test(name)) throw new RangeError(`'${name}' is no name of a file of an artifact.`)
  return join(folder, name)
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(ignoreMissing))?.isDirectory() ?? false

const isTaken = (error: unknown): boolean =>
  ['ENOTEMPTY', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  return undefined
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    // Libraries that write files leave them readable to everybody.
    await file.chmod(0o600)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; there the rename itself is durable enough.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
