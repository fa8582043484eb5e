import { describe, expect, it } from 'vitest'
import { decodeResponse, encodeResponse } from './response-bytes.ts'

const response = {
  head: { status: 200, reason: 'Fine', headers: ['X', 'caf\xe9'] },
  body: Uint8Array.of(0, 1, 255),
  storedAtMs: 1,
  expiresAtMs: 2,
}

describe('responses as bytes', () => {
  it('come back as they were', () => {
    const decoded = decodeResponse(encodeResponse(response))
    expect({ ...decoded, body: [...(decoded?.body ?? [])] }).toEqual({ ...response, body: [0, 1, 255] })
    expect(decodeResponse(encodeResponse({ ...response, body: new Uint8Array() }))?.body.length).toBe(0)
  })

  it('are none where somebody else wrote something', () => {
    const whole = encodeResponse(response)
    const others = [new Uint8Array(), whole.subarray(0, 3), whole.subarray(0, 20), Buffer.from('\0\0\0\x02{}')]
    for (const bytes of [...others, Buffer.from('\0\0\0\x04null'), Buffer.from('\0\0\0\x03a{}')]) {
      expect(decodeResponse(bytes)).toBe(undefined)
    }
  })
})
