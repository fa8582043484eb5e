import type { Clock } from '@sluice/platform'
import { type CounterTable, entryKind } from './counter-table.ts'

/** How many are inside something at once, over all workers. */
export interface Slots {
  /** Takes a slot; false = all `limit` of them are taken. */
  enter(key: string, limit: number): boolean
  /** Gives back what `enter` took. */
  leave(key: string): void
}

/**
 * Nothing is inside for longer than this without another coming or going: what is still counted then belongs to a
 * worker that died.
 */
const forgottenAfterMs = 3_600_000

/** Numbers of an entry: how many are inside, when that last changed in ms. */
export function createSlots(table: CounterTable, clock: Clock): Slots {
  const { values } = table
  const change = (key: string, by: (inside: number) => number) => {
    const now = clock.now()
    const offset = table.open(key, entryKind.slots)
    const changedMs = values[offset + 1] as number
    const inside = now - changedMs > forgottenAfterMs ? 0 : (values[offset] as number)
    const after = by(inside)
    values[offset] = after
    if (after !== inside) values[offset + 1] = now
    // Where nobody is inside, the place is free for another counter.
    table.close(after === 0 ? 0 : Math.ceil((now + forgottenAfterMs) / 1000))
    return after > inside
  }
  return {
    enter: (key, limit) => change(key, (inside) => (inside < limit ? inside + 1 : inside)),
    leave: (key) => void change(key, (inside) => Math.max(0, inside - 1)),
  }
}
