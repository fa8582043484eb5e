import { entryKind } from './counter-table.ts'
import { maxLoggedHits, windowParts } from './shared-counters.ts'

/**
 * How many hits of a sliding window still count, in an entry as `createSharedCounters` lays it out. Changes nothing.
 * @param offset of the entry's numbers
 */
export function hitsInWindow(
  values: Float64Array,
  offset: number,
  kind: typeof entryKind.windowLog | typeof entryKind.windowParts,
  { periodMs, now }: { readonly periodMs: number; readonly now: number },
): number {
  let hits = 0
  if (kind === entryKind.windowLog) {
    const oldest = values[offset] as number
    const count = values[offset + 1] as number
    for (let index = 0; index < count; index++) {
      const time = values[offset + 2 + ((oldest + index) % maxLoggedHits)] as number
      if (time > now - periodMs && time <= now + periodMs) hits += 1
    }
    return hits
  }
  const partMs = periodMs / windowParts
  // Counted with parts of another length: by a limit of another period, which has its own.
  if (values[offset] !== partMs) return 0
  const current = Math.floor(now / partMs)
  for (let slot = 0; slot <= windowParts; slot++) {
    const part = values[offset + 1 + slot * 2] as number
    if (part >= current - windowParts && part <= current) hits += values[offset + 2 + slot * 2] as number
  }
  return hits
}
