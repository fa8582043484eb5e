import { isConnectionHeader, joinedHeader } from '../header-array.ts'
import type { HeaderArray, ResponseHead } from '../http.ts'
import type { Refusal } from '../node-server/refusal.ts'

/** A request of HTTP/2 in the form that the data path reads. */
export interface Http2Head {
  readonly method: string
  readonly target: string
  /** `Host` is what the client named as authority; what came in several cookie fields is one. */
  readonly headers: HeaderArray
}

const maxHeaderFields = 256
const methodPattern = /^[A-Z\d_-]{1,32}$/
const targetPattern = /^\/[!-"$-~]*$/
const hostPattern = /^(?:[\w.~!$&'()*+;=%-]*|\[[\da-fA-F:.]+\])(?::\d{0,5})?$/

/**
 * Asks of a request what HTTP/1.1 asks, where Node's code does not: it goes on as one.
 * @param raw names and values in turn, with those that begin with a colon
 * @see RFC 9113, 8.3
 */
export function readHttp2Head(raw: HeaderArray, maxHeadBytes: number): Http2Head | Refusal {
  if (raw.length > maxHeaderFields * 2) {
    return { status: 431, message: `The request has more than ${maxHeaderFields} header fields.` }
  }
  let [method, target, authority] = ['', '', undefined as string | undefined]
  const headers: string[] = []
  let cookieAt = -1
  let size = 0
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string
    const value = raw[at + 1] as string
    size += name.length + value.length + 4
    if (name === ':method') method = value
    else if (name === ':path') target = value
    else if (name === ':authority') authority = value
    else if (name === 'cookie' && cookieAt >= 0) headers[cookieAt] += `; ${value}`
    else if (name.charCodeAt(0) !== colon) {
      headers.push(name, value)
      if (name === 'cookie') cookieAt = headers.length - 1
    }
  }
  if (size > maxHeadBytes) return { status: 431, message: 'The request line and headers are too long.' }
  if (method === 'CONNECT') return { status: 501, message: 'CONNECT is not served here.' }
  if (!methodPattern.test(method)) return { status: 400, message: 'The method is not of capital letters.' }
  if (!targetPattern.test(target) && !(target === '*' && method === 'OPTIONS')) {
    return { status: 400, message: 'The request target is not a path, or has a character that does not belong there.' }
  }
  return withHost({ method, target, headers }, authority)
}

const colon = 58

function withHost({ method, target, headers }: Http2Head, authority: string | undefined): Http2Head | Refusal {
  const host = joinedHeader(headers, 'host')
  const named = authority ?? host
  if (named === undefined) return { status: 400, message: 'The request has no Host header.' }
  if (host !== undefined && host.toLowerCase() !== named.toLowerCase()) {
    return { status: 400, message: 'The Host header and the authority are not the same.' }
  }
  if (!hostPattern.test(named)) return { status: 400, message: 'The Host header is not a host and optional port.' }
  return { method, target, headers: host === undefined ? ['Host', named, ...headers] : headers }
}

export const isHttp2Refusal = (head: Http2Head | Refusal): head is Refusal => 'status' in head

const outsideToken = /[^!#$%&'*+\-.^_`|~\dA-Za-z]/
const outsideValue = /[^\t\x20-\x7e\x80-\xff]/

/**
 * The head of an answer as Node's HTTP/2 takes it; a reason has no place there.
 * @throws Error for a name or value that cannot be sent
 */
export function toHttp2Fields(
  head: ResponseHead,
  length: number | undefined,
): Record<string, string | string[] | number> {
  const fields: Record<string, string | string[] | number> = Object.create(null)
  fields[':status'] = head.status
  for (let at = 0; at < head.headers.length; at += 2) {
    const name = (head.headers[at] as string).toLowerCase()
    const value = head.headers[at + 1] as string
    if (isConnectionHeader(name) || name === 'te' || name === 'http2-settings') continue
    if (name === '' || outsideToken.test(name) || outsideValue.test(value)) {
      throw new Error('A header field of the answer has a character that does not belong there.')
    }
    const before = fields[name]
    if (before === undefined) fields[name] = value
    else if (Array.isArray(before)) before.push(value)
    else fields[name] = [String(before), value]
  }
  // Some fields may stand there once only, and their values cannot be joined either.
  if (Array.isArray(fields.date)) fields.date = fields.date[0] as string
  if (length !== undefined) fields['content-length'] = length
  return fields
}
