import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import { writeFileAtomically } from '@sluice/platform/atomic-file'

/** Says in a folder which of its files an export made, and whether it came to its end. */
export const markerFile = 'sluice-export.txt'

export interface ExportMarker {
  readonly isComplete: boolean
  /** Paths with `/` between folders, sorted. */
  readonly files: readonly string[]
}

const head = '# Made by `sluice export`: the files below are replaced by the next export and read by `sluice import`.'
const complete = 'complete'
const incomplete = 'incomplete: the export did not come to its end; run it again'

/** @throws AppError `ConfigurationFolderUnusable` for a marker that none is */
export function loadMarker(folder: string): ExportMarker | undefined {
  const path = join(folder, markerFile)
  if (!existsSync(path)) return undefined
  const [, state, ...files] = readFileSync(path, 'utf8').split(/\r?\n/)
  const isOutside = (file: string) => file.startsWith('/') || /[\\:]/.test(file) || file.split('/').includes('..')
  if ((state !== complete && state !== incomplete) || files.some(isOutside)) {
    throw new AppError('ConfigurationFolderUnusable', {
      path: folder,
      reason: `${markerFile} is not what an export writes`,
    })
  }
  return { isComplete: state === complete, files: files.filter((file) => file !== '') }
}

export function saveMarker(folder: string, { isComplete, files }: ExportMarker): void {
  const lines = [head, isComplete ? complete : incomplete, ...[...files].sort()]
  writeFileAtomically(join(folder, markerFile), `${lines.join('\n')}\n`, { mode: 0o644 })
}
