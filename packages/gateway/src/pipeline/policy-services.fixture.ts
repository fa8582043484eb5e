import { createFixedClock, type FixedClock } from '@sluice/platform'
import { createMemoryResponseCache } from '../cache/memory-response-cache.ts'
import { allocateCounterTable } from '../counters/counter-table.ts'
import { createSharedCounters } from '../counters/shared-counters.ts'
import { noExpressions } from './expressions.ts'
import type { PolicyServices } from './policy-services.ts'

export interface TestServices extends PolicyServices {
  readonly clock: FixedClock
  /** Milliseconds that policies waited; the clock went on by them. */
  readonly waits: readonly number[]
}

/** What policies may use, in memory: nobody waits, nothing is by chance. */
export function createTestServices(
  overrides: Partial<PolicyServices> = {},
  clock: FixedClock = createFixedClock(),
): TestServices {
  const waits: number[] = []
  return {
    counters: createSharedCounters(allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(8 * 1024 * 1024),
    expressions: noExpressions,
    async wait(milliseconds) {
      waits.push(milliseconds)
      clock.advance(milliseconds)
    },
    random: () => 0.5,
    forward: () => Promise.resolve(),
    ...overrides,
    clock,
    waits,
  }
}
