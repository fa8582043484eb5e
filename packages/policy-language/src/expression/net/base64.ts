import { formatException } from './failures.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const digitValue = new Map(Array.from(alphabet, (character, i) => [character, i]))

/** `Convert.ToBase64String`: with padding, without line ends. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const a = bytes[at] ?? 0
    const b = bytes[at + 1] ?? 0
    const c = bytes[at + 2] ?? 0
    text += (alphabet[a >> 2] ?? '') + (alphabet[((a & 3) << 4) | (b >> 4)] ?? '')
    text += at + 1 < bytes.length ? (alphabet[((b & 15) << 2) | (c >> 6)] ?? '') : '='
    text += at + 2 < bytes.length ? (alphabet[c & 63] ?? '') : '='
  }
  return text
}

/**
 * `Convert.FromBase64String`: white space may stand anywhere.
 * @throws System.FormatException
 */
export function fromBase64(text: string): Uint8Array {
  const compact = text.replace(/[\t\n\r ]/g, '')
  const bytes = compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact) ? decode(compact) : undefined
  if (bytes === undefined)
    throw formatException(
      'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
    )
  return bytes
}

/** The alphabet of JWT, without padding; undefined when the text is none. */
export function tryFromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  return decode(text.replaceAll('-', '+').replaceAll('_', '/'))
}

function decode(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let buffer = 0
  let bits = 0
  let length = 0
  for (const digit of digits) {
    buffer = ((buffer << 6) | (digitValue.get(digit) ?? 0)) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[length++] = (buffer >> bits) & 0xff
    }
  }
  return bytes
}
