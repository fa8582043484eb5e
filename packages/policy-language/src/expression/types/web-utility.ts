import { decodeHtml, encodeHtml } from '../net/html.ts'
import { decodeUtf8, encodeUtf8 } from '../net/utf8.ts'
import { defineType } from './define-type.ts'

const safe = /[A-Za-z0-9\-_.!*()]/

const urlEncode = (text: string | null): string | null =>
  text === null
    ? null
    : Array.from(encodeUtf8(text), (byte) => {
        const character = String.fromCharCode(byte)
        if (byte < 0x80 && safe.test(character)) return character
        return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      }).join('')

const urlDecode = (text: string | null): string | null =>
  text === null
    ? null
    : text
        .replaceAll('+', ' ')
        .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
          decodeUtf8(Uint8Array.from(run.match(/[0-9A-Fa-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))),
        )

export const webUtilityType = defineType({
  name: 'System.Net.WebUtility',
  kind: 'static',
  members: {
    'static string UrlEncode(string value)': urlEncode,
    'static string UrlDecode(string encodedValue)': urlDecode,
    'static string HtmlEncode(string value)': encodeHtml,
    'static string HtmlDecode(string value)': decodeHtml,
  },
})
