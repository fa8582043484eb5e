import type { CallContext } from './call-context.ts'

/** A URL in the parts that `IUrl` of policy expressions and templates shows. */
export interface UrlParts {
  /** `http` or `https`. */
  readonly scheme: string
  readonly host: string
  readonly port: number
  /** Begins with `/`; not decoded. */
  readonly path: string
  /** With its `?`, or empty; not decoded. */
  readonly query: string
}

/** What the client asked for. */
export function originalUrlOf({ call }: Pick<CallContext, 'call'>): UrlParts {
  const scheme = call.isSecure ? 'https' : 'http'
  const [host, port] = splitHost(call.header('host') ?? '')
  const mark = call.target.indexOf('?')
  return {
    scheme,
    host,
    port: port ?? defaultPort(scheme),
    path: mark < 0 ? call.target : call.target.slice(0, mark),
    query: mark < 0 ? '' : call.target.slice(mark),
  }
}

/** Where the request goes as it stands now: to the backend, when one is known. */
export function requestUrlOf({ request, call }: Pick<CallContext, 'request' | 'call'>): UrlParts {
  const url = request.backendUrl === undefined ? null : URL.parse(request.backendUrl)
  if (url === null) return { ...originalUrlOf({ call }), path: request.path, query: request.query }
  const scheme = url.protocol.slice(0, -1)
  const path = `${url.pathname.replace(/\/$/, '')}${request.path}`
  return {
    scheme,
    host: url.hostname,
    port: url.port === '' ? defaultPort(scheme) : Number(url.port),
    path: path === '' ? '/' : path,
    query: request.query,
  }
}

export function urlText({ scheme, host, port, path, query }: UrlParts): string {
  const shownPort = port === defaultPort(scheme) ? '' : `:${port}`
  return `${scheme}://${host}${shownPort}${path}${query}`
}

const defaultPort = (scheme: string): number => (scheme === 'https' || scheme === 'wss' ? 443 : 80)

function splitHost(header: string): readonly [host: string, port: number | undefined] {
  const found = /^(.*?)(?::(\d{1,5}))?$/.exec(header)
  const port = found?.[2]
  return [found?.[1] ?? header, port === undefined ? undefined : Number(port)]
}
