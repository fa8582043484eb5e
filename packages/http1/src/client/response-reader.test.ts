import { describe, expect, it } from 'vitest'
import { type ResponseListener, ResponseReader } from './response-reader.ts'

/** What is read of a response whose bytes come in these pieces, with the pieces of its body joined. */
function read(pieces: readonly Buffer[], method = 'GET', maxHeadBytes = 1_000) {
  const heard: string[] = []
  let body = ''
  const flush = () => {
    if (body !== '') heard.push(`body ${body}`)
    body = ''
  }
  const say = (text: string) => {
    flush()
    heard.push(text)
  }
  const listener: ResponseListener = {
    onResponseHead: (head) => say(`head ${head.status} ${head.reason ?? '-'} ${head.headers.join('|')}`),
    onResponsePiece: (piece) => {
      body += Buffer.from(piece).toString('latin1')
    },
    onResponseEnd: () => say('end'),
    onProtocolChange: (head, protocol, rest) => {
      say(`change ${head.status} ${protocol ?? '-'}`)
      body = rest.toString('latin1')
    },
    onResponseFault: (message) => say(`fault ${message}`),
  }
  const reader = new ResponseReader(listener, maxHeadBytes)
  reader.start(method)
  for (const piece of pieces) reader.read(piece)
  flush()
  return { heard, reader }
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1')

const responses: readonly (readonly [text: string, method: string, heard: readonly string[]])[] = [
  [
    'HTTP/1.1 200 OK\r\nX: a\xe9 \r\nContent-Length: 3\r\n\r\nabc',
    'GET',
    ['head 200 - X|a\xe9|Content-Length|3', 'body abc', 'end'],
  ],
  ['HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n', 'GET', ['head 200 Fine Content-Length|0', 'end']],
  ['HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx', 'GET', ['head 200 - Content-Length|1', 'body x', 'end']],
  [
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n',
    'GET',
    ['head 204 - A|b', 'end'],
  ],
  ['HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n', 'GET', ['head 304 - Content-Length|7', 'end']],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 'HEAD', ['head 200 - Transfer-Encoding|chunked', 'end']],
  [
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: 1\r\n\r\n',
    'GET',
    ['head 200 - Transfer-Encoding|chunked', 'body abc0123456789', 'end'],
  ],
  ['HTTP/1.0 200 OK\r\n\r\nabc', 'GET', ['head 200 - ', 'body abc']],
  [
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\n\r\n',
    'GET',
    ['change 101 websocket'],
  ],
  ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n', 'GET', ['change 101 -']],
]

const faulty: readonly (readonly [name: string, text: string])[] = [
  ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['another version', 'HTTP/2.0 200 OK\r\n\r\n'],
  ['a line feed alone behind the status', 'HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n'],
  ['a line feed alone behind a field', 'HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n'],
  ['a status below 100', 'HTTP/1.1 099 X\r\n\r\n'],
  ['a status of four digits', 'HTTP/1.1 2000 X\r\n\r\n'],
  ['a folded field', 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n'],
  ['white space before the first field', 'HTTP/1.1 200 OK\r\n X: a\r\n\r\n'],
  ['NUL in a value', 'HTTP/1.1 200 OK\r\nX: a\0\r\n\r\n'],
  ['the same length twice', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx'],
  ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx'],
  ['a length with a sign', 'HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx'],
  ['an empty length', 'HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n'],
  ['length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['chunks that are not last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n'],
  ['two encodings', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'],
  ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a trailer that frames', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 1\r\n\r\n'],
  ['a chunk without size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n'],
  ['a chunk size of another base', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n'],
  ['a chunk whose size is beyond numbers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n'],
  ['too long a head', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1_000)}\r\n\r\n`],
]

describe('the reading of responses', () => {
  it.each(responses)('is the same wherever their bytes are parted: %j', (text, method, expected) => {
    const bytes = bytesOf(text)
    expect(read([bytes], method).heard).toEqual(expected)
    expect(
      read(
        [...bytes].map((byte) => Buffer.from([byte])),
        method,
      ).heard,
    ).toEqual(expected)
    for (let at = 1; at < bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)], method).heard).toEqual(expected)
    }
  })

  it.each(faulty)('finds a fault in %s, wherever it is parted', (_, text) => {
    const bytes = bytesOf(text)
    const whole = read([bytes]).heard
    expect(whole.at(-1)).toMatch(/^fault /)
    for (let at = 1; at < bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)]).heard).toEqual(whole)
    }
  })

  it('hands nothing on after a fault or the end', () => {
    const { reader, heard } = read([bytesOf('HTTP/1.1 204 No Content\r\n\r\n')])
    reader.read(bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'))
    expect(heard).toEqual(['head 204 - ', 'end'])
  })

  it('says whether something came behind the response', () => {
    const ends: boolean[] = []
    const listener: ResponseListener = {
      onResponseHead: () => {},
      onResponsePiece: () => {},
      onResponseEnd: (isClean) => ends.push(isClean),
      onProtocolChange: () => {},
      onResponseFault: () => {},
    }
    const reader = new ResponseReader(listener, 1_000)
    for (const rest of ['', 'x']) {
      for (const response of [
        'HTTP/1.1 204 No Content\r\n\r\n',
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      ]) {
        reader.start('GET')
        reader.read(bytesOf(response + rest))
      }
    }
    expect(ends).toEqual([true, true, true, false, false, false])
  })

  it.each([
    ['HTTP/1.1 204 X\r\n\r\n', true],
    ['HTTP/1.1 204 X\r\nConnection: foo, CLOSE\r\n\r\n', false],
    ['HTTP/1.0 204 X\r\n\r\n', false],
    ['HTTP/1.0 204 X\r\nConnection: keep-alive\r\n\r\n', true],
    ['HTTP/1.1 204 X\r\nConnection: keep-alive, close\r\n\r\n', false],
  ])('says whether another one can follow %j: %s', (text, isPersistent) => {
    expect(read([bytesOf(text)]).reader.isPersistent).toBe(isPersistent)
  })

  it.each([
    ['timeout=5, max=100', 4_000],
    ['max=100, timeout=60', 59_000],
    ['Timeout=1', 0],
    ['max=3', Number.POSITIVE_INFINITY],
  ])('keeps a second below what Keep-Alive says: %s', (value, idleMs) => {
    expect(read([bytesOf(`HTTP/1.1 204 X\r\nKeep-Alive: ${value}\r\n\r\n`)]).reader.idleMs).toBe(idleMs)
  })
})
