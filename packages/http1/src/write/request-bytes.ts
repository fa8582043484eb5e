import type { HeaderArray } from '@sluice/platform/http'

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
  readonly withHost: string
  readonly plain: string
}

export const toLineEnds = (host: string): LineEnds => ({
  withHost: ` HTTP/1.1\r\nHost: ${host}\r\n`,
  plain: ' HTTP/1.1\r\n',
})

/**
 * The fields that offer a change of protocol.
 * @throws UnsendableRequest when it is not the name of one
 * @see RFC 9110, 7.8
 */
export function toOfferFields(protocol: string): string {
  if (protocol.length === 0 || outsideToken.test(protocol)) {
    throw new UnsendableRequest('The protocol to change to has no proper name.')
  }
  return `Connection: Upgrade\r\nUpgrade: ${protocol}\r\n`
}

/** @see RFC 9110, 5.6.2 and 5.5; RFC 9112, 3.2 */
const outsideToken = /[^!#$%&'*+\-.^_`|~\dA-Za-z]/
const outsideValue = /[^\t\x20-\x7e\x80-\xff]/
/** Bytes above ASCII separate nothing, and there are servers that want them. */
const outsideTarget = /[^\x21\x22\x24-\x7e\x80-\xff]/

/**
 * A request as it goes out: its head, and behind it the body.
 * @param framing fields of our own, each with its line end
 * @throws UnsendableRequest for a part with a character that does not belong there
 * @see RFC 9112, 3
 */
export function toRequestBytes(request: RequestLines, ends: LineEnds, framing: string, body: Uint8Array): Buffer {
  const head = toRequestHead(request, ends, framing)
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 'latin1')
  bytes.set(body, head.length)
  return bytes
}

/** The head alone, with one character for each byte: a socket takes it as it is. */
export function toRequestHead(request: RequestLines, ends: LineEnds, framing: string): string {
  const { method, target, headers } = request
  assertMethod(method)
  assertTarget(target, method)
  let fields = ''
  let hasHost = false
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (isOwnField(name)) continue
    const value = headers[at + 1] as string
    assertField(name, value)
    if (name.length === 4 && isNamed(name, 'host')) {
      if (hasHost) throw new UnsendableRequest('The request has more than one Host.')
      hasHost = true
    }
    fields += `${name}: ${value}\r\n`
  }
  // Every character is a byte: that was looked at above, lest the lower half of one be taken for another.
  return `${method} ${target}${hasHost ? ends.plain : ends.withHost}${fields}${framing}\r\n`
}

function assertMethod(method: string): void {
  if (method.length === 0 || outsideToken.test(method)) throw new UnsendableRequest('The method is no proper name.')
}

function assertTarget(target: string, method: string): void {
  if (target[0] !== '/' && !(target === '*' && method === 'OPTIONS')) {
    throw new UnsendableRequest('The target does not begin with a slash.')
  }
  if (outsideTarget.test(target)) {
    throw new UnsendableRequest('The target has a character that does not belong there.')
  }
}

function assertField(name: string, value: string): void {
  if (name.length === 0 || outsideToken.test(name)) {
    throw new UnsendableRequest('A header field has no name, or one with a character that does not belong there.')
  }
  if (outsideValue.test(value)) {
    throw new UnsendableRequest(`The value of ${name} has a character that does not belong there.`)
  }
}

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
