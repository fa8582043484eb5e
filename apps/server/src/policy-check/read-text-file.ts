import { readFileSync } from 'node:fs'
import { AppError } from '@sluice/contracts/errors'

/**
 * A text in UTF-8, with what it begins with.
 * @param shown the name of the file for faults; default: its path
 * @throws AppError `PolicyFileUnusable`
 */
export function readTextFile(path: string, shown = path): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    throw new AppError('PolicyFileUnusable', { file: shown, reason: toReason(error) }, { cause: error })
  }
}

function toReason(error: unknown): string {
  if (error instanceof TypeError) return 'it is not UTF-8'
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
      return 'it may not be read'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
