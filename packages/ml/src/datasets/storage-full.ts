import { AppError, isAppError } from '@sluice/contracts'

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Says of a full disk what it is; other errors stay what they are. */
export function toStorageError(error: unknown, what: string): unknown {
  return isStorageFull(error) ? new AppError('StorageFull', { what }, { cause: error }) : error
}

function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (fullCodes.has(String((error as NodeJS.ErrnoException).code))) return true
  // The database has no codes, but the words of the system, and its own for the folder it spills into.
  return (
    isAppError(error) &&
    error.code === 'LibraryException' &&
    /No space left on device|disk (is )?full/i.test(error.message)
  )
}
