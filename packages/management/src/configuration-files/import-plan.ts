import { findResource } from '../arm/find-declaration.ts'
import { nameOf } from '../arm/identity.ts'
import { changedFields, type KnownSecrets } from './changed-fields.ts'
import { type ConfigurationEntry, entryKey } from './configuration-entry.ts'

/** What an import would do. */
export interface ImportPlan {
  readonly added: readonly ConfigurationEntry[]
  readonly changed: readonly { readonly entry: ConfigurationEntry; readonly fields: readonly string[] }[]
  /** What is there and not in the files, innermost first. */
  readonly missing: readonly ConfigurationEntry[]
}

export function planImport(
  current: readonly ConfigurationEntry[],
  wanted: readonly ConfigurationEntry[],
  secrets: KnownSecrets,
): ImportPlan {
  const there = new Map(current.map((entry) => [entryKey(entry), entry]))
  const said = new Set(wanted.map(entryKey))
  return {
    added: wanted.filter((entry) => !there.has(entryKey(entry))),
    changed: wanted.flatMap((entry) => {
      const before = there.get(entryKey(entry))
      const fields = before === undefined ? [] : changedFields(before, entry, secrets)
      return fields.length === 0 ? [] : [{ entry, fields }]
    }),
    missing: current.filter((entry) => !said.has(entryKey(entry)) && !isPermanent(entry)).reverse(),
  }
}

/** What every service has: an import that leaves it out does not mean to remove it. */
function isPermanent({ kind, path }: ConfigurationEntry): boolean {
  if (kind === 'service') return true
  const declaration = findResource(path)?.declaration
  const name = nameOf(path).toLowerCase()
  const names = [...Object.keys(declaration?.defaults ?? {}), ...(declaration?.madeByService?.names ?? [])]
  return names.some((one) => one.toLowerCase() === name)
}
