import { hkdfSync } from 'node:crypto'

const dayMs = 86_400_000

/**
 * What TLS sessions are sealed with, for a day: all workers, and all gateways with this secret key, take up one another's,
 * also after a restart. Of a key that leaks, no session of another day can be opened.
 */
export const ticketKeysOf = (secretKey: Uint8Array, nowMs: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secretKey, '', `tickets of TLS sessions, day ${Math.floor(nowMs / dayMs)}`, 48))

/** From now to the next keys. */
export const untilNextKeysMs = (nowMs: number): number => dayMs - (nowMs % dayMs)
