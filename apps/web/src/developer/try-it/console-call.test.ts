import { describe, expect, it } from 'vitest'
import { toBase64, unpackBody, unpackHeaders } from './console-call.ts'

const binaryOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const toBase64Url = (text: string) =>
  btoa(binaryOf(new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

describe('the headers of an answer', () => {
  it('come as base64url of JSON in UTF-8', () => {
    const headers = [
      ['X-Text', 'café ÿ>?'],
      ['X-Twice', '2'],
    ]
    expect(unpackHeaders(toBase64Url(JSON.stringify(headers)))).toEqual(headers)
    expect(unpackHeaders('')).toEqual([])
  })
})

describe('a packed body', () => {
  const gzip = [['Content-Encoding', 'gzip']] as const

  it('is unpacked', async () => {
    const packing = new Blob(['hello']).stream().pipeThrough(new CompressionStream('gzip'))
    const packed = new Uint8Array(await new Response(packing).arrayBuffer())
    const unpacked = await unpackBody(packed, gzip)
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
    expect(await toBase64(new Blob([bytes]))).toBe(btoa(binaryOf(bytes)))
  })
})
