import { expect, it } from 'vitest'
import { ticketKeysOf, untilNextKeysMs } from './ticket-keys.ts'

const secretKey = new Uint8Array(32).fill(7)
const noon = Date.UTC(2026, 0, 5, 12)

it('keys of TLS tickets are the same for a day and everybody with the secret key, and others for others', () => {
  const keys = ticketKeysOf(secretKey, noon)
  expect(keys).toHaveLength(48)
  expect(ticketKeysOf(secretKey.slice(), noon + untilNextKeysMs(noon) - 1)).toEqual(keys)
  expect(ticketKeysOf(secretKey, noon + untilNextKeysMs(noon))).not.toEqual(keys)
  expect(ticketKeysOf(new Uint8Array(32).fill(8), noon)).not.toEqual(keys)
})
