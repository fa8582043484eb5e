import { parentPort, workerData } from 'node:worker_threads'
import { createSharedCounters } from './shared-counters.ts'

/** Hits one window and one quota as often as it is told, then reports how many passed. */
const { buffer, hits, limit } = workerData as { buffer: SharedArrayBuffer; hits: number; limit: number }
const counters = createSharedCounters(buffer, { now: () => 1_800_000_000_000, monotonic: () => 0 })
let windowPassed = 0
let quotaPassed = 0
for (let hit = 0; hit < hits; hit += 1) {
  if (counters.hitWindow('window', limit, 60).isAllowed) windowPassed += 1
  if (counters.hitQuota('quota', limit, 3600, 0).isAllowed) quotaPassed += 1
}
parentPort?.postMessage({ windowPassed, quotaPassed })
