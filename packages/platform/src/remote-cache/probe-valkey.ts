import type { CacheConnection } from '@sluice/contracts'
import { Valkey } from 'iovalkey'
import { clientOptions, type ValkeyCacheOptions } from './valkey-cache.ts'

export type ValkeyProbe =
  | {
      readonly state: 'there'
      /** `Valkey 8.1.1`, `Redis 7.0.15` */
      readonly program: string
    }
  /** It answers, and does not take what it was shown. */
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'away'; readonly reason: string }

/** Asks a server of Valkey or Redis what it is, once, and keeps nothing open. Never rejects. */
export async function probeValkey(
  connection: CacheConnection,
  options: Pick<ValkeyCacheOptions, 'certificateAuthorities' | 'connectTimeoutMs' | 'commandTimeoutMs'> = {},
): Promise<ValkeyProbe> {
  const client = new Valkey({
    ...clientOptions(connection, options),
    lazyConnect: true,
    // Asked by us, with its answer.
    enableReadyCheck: false,
    retryStrategy: () => null,
  })
  // It tells of what it closes with; the error of a wrong password comes this way only.
  let told: Error | undefined
  client.on('error', (error: Error) => {
    told ??= error
  })
  try {
    await client.connect()
    return { state: 'there', program: programOf(await client.info('server')) }
  } catch (error) {
    const failure = [error, told].find(isRefusal) ?? told ?? error
    const reason = (failure instanceof Error ? failure.message : String(failure)).replace(/\.$/, '')
    return { state: isRefusal(failure) ? 'refused' : 'away', reason }
  } finally {
    client.disconnect()
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /^(?:NOAUTH|WRONGPASS|NOPERM|ERR (?:invalid password|AUTH))/.test(error.message)

function programOf(info: string): string {
  const fieldOf = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  const valkey = fieldOf('valkey_version')
  return valkey === undefined ? `Redis ${fieldOf('redis_version') ?? 'of an unknown version'}` : `Valkey ${valkey}`
}
