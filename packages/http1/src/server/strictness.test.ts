import { strictnessCases } from '@sluice/platform/http-suite'
import { describe, expect, it } from 'vitest'
import { type RequestReading, readRequests } from './read-requests.fixture.ts'

const host = 'Host: a\r\n'
const get = (fields: string) => `GET / HTTP/1.1\r\n${host}${fields}\r\n`
const post = (fields: string, body = '') => `POST / HTTP/1.1\r\n${host}${fields}\r\n${body}`
const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body)

/** A place in a message, a message with a byte in it, and the bytes that may stand there by the RFCs. */
const places: readonly (readonly [place: string, withByte: (byte: string) => string, allowed: RegExp])[] = [
  ['in the method', (byte) => `G${byte}T / HTTP/1.1\r\n${host}\r\n`, /[A-Z\d_-]/],
  ['in the target', (byte) => `GET /a${byte}b HTTP/1.1\r\n${host}\r\n`, /[!-"$-~]/],
  ['before the target', (byte) => `GET ${byte}/a HTTP/1.1\r\n${host}\r\n`, /[/]/],
  ['in the version', (byte) => `GET / HTTP/1.${byte}\r\n${host}\r\n`, /[01]/],
  ['behind the version', (byte) => `GET / HTTP/1.1${byte}\r\n${host}\r\n`, /(?!)/],
  ['behind the CR of the request line', (byte) => `GET / HTTP/1.1\r${byte}${host}\r\n`, /\n/],
  ['behind the CR of a field', (byte) => get(`X: y\r${byte}`), /\n/],
  ['behind the CR of the empty line', (byte) => `GET / HTTP/1.1\r\n${host}\r${byte}`, /\n/],
  ['before the first field', (byte) => `GET / HTTP/1.1\r\n${byte}X: y\r\n${host}\r\n`, /[!#$%&'*+.^_`|~\dA-Za-z-]/],
  ['before a field', (byte) => get(`${byte}X: y\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z-]/],
  ['in a name', (byte) => get(`X${byte}Y: z\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z:-]/],
  ['before the colon', (byte) => get(`X${byte}: y\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z:-]/],
  ['in a value', (byte) => get(`X: y${byte}z\r\n`), /[\t -~\x80-\xff]/],
  ['as a value', (byte) => get(`X:${byte}\r\n`), /[\t -~\x80-\xff]/],
  ['in Host', (byte) => `GET / HTTP/1.1\r\nHost: a${byte}c\r\n\r\n`, /[\w.~!$&'()*+;=%-]/],
  ['in a length', (byte) => post(`Content-Length: 1${byte}\r\n`, 'a'.repeat(20)), /[\d\t ]/],
  ['before a length', (byte) => post(`Content-Length:${byte}1\r\n`, 'a'.repeat(100)), /[\d\t ]/],
  ['behind chunked', (byte) => post(`Transfer-Encoding: chunked${byte}\r\n`, '0\r\n\r\n'), /[\t ]/],
  ['before chunked', (byte) => post(`Transfer-Encoding:${byte}chunked\r\n`, '0\r\n\r\n'), /[\t ]/],
  ['in the name of a length', (byte) => post(`Content${byte}Length: 0\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z:-]/],
]

/** The same of a chunked body. */
const placesInBody: typeof places = [
  ['as the size of a chunk', (byte) => chunked(`${byte}\r\n`), /[\da-fA-F]/],
  ['behind the size of a chunk', (byte) => chunked(`1${byte}\r\n`), /[\da-fA-F]/],
  ['behind the CR of a size', (byte) => chunked(`3\r${byte}`), /\n/],
  ['behind the data of a chunk', (byte) => chunked(`3\r\nabc${byte}\n0\r\n\r\n`), /\r/],
  ['behind the CR of the data', (byte) => chunked(`3\r\nabc\r${byte}0\r\n\r\n`), /\n/],
  ['in an extension', (byte) => chunked(`3;a${byte}b\r\nabc\r\n0\r\n\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z=;-]/],
  ['in a quoted extension', (byte) => chunked(`3;a="b${byte}c"\r\nabc\r\n0\r\n\r\n`), /[\t -!#-~\x80-\xff]/],
  ['in the name of a trailer', (byte) => chunked(`0\r\nX${byte}Y: z\r\n\r\n`), /[!#$%&'*+.^_`|~\dA-Za-z:-]/],
  ['in the value of a trailer', (byte) => chunked(`0\r\nX: y${byte}z\r\n\r\n`), /[\t -~\x80-\xff]/],
  ['as the end of the trailer', (byte) => chunked(`0\r\n\r${byte}`), /\n/],
]

const allBytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
const bytesOf = (text: string) => Buffer.from(text, 'latin1')
const byteByByte = (text: string) => readRequests([...bytesOf(text)].map((byte) => Buffer.of(byte)))
const shown = (bytes: readonly string[]) => JSON.stringify(bytes.join(''))

const isHeadTaken = ({ requests }: RequestReading) => requests.length > 0
const isBodyTaken = ({ end }: RequestReading) => end !== 'fault'

describe('of all bytes', () => {
  it.each([
    ...places.map((place) => [...place, isHeadTaken] as const),
    ...placesInBody.map((place) => [...place, isBodyTaken] as const),
  ])('%s just those are taken that belong there', (_, withByte, allowed, isTaken) => {
    const expected = allBytes.filter((byte) => allowed.test(byte))
    expect(shown(allBytes.filter((byte) => isTaken(readRequests([bytesOf(withByte(byte))]))))).toBe(shown(expected))
    expect(shown(allBytes.filter((byte) => isTaken(byteByByte(withByte(byte)))))).toBe(shown(expected))
  })
})

describe('a message that arrives in two pieces, cut anywhere, is read as in one', () => {
  it.each(strictnessCases)('$name', ({ request, outcome }) => {
    const bytes = bytesOf(request)
    const whole = readRequests([bytes])
    expect(whole.end === 'fault' ? whole.status : 'handled').toBe(outcome)
    for (let at = 1; at < bytes.length; at += 1) {
      const parted = readRequests([bytes.subarray(0, at), bytes.subarray(at)])
      // What has no line is not looked at again; it is waited for its end, and that is refused when it does not come.
      if (request.includes('\n') || parted.end === 'fault') expect(parted).toEqual(whole)
    }
  })
})

describe('a request that is both', () => {
  it.each([
    ['two lengths', post('Content-Length: 3\r\nContent-Length: 3\r\n', 'abc')],
    [
      'length and chunked',
      post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\nGET /2 HTTP/1.1\r\n\r\n'),
    ],
    ['chunked and something behind it', post('Transfer-Encoding: chunked, x\r\n', '0\r\n\r\n')],
    ['two encodings', post('Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    ['chunked with a bare LF', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\n\r\n0\r\n\r\n`],
    ['a length behind a bare CR', post('X: y\rContent-Length: 3\r\n', 'abc')],
    ['a length in a folded line', post('X: y\r\n Content-Length: 3\r\n', 'abc')],
    ['a length with a space before its colon', post('Content-Length : 3\r\n', 'abc')],
    ['a length of a name with NUL', post('Content-Length\0: 3\r\n', 'abc')],
  ])('%s is neither: nothing is handed over, and nothing behind it is read', (_, request) => {
    const followed = bytesOf(`${request}GET /smuggled HTTP/1.1\r\n${host}\r\n`)
    const { requests, end, status } = readRequests([followed])
    expect([requests.length, end, Math.trunc(status / 100)]).toEqual([0, 'fault', status === 501 ? 5 : 4])
  })
})
