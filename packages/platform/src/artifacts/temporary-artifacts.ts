import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifacts } from './artifacts.ts'
import { openFolderArtifacts } from './folder-artifacts.ts'

/** Artifacts in a folder of their own, made when first used and gone with the process. */
export function createTemporaryArtifacts(): Artifacts {
  let opening: Promise<Artifacts> | undefined
  const open = () => {
    if (opening === undefined) {
      const root = mkdtempSync(join(tmpdir(), 'sluice-artifacts-'))
      process.once('exit', () => rmSync(root, { recursive: true, force: true }))
      opening = openFolderArtifacts(root)
    }
    return opening
  }
  return {
    begin: async () => (await open()).begin(),
    find: async (key) => (await open()).find(key),
    list: async (parentKey) => (await open()).list(parentKey),
    remove: async (key) => (await open()).remove(key),
    sweep: async (olderThanMs) => (await open()).sweep(olderThanMs),
  }
}
