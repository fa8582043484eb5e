import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { allocateCounterTable } from '@sluice/gateway'
import { createSeededRandom } from '../seeded-random.ts'
import type { Burst, BurstOutcome, CallingWorkerData } from './calling-worker.ts'
import { ExpectedCalls } from './expected-calls.ts'
import { firstPeriodStart, limitedApis, quotaPeriodSeconds } from './limited-instance.ts'

export interface LimitsOutcome {
  readonly calls: number
  readonly admitted: number
  readonly refusedByRate: number
  readonly refusedByQuota: number
  /** Callers of an API, each with a rate and a quota of its own. */
  readonly counters: number
  /** Moments of the clock at which calls were made. */
  readonly moments: number
  readonly faults: readonly string[]
}

const workerCount = 4

/**
 * How far the clock goes between two moments, in ms: just inside a window of a minute, to its very end, parts of it,
 * beyond it.
 */
const steps = [59_999, 1, 30_000, 29_999, 1, 62_000, 1_999, 58_001, 2_000]

/** Calls with random keys against many limits from several workers at once; what they let through must be exact. */
export async function tryLimits(options: {
  readonly calls: number
  /** Of each API. */
  readonly callers: number
  readonly seed: number
  onProgress?(calls: number): void
}): Promise<LimitsOutcome> {
  const { callers } = options
  const buffer = allocateCounterTable(16_384, Int32Array.of(1, 2, 3, 4))
  const workerData: CallingWorkerData = { buffer, callers }
  const workers = Array.from(
    { length: workerCount },
    () => new Worker(new URL('./calling-worker.ts', import.meta.url), { workerData }),
  )
  const expected = limitedApis.flatMap((limited) => Array.from({ length: callers }, () => new ExpectedCalls(limited)))
  const random = createSeededRandom(options.seed)
  const moments = momentsOf(2 * steps.length)
  const callsOfBurst = Math.ceil(options.calls / moments.length / workerCount)
  const faults: string[] = []
  let calls = 0
  let admitted = 0
  const refused = { rate: 0, quota: 0 }
  try {
    for (const now of moments) {
      const outcomes = await Promise.all(
        workers.map(async (worker) => {
          const burst: Burst = { now, calls: callsOfBurst, seed: Math.floor(random() * 2 ** 32) }
          worker.postMessage(burst)
          const [outcome] = await once(worker, 'message')
          return outcome as BurstOutcome
        }),
      )
      const sumAt = (of: 'called' | 'admitted', at: number) =>
        outcomes.reduce((sum, outcome) => sum + (outcome[of][at] ?? 0), 0)
      for (const [at, caller] of expected.entries()) {
        const called = sumAt('called', at)
        const passed = sumAt('admitted', at)
        const allowed = caller.call(called, now)
        calls += called
        admitted += passed
        if (passed !== allowed) {
          const { path } = limitedApis[Math.floor(at / callers)] as (typeof limitedApis)[number]
          faults.push(
            `${path}, caller ${at % callers}, ${new Date(now).toISOString()}: ${passed} of ${called} calls, not ${allowed}`,
          )
        }
      }
      for (const { refusedByRate, refusedByQuota } of outcomes) {
        refused.rate += refusedByRate
        refused.quota += refusedByQuota
      }
      faults.push(...outcomes.flatMap(({ others }) => others))
      if (outcomes.some(({ evictions }) => evictions > 0)) faults.push('counters had to make room for others')
      options.onProgress?.(calls)
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return {
    calls,
    admitted,
    refusedByRate: refused.rate,
    refusedByQuota: refused.quota,
    counters: expected.length,
    moments: moments.length,
    faults,
  }
}

/** Half of them before the end of a period of quotas, its last moment and the next period's first among them. */
function momentsOf(count: number): readonly number[] {
  const turn = Date.parse(firstPeriodStart) + 100 * quotaPeriodSeconds * 1_000
  const half = Math.floor(count / 2)
  const before: number[] = [turn - 1]
  const after: number[] = [turn]
  for (let n = 0; before.length < half; n += 1) before.unshift((before[0] ?? turn) - (steps[n % steps.length] ?? 0))
  for (let n = 0; after.length < half; n += 1) after.push((after.at(-1) ?? turn) + (steps[n % steps.length] ?? 0))
  return [...before, ...after]
}
