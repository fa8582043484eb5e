// Says whether something that was built is older than what it was made of.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param isLeftOut tells by name which files do not count
 * @returns when the newest file or folder at or below `path` was changed, in ms
 */
export function newestIn(path, isLeftOut = (_name) => false) {
  const stats = statSync(path)
  let newest = stats.mtimeMs
  if (!stats.isDirectory()) return newest
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    // A file that is gone changes the time of its folder.
    if (!isLeftOut(entry.name)) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  }
  return newest
}
