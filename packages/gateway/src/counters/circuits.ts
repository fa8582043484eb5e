import type { Clock } from '@sluice/platform'
import { type CounterTable, entryKind } from './counter-table.ts'

/** When the circuit of a backend opens. */
export interface CircuitRule {
  /** So many failures within an interval, or so many per cent of its answers. */
  readonly threshold: { readonly count: number } | { readonly percentage: number }
  readonly intervalMs: number
}

/** Circuits of backends, shared by all workers of a machine: what one of them learns, all know. */
export interface Circuits {
  /** Wall clock in ms from which on the circuit is closed; 0 = it is. */
  openUntilMs(key: string): number
  /** Counts an answer or a failure; when the rule says so, the circuit is open for `tripMs` from now. */
  recordOutcome(key: string, isFailure: boolean, rule: CircuitRule, tripMs: number): void
}

/** A percentage of fewer answers says nothing: the first failure of a quiet backend would be 100 per cent. */
export const leastForPercentage = 10

/** Numbers of an entry: open until, begin of the interval, outcomes in it, failures among them. */
export function createCircuits(table: CounterTable, clock: Clock): Circuits {
  const { values } = table
  return {
    openUntilMs(key) {
      const found = table.find(key, entryKind.circuit)
      if (found === undefined) return 0
      const untilMs = values[found.offset] as number
      table.close(found.expiresAtSeconds)
      return untilMs
    },
    recordOutcome(key, isFailure, { threshold, intervalMs }, tripMs) {
      const now = clock.now()
      const offset = table.open(key, entryKind.circuit)
      const begin = values[offset + 1] as number
      if (now >= begin + intervalMs || now < begin) {
        values[offset + 1] = now
        values[offset + 2] = 0
        values[offset + 3] = 0
      }
      const outcomes = (values[offset + 2] as number) + 1
      const failures = (values[offset + 3] as number) + (isFailure ? 1 : 0)
      const isTripped =
        isFailure &&
        ('count' in threshold
          ? failures >= threshold.count
          : outcomes >= leastForPercentage && failures * 100 >= threshold.percentage * outcomes)
      values[offset + 2] = isTripped ? 0 : outcomes
      values[offset + 3] = isTripped ? 0 : failures
      if (isTripped) values[offset] = now + tripMs
      table.close(Math.ceil((now + Math.max(intervalMs, isTripped ? tripMs : 0)) / 1000))
    },
  }
}
