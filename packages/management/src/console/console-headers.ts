import type { HeaderArray } from '@sluice/platform'

/** Headers as they go out: text beyond ASCII in UTF-8, each byte as the character of its number. */
export const toSentHeaders = (headers: readonly (readonly [string, string])[]): HeaderArray =>
  headers.flatMap(([name, value]) => [name, Buffer.from(value.trim(), 'utf8').toString('latin1')])

/** Headers of an answer as `X-Console-Headers` has them: base64url of a JSON list of names and values. */
export function packHeaders(headers: HeaderArray): string {
  const pairs: [string, string][] = []
  for (let at = 0; at < headers.length; at += 2) pairs.push([headers[at] ?? '', toText(headers[at + 1] ?? '')])
  return Buffer.from(JSON.stringify(pairs)).toString('base64url')
}

/** The bytes of a value as UTF-8 where they are that. */
function toText(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch (error) {
    if (error instanceof TypeError) return value
    throw error
  }
}
