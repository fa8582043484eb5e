import type { HeaderArray } from '@sluice/platform/http'
import { classes, cr, inTarget, inToken, inValue, lf, slash, space } from '../head/characters.ts'

/** Why a request cannot be sent: it would not be read as what was meant, or as two. */
export class UnsendableRequest extends Error {
  override readonly name = 'UnsendableRequest'
}

export interface RequestLines {
  readonly method: string
  readonly target: string
  /** Sent as they are, but for framing and connection headers. */
  readonly headers: HeaderArray
}

/** The end of the request line and, where a request brings no Host of its own, that of its origin: made once per origin. */
export interface LineEnds {
  readonly withHost: Buffer
  readonly plain: Buffer
}

export const toLineEnds = (host: string): LineEnds => ({
  withHost: Buffer.from(` HTTP/1.1\r\nHost: ${host}\r\n`, 'latin1'),
  plain: Buffer.from(' HTTP/1.1\r\n', 'latin1'),
})

/**
 * The fields that offer a change of protocol.
 * @throws UnsendableRequest when it is not the name of one
 * @see RFC 9110, 7.8
 */
export function toOfferFields(protocol: string): string {
  let isName = protocol.length > 0
  for (let n = 0; n < protocol.length && isName; n += 1) isName = (kinds(protocol.charCodeAt(n)) & inToken) !== 0
  if (!isName) throw new UnsendableRequest('The protocol to change to has no proper name.')
  return `Connection: Upgrade\r\nUpgrade: ${protocol}\r\n`
}

const colon = 58
const aboveAscii = 128

/**
 * A request as it goes out: its head, and behind it the body where one is given.
 * @param framing fields of our own, each with its line end
 * @throws UnsendableRequest for a part with a character that does not belong there
 * @see RFC 9112, 3
 */
export function toRequestBytes(request: RequestLines, ends: LineEnds, framing: string, body?: Uint8Array): Buffer {
  const { method, target, headers } = request
  let hasHost = false
  // A character is a byte here: what is none is found when it is written.
  let length = method.length + 1 + target.length + framing.length + 2 + (body?.length ?? 0)
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (isOwnField(name)) continue
    if (name.length === 4 && isNamed(name, 'host')) {
      if (hasHost) throw new UnsendableRequest('The request has more than one Host.')
      hasHost = true
    }
    length += name.length + (headers[at + 1] as string).length + 4
  }
  const lineEnd = hasHost ? ends.plain : ends.withHost
  const bytes = Buffer.allocUnsafe(length + lineEnd.length)
  let at = writeMethod(bytes, method)
  bytes[at] = space
  at = writeTarget(bytes, at + 1, target, method)
  bytes.set(lineEnd, at)
  at = writeFields(bytes, at + lineEnd.length, headers)
  for (let n = 0; n < framing.length; n += 1) bytes[at + n] = framing.charCodeAt(n)
  at += framing.length
  bytes[at] = cr
  bytes[at + 1] = lf
  if (body !== undefined) bytes.set(body, at + 2)
  return bytes
}

function writeMethod(bytes: Buffer, method: string): number {
  if (method.length === 0) throw new UnsendableRequest('The request has no method.')
  for (let n = 0; n < method.length; n += 1) {
    const code = method.charCodeAt(n)
    if ((kinds(code) & inToken) === 0)
      throw new UnsendableRequest('The method has a character that does not belong there.')
    bytes[n] = code
  }
  return method.length
}

function writeTarget(bytes: Buffer, from: number, target: string, method: string): number {
  if (target.charCodeAt(0) !== slash && !(target === '*' && method === 'OPTIONS')) {
    throw new UnsendableRequest('The target does not begin with a slash.')
  }
  for (let n = 0; n < target.length; n += 1) {
    const code = target.charCodeAt(n)
    // Bytes above ASCII separate nothing, and there are servers that want them.
    if ((kinds(code) & inTarget) === 0 && (code < aboveAscii || code > 255)) {
      throw new UnsendableRequest('The target has a character that does not belong there.')
    }
    bytes[from + n] = code
  }
  return from + target.length
}

function writeFields(bytes: Buffer, from: number, headers: HeaderArray): number {
  let at = from
  for (let field = 0; field < headers.length; field += 2) {
    const name = headers[field] as string
    if (isOwnField(name)) continue
    if (name.length === 0) throw new UnsendableRequest('A header field has no name.')
    for (let n = 0; n < name.length; n += 1, at += 1) {
      const code = name.charCodeAt(n)
      if ((kinds(code) & inToken) === 0) {
        throw new UnsendableRequest('The name of a header field has a character that does not belong there.')
      }
      bytes[at] = code
    }
    bytes[at] = colon
    bytes[at + 1] = space
    at += 2
    const value = headers[field + 1] as string
    for (let n = 0; n < value.length; n += 1, at += 1) {
      const code = value.charCodeAt(n)
      if ((kinds(code) & inValue) === 0) {
        throw new UnsendableRequest(`The value of ${name} has a character that does not belong there.`)
      }
      bytes[at] = code
    }
    bytes[at] = cr
    bytes[at + 1] = lf
    at += 2
  }
  return at
}

/** What a character may be a part of; nothing when it is no byte, lest its lower half be taken for one. */
const kinds = (code: number): number => (code < 256 ? (classes[code] as number) : 0)

/**
 * Whether a field that frames the message, belongs to one connection, or speaks of trailers, which are not passed on:
 * every hop writes its own.
 * @see RFC 9110, 7.6.1
 */
export function isOwnField(name: string): boolean {
  switch (name.length) {
    case 2:
      return isNamed(name, 'te')
    case 6:
      return isNamed(name, 'expect')
    case 7:
      return isNamed(name, 'upgrade') || isNamed(name, 'trailer')
    case 10:
      return isNamed(name, 'connection') || isNamed(name, 'keep-alive')
    case 14:
      return isNamed(name, 'content-length') || isNamed(name, 'http2-settings')
    case 16:
      return isNamed(name, 'proxy-connection')
    case 17:
      return isNamed(name, 'transfer-encoding')
    default:
      return false
  }
}

/** Most names of the same length differ in the first letter; only the others are worth a copy in lower case. */
const isNamed = (name: string, lowerCaseName: string): boolean =>
  (name.charCodeAt(0) | 32) === lowerCaseName.charCodeAt(0) &&
  (name === lowerCaseName || name.toLowerCase() === lowerCaseName)
