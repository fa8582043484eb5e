import { createGateway, type Gateway } from '@sluice/gateway'
import { createMemoryClient, createMemoryLog, createSystemClock, type MemoryLog } from '@sluice/platform'

/** Counts nothing and refuses nothing. */
const noCounters = {
  hitWindow: () => ({ isAllowed: true, remaining: 1, retryAfterSeconds: 0 }),
  hitQuota: () => ({ isAllowed: true, remaining: 1, retryAfterSeconds: 0 }),
  addWindow: () => undefined,
  addQuota: () => undefined,
  readQuota: () => ({ used: 0, secondsLeft: 0 }),
  openUntilMs: () => 0,
  recordOutcome: () => undefined,
  enter: () => true,
  leave: () => undefined,
}

/** A gateway in this process, without sockets, counters and cache; every backend answers 204. */
export const createBareGateway = (log: MemoryLog = createMemoryLog()): Gateway =>
  createGateway({
    clock: createSystemClock(),
    log,
    client: createMemoryClient(() => (call) => call.respond({ status: 204, headers: [] })),
    counters: noCounters,
    cache: { get: () => undefined, put: () => undefined },
    lookupHash: (key) => key,
    openSecret: (sealed) => sealed,
  })
