import type { PolicyFormat, PolicyScope } from '@sluice/policy-language'
import { checkPolicyText } from './check-policy-text.ts'
import { filesBelow, isFolder } from './files-below.ts'
import { createConfigurationFinder } from './find-configuration.ts'
import { type PlacedFault, placeFault } from './placed-fault.ts'
import { readTextFile } from './read-text-file.ts'

export interface CheckOptions {
  /** Undefined = that of each place, or any. */
  readonly scope: PolicyScope | undefined
  readonly format: PolicyFormat
  /** What is handed to the program, for the path `-`. */
  readonly readInput: () => string
  /** Where that would stand; undefined = nowhere. */
  readonly inputPath: string | undefined
}

export interface CheckedFiles {
  readonly files: number
  readonly faults: readonly PlacedFault[]
}

/**
 * Checks files, and what of folders is policies and fragments.
 * @throws AppError for what cannot be read
 */
export async function checkPolicyFiles(paths: readonly string[], options: CheckOptions): Promise<CheckedFiles> {
  const finder = createConfigurationFinder()
  const faults: PlacedFault[] = []
  let files = 0
  const check = async (file: string, place: string | undefined, read: () => string, isNamed: boolean) => {
    const around = place === undefined ? undefined : await finder.around(place)
    // An export has other XML, too: definitions.
    if (around !== undefined && around.own === undefined && !isNamed) return
    const format = around?.own?.text.format ?? (file.endsWith('.escaped.xml') ? 'xml' : options.format)
    const text = { value: read(), format }
    files += 1
    for (const fault of checkPolicyText({ text, around, scope: options.scope })) faults.push(placeFault(fault, file))
  }
  for (const path of paths) {
    if (path === '-') await check(options.inputPath ?? '-', options.inputPath, options.readInput, true)
    else {
      const isNamed = !isFolder(path)
      for (const file of filesBelow(path, '.xml')) await check(file, file, () => readTextFile(file), isNamed)
    }
  }
  return { files, faults }
}
