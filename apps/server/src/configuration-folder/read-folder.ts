import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '@sluice/contracts'
import { AppError, isAppError } from '@sluice/contracts/errors'
import { loadMarker, markerFile } from './export-marker.ts'

/**
 * The text of every file in a folder, by its path. Names that begin with a dot belong to tools and are passed over.
 * @throws AppError `ConfigurationFolderUnusable`, `ConfigurationInvalid`
 */
export function readFolder(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const faults: Fault[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const visit = (parent: string) => {
    for (const entry of readdirSync(join(folder, parent), { withFileTypes: true })) {
      const file = parent === '' ? entry.name : `${parent}/${entry.name}`
      if (entry.name.startsWith('.') || file === markerFile) continue
      if (entry.isDirectory()) visit(file)
      else if (entry.isFile()) {
        try {
          files.set(file, decoder.decode(readFileSync(join(folder, file))))
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
          faults.push({
            code: 'ConfigurationInvalid',
            target: `${file}, line 1, column 1`,
            message: 'This is not UTF-8.',
          })
        }
      }
    }
  }
  try {
    if (loadMarker(folder)?.isComplete === false) {
      throw new AppError('ConfigurationFolderUnusable', { path: folder, reason: 'its export did not come to its end' })
    }
    visit('')
  } catch (error) {
    if (isAppError(error)) throw error
    throw new AppError(
      'ConfigurationFolderUnusable',
      { path: folder, reason: (error as Error).message },
      { cause: error },
    )
  }
  if (faults.length > 0) throw new AppError('ConfigurationInvalid', { count: faults.length }, { faults })
  return files
}
