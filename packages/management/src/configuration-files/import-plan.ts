import { findResource } from '../arm/find-declaration.ts'
import { nameOf } from '../arm/identity.ts'
import { ownerOf } from '../arm/write-association.ts'
import { changedFields, type KnownSecrets } from './changed-fields.ts'
import { type ConfigurationEntry, entryKey } from './configuration-entry.ts'

/** What an import would do. */
export interface ImportPlan {
  readonly added: readonly ConfigurationEntry[]
  readonly changed: readonly { readonly entry: ConfigurationEntry; readonly fields: readonly string[] }[]
  /** Revisions that the files have as the current one of their API: their place is there. */
  readonly moved: readonly ConfigurationEntry[]
  /** What else is there and not in the files, innermost first. */
  readonly missing: readonly ConfigurationEntry[]
}

export function planImport(
  current: readonly ConfigurationEntry[],
  wanted: readonly ConfigurationEntry[],
  secrets: KnownSecrets,
): ImportPlan {
  const there = new Map(current.map((entry) => [entryKey(entry), entry]))
  const said = new Set(wanted.map(entryKey))
  const isKept = (entry: ConfigurationEntry) => {
    if (entry.kind !== 'association') return isPermanent(entry)
    // Links go with the file of their owner; what has none and stays, stays as it is.
    const owner = ownerOf(entry.path)
    return isPermanent({ kind: 'resource', path: owner }) && !said.has(entryKey({ path: owner }))
  }
  const gone = current.filter((entry) => !said.has(entryKey(entry)) && !isKept(entry)).reverse()
  const madeCurrent = new Set(
    wanted.flatMap(({ kind, path, content: { apiRevision } }) =>
      kind === 'resource' && typeof apiRevision === 'string' ? [`${path};rev=${apiRevision}`.toLowerCase()] : [],
    ),
  )
  const isMoved = (entry: ConfigurationEntry) => madeCurrent.has(entryKey(entry).split('/').slice(0, 3).join('/'))
  return {
    moved: gone.filter(isMoved),
    added: wanted.filter((entry) => !there.has(entryKey(entry))),
    changed: wanted.flatMap((entry) => {
      const before = there.get(entryKey(entry))
      const fields = before === undefined ? [] : changedFields(before, entry, secrets)
      return fields.length === 0 ? [] : [{ entry, fields }]
    }),
    missing: gone.filter((entry) => !isMoved(entry)),
  }
}

/** What every service has: an import that leaves it out does not mean to remove it. */
function isPermanent({ kind, path }: Pick<ConfigurationEntry, 'kind' | 'path'>): boolean {
  if (kind === 'service') return true
  const declaration = findResource(path)?.declaration
  const name = nameOf(path).toLowerCase()
  const names = [...Object.keys(declaration?.defaults ?? {}), ...(declaration?.madeByService?.names ?? [])]
  return names.some((one) => one.toLowerCase() === name)
}
