import type { SnapshotEntry } from '@sluice/contracts'
import { createMemoryCall } from '@sluice/platform'
import { createBareGateway } from './bare-gateway.ts'

/** Microseconds from a call to its 401, so: matching API and operation, looking for a key, and the answer. */
export async function measureMatch(
  entries: readonly SnapshotEntry[],
  apis: number,
): Promise<{ compileMs: number; matchMicroseconds: number }> {
  const gateway = createBareGateway()
  const start = performance.now()
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries })
  const compileMs = performance.now() - start
  const calls = 20_000
  const run = async () => {
    const begin = performance.now()
    for (let n = 0; n < calls; n += 1) {
      const { call, response } = createMemoryCall({ method: 'GET', target: `/api${(n * 7919) % apis}/things/42/part1` })
      gateway.handle(call)
      await response
    }
    return ((performance.now() - begin) * 1000) / calls
  }
  await run()
  return { compileMs, matchMicroseconds: await run() }
}
