/** Where a cache server is and what it is shown. */
export interface CacheConnection {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  readonly username?: string
  readonly password?: string
  /** Number of the database; default 0. */
  readonly database?: number
}

const plainPort = 6379
const securePort = 6380

/**
 * Reads how a cache is connected to: `host:port,password=…,ssl=True`, as clients of .NET write it, or a URL,
 * `rediss://user:password@host:port/0`. Options that say nothing of place or rights are passed over.
 * @returns undefined when it is neither
 * @see https://stackexchange.github.io/StackExchange.Redis/Configuration
 */
export function parseCacheConnection(text: string): CacheConnection | undefined {
  return /^(redis|valkey)s?:\/\//i.test(text.trim()) ? parseUrl(text.trim()) : parseOptions(text)
}

function parseUrl(text: string): CacheConnection | undefined {
  const found = /^(\w+):\/\/(?:([^@/]*)@)?(\[[^\]]+\]|[^:/?#@]+)(?::(\d{1,5}))?(?:\/(\d*))?$/.exec(text)
  if (found === null) return undefined
  const [, scheme = '', rights, host = '', port, database = ''] = found
  const isSecure = /^(rediss|valkeys)$/i.test(scheme)
  const [username = '', ...rest] = (rights ?? '').split(':')
  const password = rest.join(':')
  return connection({
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? plainPort : Number(port),
    isSecure,
    username: decode(username),
    password: decode(password),
    database: database === '' ? undefined : Number(database),
  })
}

function parseOptions(text: string): CacheConnection | undefined {
  const [place = '', ...parts] = text.split(',').map((part) => part.trim())
  const found = /^([^\s:=]+|\[[^\]]+\])(?::(\d{1,5}))?$/.exec(place)
  if (found === null) return undefined
  const options = new Map<string, string>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    if (equals > 0) options.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim())
    else if (part !== '') return undefined
  }
  const port = found[2] === undefined ? undefined : Number(found[2])
  const isSecure = (options.get('ssl') ?? String(port === securePort)).toLowerCase() === 'true'
  const database = options.get('defaultdatabase')
  return connection({
    host: (found[1] ?? '').replace(/^\[|\]$/g, ''),
    port: port ?? (isSecure ? securePort : plainPort),
    isSecure,
    username: options.get('user') ?? '',
    password: options.get('password') ?? '',
    database: database === undefined ? undefined : Number(database),
  })
}

interface Parts {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  readonly username: string | undefined
  readonly password: string | undefined
  readonly database: number | undefined
}

function connection(parts: Parts): CacheConnection | undefined {
  const { host, port, isSecure, username, password, database } = parts
  if (port < 1 || port > 65_535 || username === undefined || password === undefined) return undefined
  if (database !== undefined && !Number.isInteger(database)) return undefined
  return {
    host,
    port,
    isSecure,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(database === undefined ? {} : { database }),
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A per cent sign that begins nothing: the URL was not written as one.
    return undefined
  }
}
