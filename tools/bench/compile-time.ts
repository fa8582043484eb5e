import type { SnapshotEntry } from '@sluice/contracts'
import { createGateway } from '@sluice/gateway'
import { createMemoryCall, createMemoryClient, createMemoryLog, createSystemClock } from '@sluice/platform'
import { noCounters } from './match-time.ts'

/**
 * Milliseconds from a snapshot's text of documents to programs that have served a call each.
 * @throws when a document was not taken
 */
export async function measureCompile(entries: readonly SnapshotEntry[], documents: number): Promise<number> {
  const log = createMemoryLog()
  const gateway = createGateway({
    clock: createSystemClock(),
    log,
    client: createMemoryClient(() => (call) => call.respond({ status: 204, headers: [] })),
    counters: noCounters,
    cache: { get: () => undefined, put: () => undefined },
    lookupHash: (key) => key,
    openSecret: (sealed) => sealed,
  })
  const start = performance.now()
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries })
  for (let n = 0; n < documents; n += 1) {
    const { call, response } = createMemoryCall({ method: 'GET', target: `/api${n}/things` })
    gateway.handle(call)
    await response
  }
  const milliseconds = performance.now() - start
  const refused = log.records.find(({ message }) => message.startsWith('A policy document'))
  if (refused !== undefined) throw new Error(`A document was not taken: ${JSON.stringify(refused)}`)
  return milliseconds
}
