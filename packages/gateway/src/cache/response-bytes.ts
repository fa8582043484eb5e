import type { CachedResponse } from './response-cache.ts'

/** What stands before the body, as JSON. */
type Preface = Omit<CachedResponse, 'body'>

const lengthBytes = 4

/** A response as one piece of bytes: length of the preface, preface, body. */
export function encodeResponse({ body, ...preface }: CachedResponse): Uint8Array {
  const text = Buffer.from(JSON.stringify(preface))
  const whole = Buffer.alloc(lengthBytes + text.length + body.length)
  whole.writeUInt32BE(text.length)
  whole.set(text, lengthBytes)
  whole.set(body, lengthBytes + text.length)
  return whole
}

/** Undefined for what somebody else wrote. */
export function decodeResponse(bytes: Uint8Array): CachedResponse | undefined {
  if (bytes.length < lengthBytes) return undefined
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = lengthBytes + whole.readUInt32BE()
  if (end > whole.length) return undefined
  const preface = parsePreface(whole.subarray(lengthBytes, end).toString())
  return preface && { ...preface, body: whole.subarray(end) }
}

function parsePreface(text: string): Preface | undefined {
  let preface: Partial<Preface> | null
  try {
    preface = JSON.parse(text)
  } catch {
    return undefined
  }
  const isPreface =
    typeof preface?.head?.status === 'number' &&
    Array.isArray(preface.head.headers) &&
    preface.head.headers.every((part) => typeof part === 'string') &&
    typeof preface.storedAtMs === 'number' &&
    typeof preface.expiresAtMs === 'number'
  return isPreface ? (preface as Preface) : undefined
}
