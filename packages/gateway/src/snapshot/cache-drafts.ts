import { parseCacheConnection, type SnapshotEntryOf } from '@sluice/contracts'
import type { Clock, Log, OpenRemoteCache, RemoteCache } from '@sluice/platform'
import { createExternalCache, type ExternalCache } from '../cache/external-cache.ts'
import type { OpenSecret } from './definition-drafts.ts'
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

interface OpenCache {
  readonly remote: RemoteCache
  readonly cache: ExternalCache
  readonly useFromLocation: string
}

/** The external caches of one instance while changes come in; each holds a connection as long as it is there. */
export class CacheDrafts {
  readonly #around: CacheSurroundings
  readonly #open = new Map<string, OpenCache>()

  constructor(around: CacheSurroundings) {
    this.#around = around
  }

  /** @param name in lower case */
  set(name: string, entry: SnapshotEntryOf<'cache'> | undefined): void {
    const before = this.#open.get(name)
    // Calls in flight on it go on without a cache.
    before?.remote.close()
    this.#open.delete(name)
    const opened = entry && this.#openCache(entry)
    if (opened !== undefined) this.#open.set(name, opened)
  }

  /** This gateway is in one place: the cache for all places goes before one for a certain place. */
  compile(): ExternalCache | undefined {
    const all = [...this.#open.values()]
    const chosen = all.find(({ useFromLocation }) => useFromLocation.toLowerCase() === 'default') ?? all[0]
    return chosen?.cache ?? this.#around.externalCache
  }

  #openCache({ id, properties }: SnapshotEntryOf<'cache'>): OpenCache | undefined {
    const { clock, log, openSecret, openRemoteCache } = this.#around
    const { sealedConnectionString, useFromLocation } = properties
    if (openRemoteCache === undefined || !sealedConnectionString) return undefined
    try {
      const connection = parseCacheConnection(
        String(openJson(openSecret, sealedConnectionString, `${id}#connectionString`)),
      )
      if (connection === undefined) throw new Error('Its connection string cannot be read.')
      const remote = openRemoteCache(connection)
      return { remote, cache: createExternalCache(remote, { clock, log }), useFromLocation }
    } catch (error) {
      log.error('An external cache cannot be used; calls go on without it.', { id, error })
      return undefined
    }
  }
}
