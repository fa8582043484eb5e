import fc from 'fast-check'
import {
  type ReadRequest,
  type RequestReading,
  readRequests,
} from '../../../../packages/http1/src/server/read-requests.fixture.ts'
import { isOwnField, toLineEnds, toRequestBytes } from '../../../../packages/http1/src/write/request-bytes.ts'
import { changedText } from './changed-text.ts'
import type { FuzzTarget } from './fuzz-target.ts'

const seeds = [
  'GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /x HTTP/1.1\r\nHost: a:80\r\nContent-Length: 3\r\nConnection: keep-alive, X\r\n\r\nabc',
  'PUT /y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3;a="b\\"c";d\r\nabc\r\n0\r\nT: 1\r\n\r\n',
  'DELETE http://b:81/z HTTP/1.0\r\nX: \t y \xe9 \r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: [::1]\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
]
const words = [
  ...[
    '\r\n',
    '\r\n\r\n',
    '\r',
    '\n',
    '\0',
    ' ',
    '\t',
    ':',
    ',',
    ';',
    '=',
    '"',
    '\\',
    '0',
    'f',
    '/',
    '*',
    '\x0b',
    '\x7f',
    '\xa0',
  ],
  ...[
    'Content-Length: 3\r\n',
    'Content-Length: 0\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding: x, chunked\r\n',
  ],
  ...[
    'Connection: close\r\n',
    'Host: b\r\n',
    ' HTTP/1.1\r\n',
    ' HTTP/1.0\r\n',
    '0\r\n\r\n',
    '1\r\na\r\n',
    'GET / HTTP/1.1\r\n',
    'abc',
  ],
]

/** One character for each byte. */
const toBytes = (text: string): Buffer => Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1')

const backend = toLineEnds('backend')

/** The reading of requests, and the writing of what was read. */
export const http1Messages: FuzzTarget = {
  title: 'the reading of HTTP/1.1 requests and what is sent on',
  texts: fc.oneof(
    { weight: 6, arbitrary: changedText(seeds, words) },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom(...words, ...seeds), { maxLength: 30 }).map((all) => all.join('')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  ),
  check(text) {
    const bytes = toBytes(text)
    const whole = readRequests([bytes])
    const middle = bytes.length >> 1
    checkAlike(whole, readRequests([bytes.subarray(0, middle), bytes.subarray(middle)]))
    checkAlike(whole, readRequests([...bytes].map((byte) => Buffer.of(byte))))
    for (const request of whole.requests) if (request.isWhole) checkSentOn(request)
  },
}

function checkAlike(whole: RequestReading, parted: RequestReading): void {
  // What has no further line is not looked at again, and not handed over either.
  const isLater = whole.end === 'fault' && parted.end === 'open'
  const isAlike = isLater || (whole.end === parted.end && whole.fault === parted.fault)
  if (!isAlike || JSON.stringify(whole.requests) !== JSON.stringify(parted.requests)) {
    throw new Error('In pieces it is read otherwise.')
  }
}

/** As a backend gets it: this request, once, and nothing behind it. */
function checkSentOn({ line, fields, body }: ReadRequest): void {
  const [method = '', asked = ''] = line.split(' ')
  const target = asked.startsWith('/') || asked === '*' ? asked : '/'
  const sent = Buffer.from(body, 'latin1')
  const bytes = toRequestBytes({ method, target, headers: fields }, backend, `Content-Length: ${sent.length}\r\n`, sent)
  const { requests, end, fault } = readRequests([bytes])
  const [first] = requests
  if (end !== 'open' || requests.length !== 1 || first === undefined || !first.isWhole) {
    throw new Error(`Sent on, it is not one request: ${requests.length}, ${fault}`)
  }
  if (first.line !== `${method} ${target} HTTP/1.1` || first.body !== body)
    throw new Error('Sent on, it is another one.')
  const kept = fields.filter((_, index) => !isOwnField(fields[index - (index % 2)] as string))
  const hasHost = kept.some((text, index) => index % 2 === 0 && text.toLowerCase() === 'host')
  const expected = [...(hasHost ? [] : ['Host', 'backend']), ...kept, 'Content-Length', String(sent.length)]
  if (first.fields.join('\n') !== expected.join('\n')) throw new Error('Sent on, it has other fields.')
}
