import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { ResponseReader } from './response-reader.ts'

/** What a reader makes of the first response that is no information only. */
interface Reading {
  status: number
  headers: readonly string[]
  body: string
  /** 'open': more would have to come. */
  end: 'whole' | 'open' | 'fault'
  fault: string
}

function readWithOurs(pieces: readonly Buffer[], method: string): Reading {
  const reading: Reading = { status: 0, headers: [], body: '', end: 'open', fault: '' }
  const reader = new ResponseReader(
    {
      onResponseHead: ({ status, headers }) => Object.assign(reading, { status, headers }),
      onResponsePiece: (piece) => {
        reading.body += Buffer.from(piece).toString('latin1')
      },
      onResponseEnd: () => {
        reading.end = 'whole'
      },
      onProtocolChange: () => Object.assign(reading, { end: 'fault', fault: 'another protocol' }),
      onResponseFault: (fault) => Object.assign(reading, { end: 'fault', fault }),
    },
    65_536,
  )
  reader.start(method)
  for (const piece of pieces) reader.read(piece)
  if (reader.isUntilClose) reading.end = 'whole'
  return reading
}

/** Node's own parser in its strict mode, without the sockets around it. */
interface NodeParser {
  [event: number]: (...values: never[]) => unknown
  initialize(kind: number, resource: object, maxHeaderSize: number, leniency: number): void
  execute(bytes: Buffer): number | (Error & { reason: string })
  finish(): undefined | (Error & { reason: string })
}
type NodeParserConstants = Record<
  'RESPONSE' | 'kOnHeaders' | 'kOnHeadersComplete' | 'kOnBody' | 'kOnMessageComplete',
  number
>
const { HTTPParser } = createRequire(import.meta.url)('_http_common') as {
  readonly HTTPParser: NodeParserConstants & (new () => NodeParser)
}

function readWithNodes(bytes: Buffer, method: string): Reading {
  const reading: Reading = { status: 0, headers: [], body: '', end: 'open', fault: '' }
  const parser = new HTTPParser()
  let early: string[] = []
  const isOpen = () => reading.end === 'open' && reading.status >= 200
  parser.initialize(HTTPParser.RESPONSE, {}, 65_536, 0)
  parser[HTTPParser.kOnHeaders] = (fields: string[]) => {
    // A parser hands over many fields in several parts; behind a body they are its trailer.
    if (!isOpen()) early.push(...fields)
  }
  parser[HTTPParser.kOnHeadersComplete] = (...values: unknown[]) => {
    const [, , fields, , , status] = values as [number, number, string[] | undefined, unknown, unknown, number]
    if (reading.end === 'open') Object.assign(reading, { status, headers: [...early, ...(fields ?? [])] })
    early = []
    return method === 'HEAD' ? 1 : 0
  }
  parser[HTTPParser.kOnBody] = (piece: Buffer) => {
    if (reading.end === 'open') reading.body += piece.toString('latin1')
  }
  parser[HTTPParser.kOnMessageComplete] = () => {
    if (isOpen()) reading.end = 'whole'
  }
  const result = parser.execute(bytes)
  if (result instanceof Error) {
    if (reading.end === 'open') Object.assign(reading, { end: 'fault', fault: result.reason })
  } else if (isOpen()) parser.finish()
  // Information alone is no response yet.
  return reading.status < 200 ? { ...reading, status: 0, headers: [] } : reading
}

