import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkedLength, noLength } from './head-fields.ts'
import { RequestHead } from './request-head.ts'

const bytesOf = (text: string) => Buffer.from(text, 'latin1')

function read(text: string) {
  const head = new RequestHead()
  const bytes = bytesOf(text)
  return { head, bytes, result: head.read(bytes, 0, bytes.length) }
}

describe('a request head', () => {
  it('is read in one pass, with what frames the message', () => {
    const { head, bytes, result } = read(
      'POST /a/b?c=d HTTP/1.1\r\nHost: example.com:80\r\nContent-LENGTH: 0012\r\nX-Y:  v w \t\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nExpect: 100-Continue\r\n\r\nrest',
    )
    expect(result).toBe(bytes.length - 4)
    expect([head.method(bytes), head.target(bytes), head.isOld]).toEqual(['POST', '/a/b?c=d', false])
    const { fields } = head
    expect([fields.contentLength, fields.isKeepAlive, fields.hasUpgrade, fields.expectsContinue]).toEqual([
      12,
      true,
      true,
      true,
    ])
    const place = fields.find(bytes, 'x-y')
    expect(bytes.toString('latin1', fields.places[place + 2], fields.places[place + 3])).toBe('v w')
  })

  it('leaves nothing of the one before', () => {
    const head = new RequestHead()
    const first = bytesOf('GET http://b/x HTTP/1.0\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n')
    head.read(first, 0, first.length)
    const second = bytesOf('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(head.read(second, 0, second.length)).toBe(second.length)
    expect([head.isOld, head.absoluteHost, head.fields.isClose, head.fields.contentLength]).toEqual([
      false,
      undefined,
      false,
      noLength,
    ])
  })

  it('in absolute form names its host and path', () => {
    const { head, bytes } = read('GET http://b:81?y HTTP/1.1\r\nHost: a\r\n\r\n')
    expect([head.absoluteHost, head.target(bytes)]).toEqual(['b:81', '/?y'])
  })

  it('is chunked when that is all its transfer encoding', () => {
    expect(read('PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n').head.fields.contentLength).toBe(
      chunkedLength,
    )
  })

  it('is read to the same end however its bytes arrive, and refused at the same place', () => {
    const piece = fc.constantFrom(
      ...['GET ', '/', '/x', ' HTTP/1.1', ' HTTP/1.0', '\r\n', '\r', '\n', 'Host: a', 'Host:', 'X: y', 'X : y', ' z'],
      ...['Content-Length: 3', 'Transfer-Encoding: chunked', '\0', 'é', ':', 'Connection: close', 'http://b/c', '\t'],
    )
    const likely = fc
      .array(fc.constantFrom('Host: a', 'X: y', 'Connection: close', 'Content-Length: 3', 'Y:'), { maxLength: 5 })
      .map((fields) => `GET /x HTTP/1.1\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\nbody`)
    const text = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      likely,
    )
    fc.assert(
      fc.property(text, (whole) => {
        const bytes = bytesOf(whole)
        const { result } = read(whole)
        for (let end = 0; end < bytes.length; end += 1) {
          const part = new RequestHead().read(bytes, 0, end)
          // What is not all there is waited for, and what is decided stays so.
          if (part !== 0) {
            expect(part).toEqual(result)
            return
          }
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
