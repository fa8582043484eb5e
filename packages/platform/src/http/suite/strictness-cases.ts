/** One way to write a request wrongly or oddly, and what a server must make of it. */
export interface StrictnessCase {
  readonly name: string
  /** Bytes on the wire, one character each. */
  readonly request: string
  /** 'handled' = it reaches the handler; a number = refused with this status, and the connection is closed. */
  readonly outcome: 'handled' | number
}

const host = 'Host: a\r\n'
const get = (headers: string, target = '/') => `GET ${target} HTTP/1.1\r\n${headers}\r\n`
const post = (headers: string, body: string) => `POST / HTTP/1.1\r\n${host}${headers}\r\n${body}`
const chunked = (body: string) => post('Transfer-Encoding: chunked\r\n', body)

/** @see RFC 9112 (messages), RFC 9110, 7.2 (Host) */
export const strictnessCases: readonly StrictnessCase[] = [
  // What must pass
  { name: 'a plain GET', request: get(host), outcome: 'handled' },
  { name: 'no space after the colon', request: get('Host:a\r\n'), outcome: 'handled' },
  { name: 'white space around a value', request: get(`${host}X: \t a \t \r\n`), outcome: 'handled' },
  { name: 'an empty value', request: get(`${host}X:\r\n`), outcome: 'handled' },
  { name: 'a value with bytes above 127', request: get(`${host}X: caf\xe9\r\n`), outcome: 'handled' },
  { name: 'an empty line before the request', request: `\r\n${get(host)}`, outcome: 'handled' },
  { name: 'HTTP/1.0 without Host', request: 'GET / HTTP/1.0\r\n\r\n', outcome: 'handled' },
  { name: 'an empty Host', request: get('Host:\r\n'), outcome: 'handled' },
  { name: 'Host with an IPv6 address and port', request: get('Host: [::1]:8080\r\n'), outcome: 'handled' },
  { name: 'a body after GET', request: `GET / HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\nabc`, outcome: 'handled' },
  { name: 'a length with leading zeros', request: post('Content-Length: 003\r\n', 'abc'), outcome: 'handled' },
  { name: 'a chunked body', request: chunked('3\r\nabc\r\n0\r\n\r\n'), outcome: 'handled' },
  { name: 'Chunked in capitals', request: post('Transfer-Encoding: Chunked\r\n', '0\r\n\r\n'), outcome: 'handled' },
  { name: 'a chunk extension', request: chunked('3;a=b\r\nabc\r\n0\r\n\r\n'), outcome: 'handled' },
  { name: 'a trailer', request: chunked('3\r\nabc\r\n0\r\nX: 1\r\n\r\n'), outcome: 'handled' },
  { name: 'a chunk size in both cases', request: chunked('0A\r\n0123456789\r\n0\r\n\r\n'), outcome: 'handled' },
  { name: 'a target in absolute form', request: get(host, 'http://b:81/x?y'), outcome: 'handled' },

  // Ends of lines
  { name: 'bare LF after the request line', request: `GET / HTTP/1.1\n${host}\r\n`, outcome: 400 },
  { name: 'bare LF after a header', request: get(`${host}X: 1\n`), outcome: 400 },
  { name: 'bare LF as the empty line', request: `GET / HTTP/1.1\r\n${host}\n`, outcome: 400 },
  { name: 'bare LF everywhere', request: 'GET / HTTP/1.1\nHost: a\n\n', outcome: 400 },
  { name: 'a doubled CR', request: `GET / HTTP/1.1\r\r\n${host}\r\n`, outcome: 400 },
  { name: 'bare CR within a value', request: get(`${host}X: a\rb\r\n`), outcome: 400 },

  // Header fields
  { name: 'a space before the colon', request: get(`${host}X : a\r\n`), outcome: 400 },
  { name: 'a folded value', request: get(`${host}X: a\r\n b\r\n`), outcome: 400 },
  { name: 'a value folded with a tab', request: get(`${host}X: a\r\n\tb\r\n`), outcome: 400 },
  { name: 'a folded empty value', request: get(`${host}X:\r\n b\r\n`), outcome: 400 },
  { name: 'a folded length', request: post('Content-Length:\r\n 3\r\n', 'abc'), outcome: 400 },
  { name: 'white space before the first header', request: `GET / HTTP/1.1\r\n X: a\r\n${host}\r\n`, outcome: 400 },
  { name: 'a header without colon', request: get(`${host}X\r\n`), outcome: 400 },
  { name: 'an empty header name', request: get(`${host}: a\r\n`), outcome: 400 },
  { name: 'a parenthesis in a name', request: get(`${host}X(a): b\r\n`), outcome: 400 },
  { name: 'a byte above 127 in a name', request: get(`${host}X\xe9: b\r\n`), outcome: 400 },
  { name: 'NUL in a value', request: get(`${host}X: a\0b\r\n`), outcome: 400 },
  { name: 'a control character in a value', request: get(`${host}X: a\x01b\r\n`), outcome: 400 },
  { name: 'DEL in a value', request: get(`${host}X: a\x7fb\r\n`), outcome: 400 },

  // Length of the body
  { name: 'two equal lengths', request: post('Content-Length: 3\r\nContent-Length: 3\r\n', 'abc'), outcome: 400 },
  { name: 'two different lengths', request: post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd'), outcome: 400 },
  { name: 'a list of lengths', request: post('Content-Length: 3, 3\r\n', 'abc'), outcome: 400 },
  { name: 'a signed length', request: post('Content-Length: +3\r\n', 'abc'), outcome: 400 },
  { name: 'a negative length', request: post('Content-Length: -3\r\n', 'abc'), outcome: 400 },
  { name: 'a length in hex', request: post('Content-Length: 0x3\r\n', 'abc'), outcome: 400 },
  { name: 'an empty length', request: post('Content-Length:\r\n', ''), outcome: 400 },
  { name: 'a length with a space inside', request: post('Content-Length: 1 2\r\n', 'abc'), outcome: 400 },
  { name: 'a length beyond 64 bits', request: post('Content-Length: 99999999999999999999\r\n', ''), outcome: 400 },
  {
    name: 'length and chunked',
    request: post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    outcome: 400,
  },
  {
    name: 'chunked and length',
    request: post('Transfer-Encoding: chunked\r\nContent-Length: 3\r\n', '0\r\n\r\n'),
    outcome: 400,
  },
  { name: 'chunked not last', request: post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n'), outcome: 400 },
  { name: 'chunked twice', request: post('Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'), outcome: 400 },
  {
    name: 'chunked in two headers',
    request: post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    outcome: 400,
  },
  { name: 'an empty transfer encoding', request: post('Transfer-Encoding:\r\n', '0\r\n\r\n'), outcome: 400 },
  {
    name: 'a vertical tab before chunked',
    request: post('Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'),
    outcome: 400,
  },
  { name: 'a coding before chunked', request: post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), outcome: 501 },
  { name: 'an unknown coding', request: post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'), outcome: 501 },
  { name: 'identity', request: post('Transfer-Encoding: identity\r\n', 'abc'), outcome: 501 },
  {
    name: 'chunked in HTTP/1.0',
    request: `POST / HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    outcome: 400,
  },

  // Chunks
  { name: 'bare LF after a chunk size', request: chunked('3\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a space after a chunk size', request: chunked('3 \r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a chunk size with 0x', request: chunked('0x3\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a signed chunk size', request: chunked('+3\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a negative chunk size', request: chunked('-3\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a chunk size beyond 64 bits', request: chunked('11111111111111111\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'an empty chunk size', request: chunked('\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'a chunk longer than its size', request: chunked('3\r\nabcd\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'bare LF after chunk data', request: chunked('3\r\nabc\n0\r\n\r\n'), outcome: 400 },
  { name: 'bare LF in a chunk extension', request: chunked('3;a\nb\r\nabc\r\n0\r\n\r\n'), outcome: 400 },
  { name: 'bare LF as the end of the trailer', request: chunked('3\r\nabc\r\n0\r\n\n'), outcome: 400 },
  { name: 'a length in the trailer', request: chunked('3\r\nabc\r\n0\r\nContent-Length: 1\r\n\r\n'), outcome: 400 },

  // Request line
  { name: 'a tab after the method', request: `GET\t/ HTTP/1.1\r\n${host}\r\n`, outcome: 400 },
  { name: 'a space after the version', request: `GET / HTTP/1.1 \r\n${host}\r\n`, outcome: 400 },
  { name: 'a space before the method', request: ` GET / HTTP/1.1\r\n${host}\r\n`, outcome: 400 },
  { name: 'a method in small letters', request: `get / HTTP/1.1\r\n${host}\r\n`, outcome: 400 },
  { name: 'the version in small letters', request: `GET / http/1.1\r\n${host}\r\n`, outcome: 400 },
  { name: 'version 1.2', request: `GET / HTTP/1.2\r\n${host}\r\n`, outcome: 400 },
  { name: 'version 2.0', request: `GET / HTTP/2.0\r\n${host}\r\n`, outcome: 505 },
  { name: 'no version', request: 'GET /\r\n\r\n', outcome: 505 },
  { name: 'the HTTP/2 preface', request: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', outcome: 400 },
  { name: 'TLS', request: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', outcome: 400 },

  // Targets
  { name: 'a fragment', request: get(host, '/a#b'), outcome: 400 },
  { name: 'a byte above 127 in the target', request: get(host, '/\xe9'), outcome: 400 },
  { name: 'a control character in the target', request: get(host, '/\x01'), outcome: 400 },
  { name: 'a tab in the target', request: get(host, '/a\tb'), outcome: 400 },
  { name: 'a target without slash', request: get(host, 'x'), outcome: 400 },
  { name: 'another scheme', request: get(host, 'ftp://b/x'), outcome: 400 },
  { name: 'an absolute target without host', request: get(host, 'http:///x'), outcome: 400 },
  { name: 'credentials in the target', request: get(host, 'http://u:p@b/x'), outcome: 400 },
  { name: 'authority form', request: get(host, 'a:80'), outcome: 400 },
  { name: 'asterisk form for GET', request: get(host, '*'), outcome: 400 },
  { name: 'CONNECT', request: `CONNECT a:80 HTTP/1.1\r\n${host}\r\n`, outcome: 501 },

  // Host
  { name: 'no Host', request: get(''), outcome: 400 },
  { name: 'two Hosts', request: get('Host: a\r\nHost: b\r\n'), outcome: 400 },
  { name: 'two equal Hosts', request: get('Host: a\r\nhost: a\r\n'), outcome: 400 },
  { name: 'two Hosts in one', request: get('Host: a, b\r\n'), outcome: 400 },
  { name: 'a path in Host', request: get('Host: a/b\r\n'), outcome: 400 },
  { name: 'credentials in Host', request: get('Host: u@a\r\n'), outcome: 400 },
  { name: 'a space in Host', request: get('Host: a b\r\n'), outcome: 400 },
  { name: 'a port that is none', request: get('Host: a:x\r\n'), outcome: 400 },
]
