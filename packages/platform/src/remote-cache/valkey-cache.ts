import { getCACertificates } from 'node:tls'
import type { CacheConnection } from '@sluice/contracts'
import { type RedisOptions, Valkey } from 'iovalkey'
import type { RemoteCache } from './remote-cache.ts'

export interface ValkeyCacheOptions {
  /** Certificates (PEM) of authorities that are trusted besides those that Node trusts. */
  readonly certificateAuthorities?: readonly string[]
  /** For a connection, the first one too; default 2 000. */
  readonly connectTimeoutMs?: number
  /** For an answer; default 1 000. */
  readonly commandTimeoutMs?: number
  /** Is told that the server went away, and that it is back; once each time. */
  readonly onState?: (state: 'away' | 'there', reason: string) => void
}

const longestPauseMs = 5_000

/** A cache on a server of Valkey or Redis. */
export function openValkeyCache(connection: CacheConnection, options: ValkeyCacheOptions = {}): RemoteCache {
  const { onState } = options
  const client = new Valkey({
    ...clientOptions(connection, options),
    retryStrategy: (attempt) => Math.min(attempt * 200, longestPauseMs),
  })
  let state: 'away' | 'there' | undefined
  let lastError = 'it closed the connection'
  const tell = (next: 'away' | 'there', reason: string) => {
    if (state === next) return
    state = next
    onState?.(next, reason)
  }
  // Who asks first need not find that the connection is about to be there.
  const first = Promise.withResolvers<void>()
  client.on('error', (error: Error) => {
    lastError = error.message
    first.resolve()
  })
  client.on('close', () => tell('away', lastError))
  client.on('ready', () => {
    tell('there', '')
    first.resolve()
  })
  return {
    async get(key) {
      await first.promise
      return (await client.getBuffer(key)) ?? undefined
    },
    async put(key, bytes, lifeMs) {
      await first.promise
      await client.set(key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'PX', Math.ceil(lifeMs))
    },
    async remove(key) {
      await first.promise
      await client.del(key)
    },
    close() {
      first.resolve()
      state = 'away'
      client.disconnect()
    },
  }
}

/** What every client is made with. */
export function clientOptions(connection: CacheConnection, options: ValkeyCacheOptions): RedisOptions {
  const { connectTimeoutMs = 2_000, commandTimeoutMs = 1_000, certificateAuthorities = [] } = options
  const { host, port, isSecure, username, password, database } = connection
  return {
    host,
    port,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { db: database }),
    ...(isSecure ? { tls: { servername: host, ...trusted(certificateAuthorities) } } : {}),
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    // A call that waits for a server to come back waits longer than the backend takes.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  }
}

const trusted = (authorities: readonly string[]) =>
  authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] }
