import { decodeUtf8, encodeUtf8 } from '../net/utf8.ts'

/** Names and values of `application/x-www-form-urlencoded`, in their order. */
export function formUrlDecode(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
    })
}

const decode = (text: string): string =>
  text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
      decodeUtf8(Uint8Array.from(run.match(/[0-9A-Fa-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))),
    )

/** @param space what a space becomes: `+` in a form, `%20` in a query */
export function formUrlEncode(pairs: Iterable<readonly [name: string, value: string]>, space: '+' | '%20'): string {
  return Array.from(pairs, ([name, value]) => `${encode(name, space)}=${encode(value, space)}`).join('&')
}

const encode = (text: string, space: string): string =>
  Array.from(encodeUtf8(text), (byte) => {
    const character = String.fromCharCode(byte)
    if (byte < 0x80 && /[A-Za-z0-9\-._~]/.test(character)) return character
    return byte === 0x20 ? space : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
