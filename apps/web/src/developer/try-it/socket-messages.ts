/** A message, or the end of a connection, as the log keeps it. */
export interface SocketEntry {
  /** Counts from 1 for the page. */
  readonly id: number
  readonly at: Date
  readonly content:
    | { readonly kind: 'sent' | 'received'; readonly message: string | Uint8Array; readonly bytes: number }
    | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
}

/** What the log keeps: a talkative server must not fill the memory of a page that stays open. */
export const maxEntries = 500
const maxShown = 4_096

export const withEntry = (entries: readonly SocketEntry[], entry: SocketEntry): readonly SocketEntry[] =>
  [...entries, entry].slice(-maxEntries)

export const sizeOf = (message: string | Uint8Array): number =>
  typeof message === 'string' ? new TextEncoder().encode(message).length : message.length

/** Text as it is; bytes as hexadecimal, 16 to a line; of long ones the beginning. */
export function toShown(message: string | Uint8Array): { readonly text: string; readonly isCut: boolean } {
  if (typeof message === 'string') return { text: message.slice(0, maxShown), isCut: message.length > maxShown }
  const lines: string[] = []
  for (let at = 0; at < Math.min(message.length, maxShown / 4); at += 16) {
    const bytes = message.subarray(at, at + 16)
    lines.push(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' '))
  }
  return { text: lines.join('\n'), isCut: message.length > maxShown / 4 }
}

/** Bytes of hexadecimal digits, blanks between them or not; undefined when they are none. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Names of subprotocols; undefined when one cannot be one. @see RFC 6455, 4.1 */
export function toProtocols(text: string): readonly string[] | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.every((name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) ? names : undefined
}

/** What follows the address of an API: nothing, a path, or a query. */
export const isTarget = (text: string): boolean => text === '' || /^[/?][^\s#\\]*$/.test(text)
