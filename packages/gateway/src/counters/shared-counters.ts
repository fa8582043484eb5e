import type { Clock } from '@sluice/platform'
import { createCircuits } from './circuits.ts'
import { type CounterTable, entryKind, openCounterTable } from './counter-table.ts'
import type { Counters, CounterVerdict } from './counters.ts'
import { createSlots } from './slots.ts'

/** Up to so many hits a window, each is remembered by its time: exact to the millisecond. */
export const maxLoggedHits = 60
/** Above that, a window is counted in so many parts; a hit leaves it up to one part later than to the millisecond. */
export const windowParts = 30
const partSlots = windowParts + 1

const never = 0x7fffffff

/**
 * Counters in one block of shared memory.
 * @param buffer of `allocateCounterTable`; the same for every worker
 */
export function createSharedCounters(
  buffer: SharedArrayBuffer,
  clock: Clock,
): Counters & { readonly table: CounterTable } {
  const table = openCounterTable(buffer, () => Math.floor(clock.now() / 1000))
  const { values } = table
  const hitWindow = (key: string, limit: number, periodSeconds: number, amount: number, isForced: boolean) => {
    const now = clock.now()
    const window: Window = { limit, periodMs: periodSeconds * 1000, now, amount, isForced }
    const isLogged = limit <= maxLoggedHits
    const offset = table.open(key, isLogged ? entryKind.windowLog : entryKind.windowParts)
    const verdict = isLogged ? hitLog(values, offset, window) : hitParts(values, offset, window)
    table.close(Math.ceil((now + window.periodMs) / 1000))
    return verdict
  }
  return {
    table,
    ...createCircuits(table, clock),
    ...createSlots(table, clock),
    hitWindow: (key, limit, periodSeconds, amount = 1) => hitWindow(key, limit, periodSeconds, amount, false),
    addWindow(key, limit, periodSeconds, amount) {
      hitWindow(key, limit, periodSeconds, amount, true)
    },
    hitQuota(key, limit, periodSeconds, startMs, amount = 1) {
      const now = clock.now()
      const offset = table.open(key, entryKind.quota)
      const end = enterQuotaWindow(values, offset, periodSeconds, startMs, now)
      const used = values[offset + 1] as number
      const isAllowed = amount === 0 ? used < limit : used + amount <= limit
      if (isAllowed) values[offset + 1] = used + amount
      table.close(toSeconds(end))
      return {
        isAllowed,
        remaining: Math.max(0, limit - used - (isAllowed ? amount : 0)),
        retryAfterSeconds: isAllowed ? 0 : secondsUntil(end, now),
      }
    },
    addQuota(key, periodSeconds, startMs, amount) {
      const now = clock.now()
      const offset = table.open(key, entryKind.quota)
      const end = enterQuotaWindow(values, offset, periodSeconds, startMs, now)
      values[offset + 1] = (values[offset + 1] as number) + amount
      table.close(toSeconds(end))
    },
    readQuota(key, periodSeconds, startMs) {
      const now = clock.now()
      const offset = table.open(key, entryKind.quota)
      const end = enterQuotaWindow(values, offset, periodSeconds, startMs, now)
      const used = values[offset + 1] as number
      table.close(toSeconds(end))
      return { used, secondsLeft: secondsUntil(end, now) }
    },
  }
}

interface Window {
  readonly limit: number
  readonly periodMs: number
  readonly now: number
  /** 0 = only ask. */
  readonly amount: number
  /** Count, whatever the limit says. */
  readonly isForced: boolean
}

