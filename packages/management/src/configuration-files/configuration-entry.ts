import type { JsonObject } from '@sluice/platform'

/** One thing that files say of a service. */
export interface ConfigurationEntry {
  readonly kind: 'service' | 'resource' | 'association' | 'definition'
  /** Below the service, in the letter case of creation; `/` = the service itself. */
  readonly path: string
  /** Properties without what the service sets by itself; secrets are references. */
  readonly content: JsonObject
}

/** Entries are told apart without letter case, as resources are. */
export const entryKey = ({ path }: Pick<ConfigurationEntry, 'path'>): string => path.toLowerCase()

/** Where a secret stands in a file: its value is somewhere else, under this name. */
export interface SecretReference {
  readonly secret: string
}

export function isSecretReference(value: unknown): value is SecretReference {
  if (typeof value !== 'object' || value === null) return false
  const names = Object.keys(value)
  return names.length === 1 && typeof (value as { secret?: unknown }).secret === 'string'
}

/** Below the key of an API: the document that it was imported from. */
export const definitionTail = '/source/definition'
