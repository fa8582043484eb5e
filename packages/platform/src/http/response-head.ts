import { isConnectionHeader, joinedHeader } from './header-array.ts'
import type { HeaderArray, ResponseHead } from './http.ts'

/** Whether a response to this method with this status carries a body at all. @see RFC 9110, 6.4.1 */
export function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304 && status >= 200
}

/** Content-Length for an answer that is there as a whole; undefined = none is sent. */
export function wholeLength(method: string, head: ResponseHead, bodyLength: number): number | undefined {
  if (head.status === 204) return undefined
  // An answer to HEAD or a 304 may tell the length of a body that is not there to be counted.
  return bodyLength > 0 || mayHaveBody(method, head.status) ? bodyLength : announcedLength(head.headers)
}

/** The one value of digits that Content-Length may have; anything else is not worth sending on. */
export function announcedLength(headers: HeaderArray): number | undefined {
  const value = joinedHeader(headers, 'content-length')
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
}

/** Header fields as they go out: without those that are the server's own, with the length. */
export function toSentHeaders(headers: HeaderArray, length: number | undefined): string[] {
  const sent: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (!isConnectionHeader(name)) sent.push(name, headers[at + 1] as string)
  }
  if (length !== undefined) sent.push('Content-Length', String(length))
  return sent
}
