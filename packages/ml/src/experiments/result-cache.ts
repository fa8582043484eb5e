import { randomUUID } from 'node:crypto'
import { stat, utimes } from 'node:fs/promises'
import type { ModuleRecipe } from '@sluice/contracts'
import type { Artifact, ArtifactDraft, Artifacts, Clock, Log } from '@sluice/platform'
import { areFilesWhole, manifestFileName, type OutputManifest, readManifest } from './output-manifest.ts'
import { hashRecipe } from './recipe.ts'

export const outputsFolder = 'outputs'

export interface KeptResult {
  readonly artifact: Artifact
  readonly manifest: OutputManifest
}

export type Lookup = { readonly found: KeptResult } | { readonly found: undefined; readonly wasDamaged: boolean }

/** Results of modules under what they depend on. What is damaged is thrown away when it is looked up. */
export interface ResultCache {
  /** @param isThorough also reads the bytes, once in the life of this process */
  find(recipe: ModuleRecipe, options?: { readonly isThorough?: boolean }): Promise<Lookup>
  /** The outputs under a key; undefined when they were cleaned up. */
  read(key: string): Promise<KeptResult | undefined>
  /** Puts a folder of outputs, complete with its manifest, on disk. @param recipe absent: never found again by one */
  keep(draft: ArtifactDraft, manifest: OutputManifest, recipe: ModuleRecipe | undefined): Promise<KeptResult>
  remove(key: string): Promise<void>
  /** Removes what was used longest ago. @returns keys */
  clean(limits: CleaningLimits): Promise<string[]>
}

export interface CleaningLimits {
  readonly maxBytes: number
  readonly maxAgeMs: number
  /** What was used more recently stays, whatever the size. */
  readonly minIdleMs: number
  /** Keys that something that goes on may need. */
  readonly needed: ReadonlySet<string>
}

export interface ResultCacheOptions {
  readonly artifacts: Artifacts
  readonly clock: Clock
  readonly log: Log
}

export function createResultCache({ artifacts, clock, log }: ResultCacheOptions): ResultCache {
  /** Keys whose bytes were read and found right. */
  const checked = new Set<string>()

  const touch = async ({ key, path }: Artifact) => {
    const now = clock.now() / 1000
    await utimes(path(manifestFileName), now, now).catch((error: unknown) =>
      log.warn('The time of use of a result was not noted.', { artifactKey: key, error }),
    )
  }
  const look = async (key: string, isThorough: boolean): Promise<KeptResult | 'damaged' | undefined> => {
    const artifact = await artifacts.find(key)
    if (artifact === undefined) return undefined
    const manifest = await readManifest(artifact)
    const isChecked = checked.has(key)
    if (manifest === undefined || !(await areFilesWhole(artifact, manifest, isThorough && !isChecked))) return 'damaged'
    if (isThorough) checked.add(key)
    await touch(artifact)
    return { artifact, manifest }
  }
  const remove = async (key: string) => {
    checked.delete(key)
    await artifacts.remove(key)
  }

  return {
    remove,
    async find(recipe, { isThorough = false } = {}) {
      let wasDamaged = false
      for (const usedSeed of [false, true]) {
        const key = `${outputsFolder}/${hashRecipe(recipe, usedSeed)}`
        const found = await look(key, isThorough)
        if (found === 'damaged') {
          log.warn('A kept result is damaged and is computed again.', { artifactKey: key, module: recipe.module })
          wasDamaged = true
          await remove(key)
        } else if (found !== undefined) return { found }
      }
      return { found: undefined, wasDamaged }
    },
    async read(key) {
      const artifact = await artifacts.find(key)
      const manifest = artifact && (await readManifest(artifact))
      if (artifact === undefined || manifest === undefined) return undefined
      await touch(artifact)
      return { artifact, manifest }
    },
    async keep(draft, manifest, recipe) {
      const name = recipe === undefined ? `once-${randomUUID()}` : hashRecipe(recipe, manifest.usedSeed)
      const key = `${outputsFolder}/${name}`
      const artifact = await draft.commit(key)
      // Another run may have been first: then its files are the ones that are here.
      const kept = await readManifest(artifact)
      if (kept === undefined) throw new Error(`The outputs under ${key} have no manifest.`)
      checked.add(key)
      return { artifact, manifest: kept }
    },
    async clean({ maxBytes, maxAgeMs, minIdleMs, needed }) {
      const kept: { readonly key: string; readonly usedAt: number; readonly byteCount: number }[] = []
      for (const key of await artifacts.list(outputsFolder)) {
        const artifact = await artifacts.find(key)
        const manifest = artifact && (await readManifest(artifact))
        const found = artifact && (await stat(artifact.path(manifestFileName)).catch(() => undefined))
        const byteCount = Object.values(manifest?.ports ?? {}).reduce((sum, port) => sum + port.byteCount, 0)
        // A folder without a manifest serves nobody.
        kept.push({ key, usedAt: found?.mtimeMs ?? 0, byteCount })
      }
      kept.sort((a, b) => a.usedAt - b.usedAt)
      let total = kept.reduce((sum, { byteCount }) => sum + byteCount, 0)
      const removed: string[] = []
      for (const { key, usedAt, byteCount } of kept) {
        const idleMs = clock.now() - usedAt
        if (needed.has(key) || idleMs < minIdleMs || (total <= maxBytes && idleMs < maxAgeMs)) continue
        await remove(key)
        total -= byteCount
        removed.push(key)
      }
      return removed
    },
  }
}
