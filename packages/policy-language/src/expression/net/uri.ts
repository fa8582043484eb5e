import { NetException } from '../run/net-exception.ts'
import { argumentNullException, invalidOperationException } from './failures.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** An absolute or relative URI as `System.Uri` takes it apart. */
export class NetUri {
  /** As it was written. */
  readonly original: string
  readonly parts: UriParts | undefined

  constructor(original: string, parts: UriParts | undefined) {
    this.original = original
    this.parts = parts
  }

  /** @throws NetException System.InvalidOperationException for a relative one */
  get absolute(): UriParts {
    if (this.parts === undefined) throw invalidOperationException('This operation is not supported for a relative URI.')
    return this.parts
  }

  get text(): string {
    return this.parts === undefined ? this.original : textOf(this.parts)
  }
}

export interface UriParts {
  readonly scheme: string
  readonly userInfo: string
  readonly host: string
  /** -1 when the scheme has none and none is written. */
  readonly port: number
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  /** With its `#`, or empty. */
  readonly fragment: string
  /** Written behind the scheme: `//`. */
  readonly hasAuthority: boolean
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443, ftp: 21, ldap: 389 }

/** Characters that stay as they are in every part; the rest is written as %XX of its UTF-8. */
const kept = /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/

const escapeRest = (text: string): string =>
  Array.from(text, (character) => (kept.test(character) ? character : percentOf(character))).join('')

const percentOf = (character: string): string =>
  Array.from(encodeUtf8(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** @returns undefined when the text is no absolute URI */
export function parseAbsoluteUri(text: string): UriParts | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(\/\/([^/?#\\]*))?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text.trim())
  if (match === null) return undefined
  const [, written = '', authority, place = '', path = '', query = '', fragment = ''] = match
  const scheme = written.toLowerCase()
  const isHierarchical = scheme in defaultPorts || scheme === 'file'
  if (isHierarchical && authority === undefined) return undefined
  const host = authority === undefined ? { userInfo: '', host: '', port: -1 } : parseAuthority(place, scheme)
  if (host === undefined || (isHierarchical && scheme !== 'file' && host.host === '')) return undefined
  const plainPath = isHierarchical ? removeDots(path.replaceAll('\\', '/')) : path
  return {
    scheme,
    ...host,
    path: escapeRest(plainPath === '' && isHierarchical ? '/' : plainPath),
    query: escapeRest(query),
    fragment: escapeRest(fragment),
    hasAuthority: authority !== undefined,
  }
}

function parseAuthority(
  text: string,
  scheme: string,
): { readonly userInfo: string; readonly host: string; readonly port: number } | undefined {
  const at = text.lastIndexOf('@')
  const userInfo = at < 0 ? '' : text.slice(0, at)
  const match = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]\s<>"^`{|}%]*)(?::([0-9]{0,5}))?$/.exec(text.slice(at + 1))
  if (match === null) return undefined
  const [, host = '', digits = ''] = match
  const port = digits === '' ? (defaultPorts[scheme] ?? -1) : Number(digits)
  return port > 65_535 ? undefined : { userInfo, host: host.toLowerCase(), port }
}

/** `.` and `..` of a path are resolved. */
function removeDots(path: string): string {
  if (!/(^|\/)\.{1,2}(\/|$)/.test(path)) return path
  const kept: string[] = []
  const segments = path.split('/')
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1
    if (segment === '..') {
      if (kept.length > 1) kept.pop()
      if (isLast) kept.push('')
    } else if (segment !== '.') kept.push(segment)
    else if (isLast) kept.push('')
  }
  return kept.join('/')
}

export const isDefaultPort = ({ scheme, port }: UriParts): boolean => port === (defaultPorts[scheme] ?? -1)

export const authorityOf = (parts: UriParts): string => parts.host + (isDefaultPort(parts) ? '' : `:${parts.port}`)

function textOf(parts: UriParts): string {
  const { scheme, userInfo, path, query, fragment, hasAuthority } = parts
  const place = hasAuthority ? `//${userInfo === '' ? '' : `${userInfo}@`}${authorityOf(parts)}` : ''
  return `${scheme}:${place}${path}${query}${fragment}`
}

/** @throws NetException System.UriFormatException */
export function createUri(text: string | null, kind: 'absolute' | 'relative' | 'any' = 'absolute'): NetUri {
  if (text === null) throw argumentNullException('uriString')
  const uri = tryCreateUri(text, kind)
  if (uri !== undefined) return uri
  const what =
    text.trim() === ''
      ? 'Invalid URI: The URI is empty.'
      : 'Invalid URI: The format of the URI could not be determined.'
  throw new NetException('System.UriFormatException', what)
}

export function tryCreateUri(text: string | null, kind: 'absolute' | 'relative' | 'any'): NetUri | undefined {
  if (text === null) return undefined
  const parts = parseAbsoluteUri(text)
  if (parts !== undefined) return kind === 'relative' ? undefined : new NetUri(text, parts)
  const looksAbsolute = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text)
  return kind === 'absolute' || looksAbsolute ? undefined : new NetUri(text, undefined)
}

/** A relative reference on a base. @see RFC 3986, 5.2 */
export function combineUris(base: NetUri, relative: string): NetUri {
  const absolute = parseAbsoluteUri(relative)
  if (absolute !== undefined) return new NetUri(relative, absolute)
  const from = base.absolute
  const [, path = '', query, fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(relative) ?? []
  if (relative.startsWith('//')) return createUri(`${from.scheme}:${relative}`)
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1)
  const joined = path === '' ? from.path : path.startsWith('/') ? path : folder + path
  const own = path === '' ? (query ?? from.query) : (query ?? '')
  const parts = {
    ...from,
    path: escapeRest(removeDots(joined)),
    query: escapeRest(own),
    fragment: escapeRest(fragment),
  }
  return new NetUri(textOf(parts), parts)
}

/** All but unreserved characters as %XX. */
export function escapeDataString(text: string | null): string {
  if (text === null) throw argumentNullException('stringToEscape')
  return Array.from(text, (character) => (/[A-Za-z0-9\-._~]/.test(character) ? character : percentOf(character))).join(
    '',
  )
}

/** All but reserved and unreserved characters as %XX. */
export function escapeUriString(text: string | null): string {
  if (text === null) throw argumentNullException('stringToEscape')
  return Array.from(text, (character) =>
    /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]/.test(character) ? character : percentOf(character),
  ).join('')
}

/** Sequences of %XX that are UTF-8 become characters; others stay as they are. */
export function unescapeDataString(text: string | null): string {
  if (text === null) throw argumentNullException('stringToUnescape')
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => decodePercents(run))
}

function decodePercents(run: string): string {
  const bytes = Uint8Array.from(run.match(/[0-9A-Fa-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
  const text = decodeUtf8(bytes)
  if (!text.includes('\ufffd')) return text
  // Byte for byte: what is no character keeps its %XX.
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
