import { foldCase } from '../routing/fold-case.ts'
import { findQueryValue } from '../routing/query-string.ts'
import type { CompiledService } from '../snapshot/gateway-snapshot.ts'

/** Where an API expects its subscription key. */
export interface KeyParameterNames {
  readonly header: string
  readonly query: string
}

/** Reads the key of a call: the header first, the query only where there is no header. Empty text is no key. */
export function compileKeyReader({ header, query }: KeyParameterNames) {
  const headerName = header.toLowerCase()
  const queryName = foldCase(query)
  return (call: { header(lowerCaseName: string): string | undefined }, queryText: string): string | undefined =>
    call.header(headerName) ?? (queryText === '' ? undefined : findQueryValue(queryText, queryName))
}

const maxKnownKeys = 10_000

/** Finds the look-up hash of a key. */
export interface KnownKeys {
  hashOf(key: string, service: Pick<CompiledService, 'subscriptionByHash'>): string
  /** The one that is remembered. */
  knownHashOf(key: string): string | undefined
}

/**
 * Remembers the hashes of keys that opened something, so that not every call pays for making one. A key that is wrong
 * is never remembered: guessing fills nothing.
 */
export function createKnownKeys(lookupHash: (key: string) => string): KnownKeys {
  const hashByKey = new Map<string, string>()
  return {
    knownHashOf: (key) => hashByKey.get(key),
    hashOf(key, { subscriptionByHash }) {
      const remembered = hashByKey.get(key)
      if (remembered !== undefined) return remembered
      const hash = lookupHash(key)
      if (subscriptionByHash.get(hash) !== undefined) {
        if (hashByKey.size >= maxKnownKeys) hashByKey.delete(hashByKey.keys().next().value as string)
        hashByKey.set(key, hash)
      }
      return hash
    },
  }
}
