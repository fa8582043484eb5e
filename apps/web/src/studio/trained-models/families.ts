import type { Saved } from './saved-place.ts'

export interface SavedFamily {
  /** Newest first; never empty. */
  readonly versions: readonly Saved[]
  readonly latest: Saved
}

/** Versions of one thing together. */
export function toFamilies(all: readonly Saved[]): readonly SavedFamily[] {
  const byFamily = Map.groupBy(all, ({ familyId }) => familyId)
  return [...byFamily.values()].flatMap((members) => {
    const versions = members.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    const [latest] = versions
    return latest === undefined ? [] : { versions, latest }
  })
}
