import { parseCacheConnection, type SnapshotEntryOf } from '@sluice/contracts'
import type { Clock, Log, OpenRemoteCache, RemoteCache } from '@sluice/platform'
import { findNamesInData, type PolicyUses, resolveNamesInData } from '@sluice/policy-language'
import { createExternalCache, type ExternalCache } from '../cache/external-cache.ts'
import type { DefinitionDrafts, DefinitionUser, OpenSecret } from './definition-drafts.ts'
import { openJson } from './open-json.ts'

/** What the external caches of an instance need. */
export interface CacheSurroundings {
  readonly clock: Clock
  readonly log: Log
  readonly openSecret: OpenSecret
  /** Left out: external caches that are written at an instance are not used. */
  readonly openRemoteCache?: OpenRemoteCache | undefined
  /** Of all instances that have none of their own. */
  readonly externalCache?: ExternalCache | undefined
}

/** One cache while changes come in. */
interface CacheDraft extends DefinitionUser {
  readonly entry: SnapshotEntryOf<'cache'>
  uses: PolicyUses | undefined
  opened: { readonly remote: RemoteCache; readonly cache: ExternalCache } | undefined
  isStale: boolean
}

/** The external caches of one instance while changes come in; each holds a connection as long as it is there. */
export class CacheDrafts {
  readonly #around: CacheSurroundings
  readonly #definitions: DefinitionDrafts
  readonly #drafts = new Map<string, CacheDraft>()

  constructor(around: CacheSurroundings, definitions: DefinitionDrafts) {
    this.#around = around
    this.#definitions = definitions
  }

  /** @param name in lower case */
  set(name: string, entry: SnapshotEntryOf<'cache'> | undefined): void {
    const before = this.#drafts.get(name)
    if (before !== undefined) this.#close(before)
    this.#drafts.delete(name)
    if (entry === undefined) return
    const draft: CacheDraft = {
      entry,
      uses: undefined,
      opened: undefined,
      isStale: true,
      touch: () => {
        draft.isStale = true
      },
    }
    this.#drafts.set(name, draft)
  }

  /** This gateway is in one place: the cache for all places goes before one for a certain place. */
  compile(): ExternalCache | undefined {
    for (const draft of this.#drafts.values()) {
      if (!draft.isStale) continue
      this.#close(draft)
      draft.isStale = false
      draft.opened = this.#open(draft)
    }
    const all = [...this.#drafts.values()].filter(({ opened }) => opened !== undefined)
    const chosen = all.find(({ entry }) => entry.properties.useFromLocation.toLowerCase() === 'default') ?? all[0]
    return chosen?.opened?.cache ?? this.#around.externalCache
  }

  #open(draft: CacheDraft): CacheDraft['opened'] {
    const { clock, log, openSecret, openRemoteCache } = this.#around
    const { id, properties } = draft.entry
    const { sealedConnectionString } = properties
    if (openRemoteCache === undefined || !sealedConnectionString) return undefined
    try {
      const written = String(openJson(openSecret, sealedConnectionString, `${id}#connectionString`))
      const connection = parseCacheConnection(this.#resolve(draft, written))
      if (connection === undefined) throw new Error('Its connection string cannot be read.')
      const remote = openRemoteCache(connection)
      return { remote, cache: createExternalCache(remote, { clock, log }) }
    } catch (error) {
      log.error('An external cache cannot be used; calls go on without it.', { id, error })
      return undefined
    }
  }

  /** @throws Error when it refers to a named value that is not there */
  #resolve(draft: CacheDraft, written: string): string {
    const names = findNamesInData(written)
    if (names.size === 0) return written
    draft.uses = { namedValues: new Set(names.keys()), fragments: new Set() }
    this.#definitions.follow(draft, draft.uses)
    const { namedValues } = this.#definitions
    const unknown = [...names].filter(([key]) => !namedValues.has(key)).map(([, name]) => name)
    if (unknown.length > 0) throw new Error(`Named values that it needs do not exist: ${unknown.join(', ')}.`)
    return resolveNamesInData(written, namedValues)
  }

  #close(draft: CacheDraft): void {
    // Calls in flight on it go on without a cache.
    draft.opened?.remote.close()
    draft.opened = undefined
    if (draft.uses !== undefined) this.#definitions.unfollow(draft, draft.uses)
    draft.uses = undefined
  }
}
