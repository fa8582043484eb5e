import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where a file is written before it has its name: beside it, so that giving it the name is one step. */
export const toDraftPath = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.draft`)

/** Writes a file under another name and gives it its own when all of it is on disk. Fails where that is taken. */
export async function writeNewFile<Result>(
  path: string,
  write: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const draft = toDraftPath(path)
  try {
    const file = await open(draft, 'wx', 0o600)
    let result: Result
    try {
      result = await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await giveName(draft, path)
    return result
  } finally {
    await rm(draft, { force: true })
  }
}

/** For a draft that another program wrote: on disk, then under its name. */
export async function keepDraft(draft: string, path: string): Promise<void> {
  const file = await open(draft, 'r+')
  await file.sync().finally(() => file.close())
  await giveName(draft, path)
}

async function giveName(draft: string, path: string): Promise<void> {
  try {
    // A link fails when the name is taken, where a rename would replace what is there.
    await link(draft, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    // A file system without links.
    await rename(draft, path)
  }
  // Windows opens no folders; there the name itself is durable enough.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}
