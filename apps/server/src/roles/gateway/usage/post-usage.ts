import type { UsageReceipt } from '@sluice/contracts'
import { usageBatchesPath } from '@sluice/contracts/usage'
import type { BodyFlow, HttpClient, Log } from '@sluice/platform'
import type { OutgoingBatch, UsageSpool } from './usage-spool.ts'

/** Management may have much to write when it was away for long. */
const headTimeoutMs = 30_000
const maxReceiptBytes = 10_000
const firstDelayMs = 200
const longestDelayMs = 10_000

export interface UsagePosterOptions {
  readonly client: HttpClient
  readonly log: Log
  /** Base address of management; undefined while nobody knows it. */
  readonly address: () => string | undefined
  readonly issueToken: () => Promise<string>
  readonly spool: UsageSpool
  /** Between 0 and 1; default Math.random. */
  readonly random?: () => number
}

/** Posts batch after batch; one that is not acknowledged is posted again, ever more slowly. */
export interface UsagePoster {
  /** There may be something to post. */
  wake(): void
  /** The address changed: what waits for its next attempt is posted now. */
  hurry(): void
  close(): void
}

export function createUsagePoster(options: UsagePosterOptions): UsagePoster {
  const { client, log, spool, random = Math.random } = options
  let isClosed = false
  let isPosting = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let flow: BodyFlow | undefined

  async function postAll(): Promise<void> {
    for (let batch = spool.outgoing; batch !== undefined; batch = spool.outgoing) {
      const address = options.address()
      // Told by `hurry` as soon as there is one.
      if (isClosed || address === undefined) return
      const applied = await post(batch, address)
      if (applied < batch.number) throw new Error(`management says that it applied up to ${applied}`)
      failures = 0
      spool.acknowledge(batch.number)
    }
  }

  async function post({ text }: OutgoingBatch, address: string): Promise<number> {
    const { origin, pathname } = new URL(address)
    const token = await options.issueToken()
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const chunks: Uint8Array[] = []
    let bytes = 0
    flow = client.send(
      {
        origin,
        method: 'POST',
        target: `${pathname.replace(/\/$/, '')}${usageBatchesPath}`,
        headers: ['Authorization', `Bearer ${token}`, 'Content-Type', 'application/json'],
        body: Buffer.from(text),
        headTimeoutMs,
      },
      {
        onHead({ status }) {
          if (status !== 200) reject(new Error(`management answered ${status}`))
        },
        onData(chunk) {
          bytes += chunk.length
          if (bytes <= maxReceiptBytes) chunks.push(chunk)
        },
        onEnd() {
          try {
            resolve((JSON.parse(Buffer.concat(chunks).toString('utf8')) as UsageReceipt).applied)
          } catch (error) {
            reject(error as Error)
          }
        },
        onError: reject,
      },
    )
    try {
      return await promise
    } finally {
      flow = undefined
    }
  }

  function start(): void {
    if (isPosting || isClosed) return
    clearTimeout(timer)
    timer = undefined
    isPosting = true
    postAll()
      .catch((error: unknown) => {
        const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2)
        failures += 1
        // The first failures are what every restart of management looks like.
        const level = failures === 5 ? 'warn' : 'debug'
        log[level]('Management does not take what calls were counted; it is kept on disk.', {
          reason: error instanceof Error ? error.message : String(error),
          attempts: failures,
        })
        if (!isClosed) timer = setTimeout(start, delayMs).unref()
      })
      .finally(() => {
        isPosting = false
      })
  }

  return {
    wake() {
      if (timer === undefined) start()
    },
    hurry() {
      failures = 0
      start()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      flow?.cancel()
    },
  }
}
