import type { HeaderArray } from '@sluice/platform'

/**
 * Whether a field belongs to one connection, not to the message. Content-Length is not among them: what frames the
 * answer is decided where it is written.
 * @see RFC 9110, section 7.6.1
 */
export function isHopHeader(name: string): boolean {
  switch (name.length) {
    case 2:
      return isNamed(name, 'te')
    case 7:
      return isNamed(name, 'upgrade') || isNamed(name, 'trailer')
    case 10:
      return isNamed(name, 'connection') || isNamed(name, 'keep-alive')
    case 16:
      return isNamed(name, 'proxy-connection')
    case 17:
      return isNamed(name, 'transfer-encoding')
    case 18:
      return isNamed(name, 'proxy-authenticate')
    case 19:
      return isNamed(name, 'proxy-authorization')
    default:
      return false
  }
}

/** Most names of the same length differ in the first letter; only the others are worth a copy in lower case. */
export const isNamed = (name: string, lowerCaseName: string): boolean =>
  name === lowerCaseName ||
  ((name.charCodeAt(0) | 32) === lowerCaseName.charCodeAt(0) && name.toLowerCase() === lowerCaseName)

/**
 * Lower-cased names that Connection lists besides its own options; undefined when there are none, which is nearly
 * always. Framing and routing fields stay whatever Connection says: a client cannot have them taken out.
 */
export function namesInConnection(connection: string | undefined): readonly string[] | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined
  const names = connection
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && !neverDropped.has(name))
  return names.length === 0 ? undefined : names
}

const neverDropped = new Set([
  'keep-alive',
  'close',
  'host',
  'content-length',
  'content-type',
  'cache-control',
  'authorization',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
])

/** The fields of a backend's answer that are for the client: the same array when all are. */
export function endToEndHeaders(headers: HeaderArray): HeaderArray {
  let connection: string | undefined
  let dropped = 0
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (!isHopHeader(name)) continue
    dropped += 1
    if (name.length === 10 && isNamed(name, 'connection')) {
      connection = connection === undefined ? headers[at + 1] : `${connection}, ${headers[at + 1]}`
    }
  }
  if (dropped === 0) return headers
  const listed = namesInConnection(connection)
  const kept: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (isHopHeader(name) || listed?.includes(name.toLowerCase())) continue
    kept.push(name, headers[at + 1] as string)
  }
  return kept
}

/** Without the fields of this name; the same array when there are none. */
export function withoutHeader(headers: HeaderArray, lowerCaseName: string): HeaderArray {
  for (let at = 0; at < headers.length; at += 2) {
    if (isField(headers[at] as string, lowerCaseName)) {
      return headers.filter((_, index) => !isField(headers[index - (index % 2)] as string, lowerCaseName))
    }
  }
  return headers
}

const isField = (name: string, lowerCaseName: string) =>
  name.length === lowerCaseName.length && isNamed(name, lowerCaseName)
