import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestHead } from '../head/request-head.ts'
import { toLineEnds, toOfferFields, toRequestBytes, toRequestHead, UnsendableRequest } from './request-bytes.ts'

const ends = toLineEnds('origin.test:81')

function write(
  request: { method?: string; target?: string; headers?: readonly string[] },
  framing = '',
  body?: Buffer,
) {
  const whole = { method: 'GET', target: '/', headers: [], ...request }
  if (body === undefined) return toRequestHead(whole, ends, framing)
  return toRequestBytes(whole, ends, framing, body).toString('latin1')
}

describe('a request', () => {
  it('goes out with the Host of its origin, its own fields as they are, and its body', () => {
    const headers = ['X-One', '1', 'x-one', '2', 'Empty', '', 'Bytes', 'caf\xe9']
    expect(write({ method: 'POST', target: '/a?b=%7e', headers }, 'Content-Length: 3\r\n', Buffer.from('abc'))).toBe(
      'POST /a?b=%7e HTTP/1.1\r\nHost: origin.test:81\r\nX-One: 1\r\nx-one: 2\r\nEmpty: \r\nBytes: caf\xe9\r\nContent-Length: 3\r\n\r\nabc',
    )
  })

  it('keeps the Host it brings', () => {
    expect(write({ headers: ['A', 'b', 'hOsT', 'own.test'] })).toBe('GET / HTTP/1.1\r\nA: b\r\nhOsT: own.test\r\n\r\n')
  })

  it.each([
    'Connection',
    'content-length',
    'Transfer-Encoding',
    'KEEP-ALIVE',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
    'Proxy-Connection',
    'HTTP2-Settings',
  ])('leaves out %s', (name) => {
    expect(write({ headers: [name, 'x\r\ny', 'A', 'b'] })).toBe(
      'GET / HTTP/1.1\r\nHost: origin.test:81\r\nA: b\r\n\r\n',
    )
  })

  it('may ask for all of the server', () => {
    expect(write({ method: 'OPTIONS', target: '*' })).toMatch(/^OPTIONS \* HTTP\/1\.1\r\n/)
  })

  it.each([
    ['two Hosts', { headers: ['Host', 'a', 'host', 'b'] }],
    ['a line break in a value', { headers: ['X', 'a\r\nY: b'] }],
    ['a bare line feed in a value', { headers: ['X', 'a\nb'] }],
    ['NUL in a value', { headers: ['X', 'a\0'] }],
    ['a character whose lower half is a line feed', { headers: ['X', 'a\u010ab'] }],
    ['half a character', { headers: ['X', '\ud800'] }],
    ['a colon in a name', { headers: ['X: y', 'a'] }],
    ['a space in a name', { headers: ['X ', 'a'] }],
    ['a name that is empty', { headers: ['', 'a'] }],
    ['a letter of a name that is no byte', { headers: ['X\u0141', 'a'] }],
    ['a target without slash', { target: 'http://other/' }],
    ['an empty target', { target: '' }],
    ['a target of all for another method', { target: '*' }],
    ['a fragment', { target: '/a#b' }],
    ['a space in the target', { target: '/a b' }],
    ['a line break in the target', { target: '/a\r\nb' }],
    ['a character of the target that is no byte', { target: '/\u0120' }],
    ['no method', { method: '' }],
    ['a space in the method', { method: 'GE T' }],
    ['a character of the method that is no byte', { method: 'GE\u0154' }],
  ])('with %s is not sent', (_, request) => {
    expect(() => write(request)).toThrow(UnsendableRequest)
  })

  it('offers only what can be the name of a protocol', () => {
    expect(toOfferFields('websocket')).toBe('Connection: Upgrade\r\nUpgrade: websocket\r\n')
    for (const name of ['', 'a b', 'a\r\nB: c']) expect(() => toOfferFields(name)).toThrow(UnsendableRequest)
  })

  it('is either refused or read by our own parser as exactly what was meant', () => {
    const text = fc.string({ unit: fc.integer({ min: 0, max: 300 }).map((code) => String.fromCharCode(code)) })
    const almost = fc.oneof(text, fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', ':', '\r', '\n', '\t') }))
    fc.assert(
      fc.property(almost, fc.array(fc.tuple(almost, almost), { maxLength: 4 }), (path, fields) => {
        const headers = fields.flatMap(([name, value]) => [`x${name}`, value])
        let bytes: Buffer
        try {
          const request = { method: 'GET', target: `/${path}`, headers }
          bytes = Buffer.from(toRequestHead(request, ends, 'Content-Length: 0\r\n'), 'latin1')
        } catch (error) {
          expect(error).toBeInstanceOf(UnsendableRequest)
          return
        }
        // Bytes above ASCII are sent in targets, but not taken from clients.
        if (/[\x80-\xff]/.test(path)) return
        const head = new RequestHead()
        expect(head.read(bytes, 0, bytes.length)).toBe(bytes.length)
        expect(head.target(bytes)).toBe(`/${path}`)
        expect(head.fields.count).toBe(fields.length + 2)
      }),
      { numRuns: 2_000 },
    )
  })
})
