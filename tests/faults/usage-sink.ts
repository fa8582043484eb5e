import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SnapshotEntry, snapshotStreamPath, type UsageBatch, usageBatchesPath } from '@sluice/contracts'

/** Stands in for management: feeds a gateway, takes its usage, and fails in every way in which management can. */
export interface UsageSink {
  readonly url: string
  /** Calls by operation and status: `name 200`. */
  readonly calls: ReadonlyMap<string, number>
  /** What is wrong with the numbers of the batches. */
  readonly faults: readonly string[]
  /** Batches that were applied; how often one came again; how often the sink broke off. */
  readonly applied: () => number
  readonly repeated: () => number
  readonly broken: () => number
  /** From now on each batch is taken; else one of three is refused, and of one of three the answer is lost. */
  setReliable(isReliable: boolean): void
  close(): Promise<void>
}

export async function startUsageSink(entries: readonly SnapshotEntry[]): Promise<UsageSink> {
  const calls = new Map<string, number>()
  const faults: string[] = []
  const streams = new Set<ServerResponse>()
  let gateway: string | undefined
  let last = 0
  let posts = 0
  let repeated = 0
  let broken = 0
  let isReliable = false

  function apply(batch: UsageBatch): void {
    gateway ??= batch.gateway
    if (batch.gateway !== gateway) faults.push(`a batch comes from ${batch.gateway}, those before from ${gateway}`)
    if (batch.number > last + 1) faults.push(`batch ${batch.number} follows ${last}`)
    if (batch.number <= last) {
      repeated += 1
      return
    }
    last = batch.number
    for (const { operation = 'none', status, calls: count } of batch.cells) {
      const name = `${operation} ${status}`
      calls.set(name, (calls.get(name) ?? 0) + count)
    }
  }

  const server = createServer(async (request, response) => {
    if (request.url?.startsWith(snapshotStreamPath)) {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      response.write(`${JSON.stringify({ type: 'snapshot', changeNumber: 1, entries })}\n`)
      streams.add(response)
      response.on('close', () => streams.delete(response))
      return
    }
    if (request.url !== usageBatchesPath) {
      response.writeHead(404).end()
      return
    }
    posts += 1
    const way = isReliable ? 0 : posts % 3
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Uint8Array)
    } catch {
      // The gateway was killed while it sent.
      return
    }
    if (way === 1) {
      broken += 1
      response.writeHead(503).end()
      return
    }
    const batch = JSON.parse(Buffer.concat(chunks).toString('utf8')) as UsageBatch
    apply(batch)
    if (way === 2) {
      // Killed after the batch was applied and before anybody heard of it.
      broken += 1
      request.socket.destroy()
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ applied: batch.number }))
  })
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(`${JSON.stringify({ type: 'heartbeat', changeNumber: 1 })}\n`)
  }, 1_000)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    applied: () => last,
    repeated: () => repeated,
    broken: () => broken,
    setReliable(given) {
      isReliable = given
    },
    async close() {
      clearInterval(heartbeat)
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
