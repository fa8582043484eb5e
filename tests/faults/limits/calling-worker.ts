import { parentPort, workerData } from 'node:worker_threads'
import { createGateway, createSharedCounters } from '@sluice/gateway'
import { createMemoryCall, createMemoryClient, createMemoryLog } from '@sluice/platform'
import { createSeededRandom } from '../seeded-random.ts'
import { keyOf, limitedApis, limitedInstance } from './limited-instance.ts'

/** What one worker is told to do at one moment of the clock. */
export interface Burst {
  readonly now: number
  readonly calls: number
  readonly seed: number
}

/** What came of it, by `limit * callers + caller`. */
export interface BurstOutcome {
  readonly called: readonly number[]
  readonly admitted: readonly number[]
  readonly refusedByRate: number
  readonly refusedByQuota: number
  /** Answers that are neither of the backend nor of a limit. */
  readonly others: readonly string[]
  readonly evictions: number
}

export interface CallingWorkerData {
  /** Of all workers. */
  readonly buffer: SharedArrayBuffer
  readonly callers: number
}

const { buffer, callers } = workerData as CallingWorkerData
let now = 0
const clock = { now: () => now, monotonic: () => 0 }
const log = createMemoryLog()
const counters = createSharedCounters(buffer, clock)
const gateway = createGateway({
  clock,
  log,
  client: createMemoryClient(() => (call) => call.respond({ status: 204, headers: [] })),
  counters,
  cache: { get: () => undefined, put: () => undefined },
  lookupHash: (key) => key,
  openSecret: (sealed) => sealed,
})
gateway.apply({ type: 'snapshot', changeNumber: 1, entries: limitedInstance(callers) })

parentPort?.on('message', async (burst: Burst) => {
  now = burst.now
  const random = createSeededRandom(burst.seed)
  const called = new Array<number>(limitedApis.length * callers).fill(0)
  const admitted = [...called]
  const refused = { rate: 0, quota: 0 }
  const others: string[] = []
  for (let n = 0; n < burst.calls; n += 1) {
    const at = Math.floor(random() * called.length)
    const limited = limitedApis[Math.floor(at / callers)] as (typeof limitedApis)[number]
    const key = keyOf(limited, at % callers)
    const { call, response } = createMemoryCall({
      method: 'GET',
      target: `/${limited.path}/`,
      headers: [limited.by === 'key' ? 'X-Caller' : 'Ocp-Apim-Subscription-Key', key],
    })
    gateway.handle(call)
    const { status } = await response
    called[at] = (called[at] ?? 0) + 1
    if (status === 204) admitted[at] = (admitted[at] ?? 0) + 1
    else if (status === 429) refused.rate += 1
    else if (status === 403) refused.quota += 1
    else others.push(`${limited.path}: ${status}`)
  }
  others.push(...log.records.filter(({ level }) => level === 'error').map(({ message }) => message))
  const outcome: BurstOutcome = {
    called,
    admitted,
    refusedByRate: refused.rate,
    refusedByQuota: refused.quota,
    others: others.slice(0, 20),
    evictions: counters.table.evictions,
  }
  parentPort?.postMessage(outcome)
})
