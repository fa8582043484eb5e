/**
 * Identifiers of calls are GUIDs that begin with the time of the call, so that one that is not found tells whether it
 * was too long ago or has not arrived yet.
 * @see RFC 9562, 5.7
 */

/**
 * A GUID of version 7.
 * @param timeMs Unix milliseconds
 * @param random a GUID of version 4, whose random digits are taken over
 */
export function toTimedId(timeMs: number, random: string): string {
  const time = Math.floor(timeMs).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${random.slice(15)}`
}

/** Unix milliseconds that a GUID begins with; undefined = it is none of version 7. */
export function timeOfId(id: string): number | undefined {
  const found = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id)
  return found === null ? undefined : Number.parseInt(`${found[1]}${found[2]}`, 16)
}