/** Numbers: place of the oldest, how many, then a ring of times in ms. */
function hitLog(values: Float64Array, offset: number, window: Window): CounterVerdict {
  const { limit, periodMs, now, amount, isForced } = window
  let oldest = values[offset] as number
  let count = values[offset + 1] as number
  const timeAt = (index: number) => values[offset + 2 + ((oldest + index) % maxLoggedHits)] as number
  while (count > 0 && isOutside(timeAt(0), periodMs, now)) {
    oldest = (oldest + 1) % maxLoggedHits
    count -= 1
  }
  const isAllowed = amount === 0 ? count < limit : count + amount <= limit
  if (isAllowed || isForced) {
    for (let hit = 0; hit < amount; hit += 1) {
      // More than the ring holds changes nothing: it is above every limit that is logged. The latest are kept.
      if (count === maxLoggedHits) {
        oldest = (oldest + 1) % maxLoggedHits
        count -= 1
      }
      values[offset + 2 + ((oldest + count) % maxLoggedHits)] = now
      count += 1
    }
  }
  values[offset] = oldest
  values[offset + 1] = count
  // After a lower limit came in, more than one hit must leave before the next can pass.
  const leaving = count - limit + Math.max(0, amount - 1)
  const freeAt = isAllowed || limit === 0 || count === 0 ? 0 : timeAt(Math.min(count - 1, leaving)) + periodMs
  return verdictOf(isAllowed, Math.max(0, limit - count), freeAt, now, limit)
}

/** A clock that was set back leaves times that lie ahead; they count no longer than a window. */
const isOutside = (time: number, periodMs: number, now: number) => time <= now - periodMs || time > now + periodMs

/** Numbers: length of a part in ms, then for each slot the part's number and its hits. */
function hitParts(values: Float64Array, offset: number, window: Window): CounterVerdict {
  const { limit, periodMs, now, amount, isForced } = window
  const partMs = periodMs / windowParts
  if (values[offset] !== partMs) {
    values.fill(0, offset, offset + 1 + partSlots * 2)
    values[offset] = partMs
  }
  const current = Math.floor(now / partMs)
  const slotOf = (part: number) => offset + 1 + (part % partSlots) * 2
  let count = 0
  // The part that is half out of the window counts whole: rather one call too few than one too many.
  for (let part = current - windowParts; part <= current; part += 1) {
    const slot = slotOf(part)
    if (values[slot] === part) count += values[slot + 1] as number
  }
  const isAllowed = amount === 0 ? count < limit : count + amount <= limit
  if (amount > 0 && (isAllowed || isForced)) {
    const slot = slotOf(current)
    values[slot + 1] = (values[slot] === current ? (values[slot + 1] as number) : 0) + amount
    values[slot] = current
  }
  if (isAllowed) return verdictOf(true, limit - count - amount, 0, now, limit)
  let freeAt = 0
  for (let part = current - windowParts; part <= current && count + Math.max(1, amount) > limit; part += 1) {
    const slot = slotOf(part)
    if (values[slot] !== part) continue
    count -= values[slot + 1] as number
    freeAt = (part + partSlots) * partMs
  }
  return verdictOf(false, 0, freeAt, now, limit)
}

function verdictOf(isAllowed: boolean, remaining: number, freeAt: number, now: number, limit: number): CounterVerdict {
  if (isAllowed) return { isAllowed, remaining, retryAfterSeconds: 0 }
  const retryAfterSeconds = limit === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil((freeAt - now) / 1000))
  return { isAllowed, remaining: 0, retryAfterSeconds }
}

/**
 * Numbers: begin of the window in ms, used.
 * @returns end of the window in ms
 */
function enterQuotaWindow(
  values: Float64Array,
  offset: number,
  periodSeconds: number,
  startMs: number,
  now: number,
): number {
  const periodMs = periodSeconds * 1000
  const begin = periodMs === 0 ? startMs : startMs + Math.floor((now - startMs) / periodMs) * periodMs
  if (values[offset] !== begin) {
    values[offset] = begin
    values[offset + 1] = 0
  }
  return periodMs === 0 ? Number.POSITIVE_INFINITY : begin + periodMs
}

const toSeconds = (ms: number): number => (ms === Number.POSITIVE_INFINITY ? never : Math.ceil(ms / 1000))

const secondsUntil = (ms: number, now: number): number =>
  ms === Number.POSITIVE_INFINITY ? ms : Math.max(1, Math.ceil((ms - now) / 1000))
