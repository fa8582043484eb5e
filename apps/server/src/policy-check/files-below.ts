import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'

/**
 * The file itself, or every file in the folder and in those below it whose name ends so, sorted. Names that begin with
 * a dot belong to tools and are passed over.
 * @throws AppError `PolicyFileUnusable` when there is neither
 */
export function filesBelow(path: string, ending: string): readonly string[] {
  if (!isFolder(path)) return [path]
  const found: string[] = []
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const inner = join(folder, entry.name)
      if (entry.isDirectory()) visit(inner)
      else if (entry.isFile() && entry.name.endsWith(ending)) found.push(inner)
    }
  }
  try {
    visit(path)
  } catch (error) {
    throw new AppError('PolicyFileUnusable', { file: path, reason: (error as Error).message }, { cause: error })
  }
  return found.sort()
}

export function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new AppError('PolicyFileUnusable', { file: path, reason: 'there is no such file' })
  return found.isDirectory()
}
