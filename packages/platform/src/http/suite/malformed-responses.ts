import type { ClientFailure } from '../http.ts'

/** One way in which a backend may answer wrongly before it closes the connection, and what the caller is told. */
export interface MalformedResponse {
  readonly name: string
  /** Bytes on the wire, one character each. */
  readonly response: string
  readonly failure: ClientFailure
}

const ok = (headers: string, body = '') => `HTTP/1.1 200 OK\r\n${headers}\r\n${body}`

export const malformedResponses: readonly MalformedResponse[] = [
  { name: 'nothing', response: '', failure: 'connection-lost' },
  { name: 'half a head', response: 'HTTP/1.1 200 OK\r\nX: 1', failure: 'connection-lost' },
  { name: 'fewer bytes than announced', response: ok('Content-Length: 5\r\n', 'abc'), failure: 'connection-lost' },
  { name: 'half a chunk', response: ok('Transfer-Encoding: chunked\r\n', '5\r\nabc'), failure: 'connection-lost' },
  {
    name: 'chunks without the last one',
    response: ok('Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n'),
    failure: 'connection-lost',
  },
  { name: 'no HTTP', response: 'SSH-2.0-OpenSSH_9.2\r\n', failure: 'protocol' },
  { name: 'a status that is none', response: 'HTTP/1.1 2x0 OK\r\n\r\n', failure: 'protocol' },
  { name: 'a version that is none', response: 'HTTP/1.9 200 OK\r\n\r\n', failure: 'protocol' },
  { name: 'a header without colon', response: ok('X\r\nContent-Length: 0\r\n'), failure: 'protocol' },
  { name: 'a space before the colon', response: ok('X : 1\r\nContent-Length: 0\r\n'), failure: 'protocol' },
  { name: 'a control character in a value', response: ok('X: a\x01\r\nContent-Length: 0\r\n'), failure: 'protocol' },
  { name: 'bare CR in a value', response: ok('X: a\rb\r\nContent-Length: 0\r\n'), failure: 'protocol' },
  { name: 'two lengths', response: ok('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd'), failure: 'protocol' },
  { name: 'a length that is none', response: ok('Content-Length: 3x\r\n', 'abc'), failure: 'protocol' },
  {
    name: 'length and chunked',
    response: ok('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    failure: 'protocol',
  },
  { name: 'a chunk size that is none', response: ok('Transfer-Encoding: chunked\r\n', 'x\r\n'), failure: 'protocol' },
  {
    name: 'a chunk longer than its size',
    response: ok('Transfer-Encoding: chunked\r\n', '3\r\nabcd\r\n0\r\n\r\n'),
    failure: 'protocol',
  },
  {
    name: 'an upgrade nobody asked for',
    response: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    failure: 'protocol',
  },
  { name: 'a head without end', response: ok(`X: ${'x'.repeat(100_000)}\r\n`), failure: 'protocol' },
]
