/** Why a connection is closed. @see RFC 6455, 7.4.1 */
export const goingAway = 1001

/**
 * A Close frame of its own.
 * @param mask four bytes, for a frame to a server; to a client frames go unmasked
 * @see RFC 6455, 5.5.1
 */
export function closeFrame(code: number, mask?: Uint8Array): Uint8Array {
  const payload = [code >> 8, code & 255]
  if (mask === undefined) return Uint8Array.of(0x88, payload.length, ...payload)
  const masked = payload.map((byte, at) => byte ^ (mask[at % 4] as number))
  return Uint8Array.of(0x88, 0x80 | payload.length, ...mask, ...masked)
}
