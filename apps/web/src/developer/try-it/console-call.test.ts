import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { toBase64, unpackBody, unpackHeaders } from './console-call.ts'

describe('the headers of an answer', () => {
  it('come as base64url of JSON in UTF-8', () => {
    const headers = [
      ['X-Text', 'café ÿ>?'],
      ['X-Twice', '2'],
    ]
    expect(unpackHeaders(Buffer.from(JSON.stringify(headers)).toString('base64url'))).toEqual(headers)
    expect(unpackHeaders('')).toEqual([])
  })
})

describe('a packed body', () => {
  const gzip = [['Content-Encoding', 'gzip']] as const

  it('is unpacked', async () => {
    const unpacked = await unpackBody(new Uint8Array(gzipSync('hello')), gzip)
    expect(new TextDecoder().decode(unpacked)).toBe('hello')
  })

  it('is left as it is where it is not what it says, or is not packed', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    expect([...(await unpackBody(bytes, gzip))]).toEqual([1, 2, 3])
    expect(await unpackBody(bytes, [])).toBe(bytes)
  })
})

describe('a file', () => {
  it('goes out as base64, however long it is', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)
    expect(await toBase64(new Blob([bytes]))).toBe(Buffer.from(bytes).toString('base64'))
  })
})