/** The same numbers in each run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const versions = ['1.1', '1.1', '1.1', '1.1', '1.0', '1.0', '0.9', '2.0', '1.2']
const statuses = [
  '200 OK',
  '200 OK',
  '404 Not Found',
  '204 No Content',
  '304 Not Modified',
  '299',
  '500 ',
  '999 X',
  '99 X',
]
const fields = [
  'Content-Length: 3',
  'Content-Length: 3',
  'content-length:0',
  'Content-Length: 03',
  'Content-Length: 5',
  'Content-Length: 3, 3',
  'Content-Length: -3',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked',
  'transfer-encoding:\tCHUNKED ',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked, gzip',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: ',
  'Connection: close',
  'Connection: keep-alive',
  'X: a b',
  'X:',
  'X : y',
  'X: \xe9\xff',
  ' X: folded',
  'Keep-Alive: timeout=5',
]
const bodies = [
  '',
  'abc',
  '3\r\nabc\r\n0\r\n\r\n',
  '3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
  '0\r\nT: 1\r\n\r\n',
  '003\r\nabc\r\n00\r\n\r\n',
  'abcde',
]
const bytesToPut = ['\r', '\n', '\0', ' ', '\t', ':', ',', ';', '0', '3', 'f', 'x', '\x7f', '\x80', '\r\n', '\r\n\r\n']

function generate(random: (below: number) => number): string {
  const pick = (from: readonly string[]) => from[random(from.length)] as string
  let text = random(10) === 0 ? 'HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n' : ''
  text += `HTTP/${pick(versions)} ${pick(statuses)}\r\n`
  for (let left = random(4); left > 0; left -= 1) text += `${pick(fields)}\r\n`
  text += `\r\n${pick(bodies)}`
  for (let left = random(3); left > 0; left -= 1) {
    const at = random(text.length + 1)
    const length = random(3) === 0 ? 0 : 1
    text = text.slice(0, at) + (random(3) === 0 ? '' : pick(bytesToPut)) + text.slice(at + length)
  }
  return text
}

/** The status line as it has to be. @see RFC 9112, 4 */
const statusLine = /^HTTP\/1\.[01] [1-9]\d\d(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/
const information = /^HTTP\/1\.[01] 1/

/** One of the heads begins with something else. */
function hasOtherStatusLine(text: string): boolean {
  if (!statusLine.test(text)) return true
  const end = text.indexOf('\r\n\r\n')
  return information.test(text) && end >= 0 && hasOtherStatusLine(text.slice(end + 4))
}

/** Where Node's parser goes on and ours does not: what we say, and what makes it so in the message. */
const stricter: readonly (readonly [fault: string, isCause: (text: string) => boolean, why: string])[] = [
  [
    'The status line is not a version, a status and a reason.',
    hasOtherStatusLine,
    'Node takes other versions, statuses below 100, empty lines before it, and more',
  ],
  ['A line of the head does not end in CR LF.', hasOtherStatusLine, 'Node takes control characters in a reason'],
  [
    'The only transfer encoding that is read here is chunked.',
    (text) => /Transfer-Encoding:/i.test(text),
    'Node reads what is encoded otherwise up to the end',
  ],
  [
    'Transfer-Encoding does not end in one chunked.',
    (text) => /Transfer-Encoding:/i.test(text),
    'Node reads what is encoded otherwise up to the end',
  ],
  [
    'HTTP/1.0 has no Transfer-Encoding.',
    (text) => /HTTP\/1\.0[\s\S]*Transfer-Encoding:/i.test(text),
    'who speaks it may have framed the message otherwise',
  ],
  [
    'The extension of a chunk has a character that does not belong there.',
    (text) => text.includes(';='),
    'Node takes an extension without a name',
  ],
]

describe("our reading of responses beside that of Node's strict parser", () => {
  it('is the same, or a fault that is explained, for a hundred thousand messages', () => {
    const random = createRandom(9_112)
    const unexplained: unknown[] = []
    const count = { same: 0, whole: 0, stricter: 0 }
    for (let n = 0; n < 100_000; n += 1) {
      const text = generate(random)
      const bytes = Buffer.from(text, 'latin1')
      const method = random(10) === 0 ? 'HEAD' : 'GET'
      const ours = readWithOurs([bytes], method)
      const nodes = readWithNodes(bytes, method)
      if (isSame(ours, nodes)) {
        count.same += 1
        if (ours.end === 'whole') count.whole += 1
      } else if (stricter.some(([fault, isCause]) => ours.fault === fault && isCause(text))) count.stricter += 1
      else unexplained.push({ text, method, ours, nodes })
      const at = random(bytes.length + 1)
      const parted = readWithOurs([bytes.subarray(0, at), bytes.subarray(at)], method)
      // A head without end is looked at only when a line more is there.
      const isLater = ours.end === 'fault' && parted.end === 'open'
      if (!isLater && !isSame(ours, parted)) unexplained.push({ text, method, at, ours, parted })
    }
    expect(unexplained.slice(0, 10)).toEqual([])
    // The messages are neither all good nor all bad.
    expect(Math.min(count.same - count.whole, count.whole, count.stricter)).toBeGreaterThan(5_000)
  })
})

/** Of a fault only that there is one counts. */
const isSame = (one: Reading, other: Reading): boolean =>
  one.end === other.end &&
  (one.end === 'fault' ||
    (one.status === other.status && one.body === other.body && one.headers.join('\n') === other.headers.join('\n')))
