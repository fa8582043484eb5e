import { STATUS_CODES } from 'node:http'
import type { HeaderArray } from '@sluice/platform/http'
import { isConnectionHeader } from '@sluice/platform/http-parts'
import { classes, inToken, inValue } from '../head/characters.ts'

const statusLines = new Map<number, string>(
  Object.entries(STATUS_CODES).map(([status, reason]) => [Number(status), `HTTP/1.1 ${status} ${reason}\r\n`]),
)

/**
 * The whole head of an answer.
 * @param framing fields of our own, each with its line end
 * @throws Error for a status, name or value that cannot be sent
 */
export function answerHead(
  head: { readonly status: number; readonly reason?: string | undefined; readonly headers: HeaderArray },
  framing: string,
): string {
  const { status, reason, headers } = head
  let text = reason === undefined ? statusLines.get(status) : undefined
  if (text === undefined) {
    if (!Number.isInteger(status) || status < 100 || status > 999) throw new Error(`${status} is no status.`)
    if (reason !== undefined) assertValue(reason, 'The reason')
    text = `HTTP/1.1 ${status} ${reason ?? ''}\r\n`
  }
  let hasDate = false
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (isConnectionHeader(name)) continue
    const value = headers[at + 1] as string
    assertName(name)
    assertValue(value, name)
    if (name.length === 4 && name.toLowerCase() === 'date') hasDate = true
    text += `${name}: ${value}\r\n`
  }
  return hasDate ? `${text}${framing}\r\n` : `${text}${framing}${dateLine()}\r\n`
}

let shownSecond = 0
let shownDate = ''

/** `Date: …` with its line end; the text is made once a second. */
export function dateLine(): string {
  const now = Date.now()
  const second = Math.floor(now / 1_000)
  if (second !== shownSecond) {
    shownSecond = second
    shownDate = `Date: ${new Date(now).toUTCString()}\r\n`
  }
  return shownDate
}

function assertName(name: string): void {
  let isGood = name.length > 0
  for (let at = 0; at < name.length && isGood; at += 1) isGood = isOf(name.charCodeAt(at), inToken)
  if (!isGood) throw new Error('The name of a header field has a character that does not belong there.')
}

function assertValue(value: string, name: string): void {
  for (let at = 0; at < value.length; at += 1) {
    if (!isOf(value.charCodeAt(at), inValue)) {
      throw new Error(`${name} has a character that cannot be sent in a header field.`)
    }
  }
}

const isOf = (code: number, kind: number): boolean => code < 256 && ((classes[code] as number) & kind) !== 0
