import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type PolicyFile, type PolicyFiles, readPolicyFiles } from '@sluice/management/policy-files'
import { markerFile } from '../configuration-folder/export-marker.ts'
import { readFolder } from '../configuration-folder/read-folder.ts'

/** The folder of an export that a file stands in. */
export interface ConfigurationAround {
  /** The folder itself. */
  readonly root: string
  readonly policies: PolicyFiles
  /** What the file is there; undefined = no policy and no fragment. */
  readonly own: PolicyFile | undefined
}

/** Finds the configuration around files, and reads each only once. */
export interface ConfigurationFinder {
  /**
   * @returns undefined when the file stands in no folder that an export made
   * @throws AppError `ConfigurationFolderUnusable`, `ConfigurationInvalid`
   */
  around(path: string): Promise<ConfigurationAround | undefined>
}

export function createConfigurationFinder(): ConfigurationFinder {
  const roots = new Map<string, string | undefined>()
  const read = new Map<string, Promise<PolicyFiles>>()

  /** The nearest folder, from this one upwards, with the marker of an export. */
  function rootOf(folder: string): string | undefined {
    if (roots.has(folder)) return roots.get(folder)
    const parent = dirname(folder)
    const root = existsSync(join(folder, markerFile)) ? folder : parent === folder ? undefined : rootOf(parent)
    roots.set(folder, root)
    return root
  }

  return {
    async around(path) {
      const absolute = resolve(path)
      const root = rootOf(isFolder(absolute) ? absolute : dirname(absolute))
      if (root === undefined) return undefined
      const reading = read.get(root) ?? readPolicyFiles(readFolder(root))
      read.set(root, reading)
      const policies = await reading
      const file = relative(root, absolute).replaceAll('\\', '/')
      return { root, policies, own: policies.texts.find((one) => one.file === file) }
    },
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
