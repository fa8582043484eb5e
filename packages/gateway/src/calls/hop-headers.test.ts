import { describe, expect, it } from 'vitest'
import { endToEndHeaders, withoutHeader } from './hop-headers.ts'

describe('the headers of an answer', () => {
  it('are the same array when none belongs to the connection', () => {
    const headers = ['Content-Type', 'a', 'Content-Length', '3', 'Date', 'now']
    expect(endToEndHeaders(headers)).toBe(headers)
  })

  it('lose those of the connection and those that Connection names', () => {
    const headers = [
      ...['Connection', 'close', 'X-One', '1', 'connection', 'X-One , x-two', 'X-TWO', '2'],
      ...[
        'Keep-Alive',
        'x',
        'Transfer-Encoding',
        'chunked',
        'Upgrade',
        'h2c',
        'TE',
        'x',
        'Trailer',
        'x',
        'X-Three',
        '3',
      ],
    ]
    expect(endToEndHeaders(headers)).toEqual(['X-Three', '3'])
  })

  it('keep what frames and protects the message, even when Connection names it', () => {
    const headers = ['Connection', 'Content-Length, Cache-Control', 'Content-Length', '3', 'Cache-Control', 'private']
    expect(endToEndHeaders(headers)).toEqual(['Content-Length', '3', 'Cache-Control', 'private'])
  })
})

it('takes out one header by name, all of its fields', () => {
  const headers = ['A', '1', 'content-length', '2', 'B', 'Content-Length', 'Content-Length', '3']
  expect(withoutHeader(headers, 'content-length')).toEqual(['A', '1', 'B', 'Content-Length'])
  expect(withoutHeader(headers, 'missing')).toBe(headers)
})
