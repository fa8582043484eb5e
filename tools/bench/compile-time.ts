import type { SnapshotEntry } from '@sluice/contracts'
import { createMemoryCall, createMemoryLog } from '@sluice/platform'
import { createBareGateway } from './bare-gateway.ts'

/**
 * Milliseconds from a snapshot's text of documents to programs that have served a call each.
 * @throws when a document was not taken
 */
export async function measureCompile(entries: readonly SnapshotEntry[], documents: number): Promise<number> {
  const log = createMemoryLog()
  const gateway = createBareGateway(log)
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
