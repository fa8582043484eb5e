import { snapshotStreamPath } from '@sluice/contracts/snapshot-stream'
import type { BodyFlow, HttpClient, Log } from '@sluice/platform'
import { createLineSplitter } from './line-splitter.ts'

/** Management says something every two seconds; when it does not, the connection is dead even if nobody closed it. */
const defaultSilenceMs = 10_000
const headTimeoutMs = 10_000
const firstDelayMs = 100
const longestDelayMs = 2_000

export interface SnapshotStreamOptions {
  readonly client: HttpClient
  readonly log: Log
  /** Base address of management; undefined while nobody knows it. */
  readonly address: () => string | undefined
  /** A bearer for the next attempt. */
  readonly issueToken: () => Promise<string>
  /** The last change that is here already; undefined = none. */
  readonly after: () => number | undefined
  /** @returns false when the line does not follow the one before it; the stream then begins anew */
  readonly onLine: (line: string) => boolean
  /** Between 0 and 1; default Math.random. */
  readonly random?: () => number
  /** Without a word from management, until the connection is given up; default 10 000. */
  readonly silenceMs?: number
}

/** Follows management's stream for ever: what ends, fails or falls silent is tried again, ever more slowly. */
export interface SnapshotStream {
  /** Tries at once instead of waiting out the delay, because the address changed. */
  wake(): void
  close(): void
}

export function followSnapshotStream(options: SnapshotStreamOptions): SnapshotStream {
  const { client, log } = options
  const { random = Math.random, silenceMs = defaultSilenceMs } = options
  let isClosed = false
  let flow: BodyFlow | undefined
  let failures = 0
  let retryTimer: NodeJS.Timeout | undefined
  let silenceTimer: NodeJS.Timeout | undefined
  /** Counts attempts, so that what comes late from an earlier one is not heard. */
  let attempt = 0

  async function connect(): Promise<void> {
    retryTimer = undefined
    const address = options.address()
    // Told by `wake` as soon as there is one.
    if (address === undefined || isClosed) return
    attempt += 1
    const own = attempt
    const token = await options.issueToken()
    if (isClosed || own !== attempt) return
    const after = options.after()
    const { origin, pathname } = new URL(address)
    const base = pathname.replace(/\/$/, '')
    const splitter = createLineSplitter((line) => {
      if (own !== attempt) return
      failures = 0
      if (!options.onLine(line)) end('it does not go on where it was left')
    })
    const end = (reason: string) => {
      if (own === attempt) retry(reason)
    }
    hear()
    flow = client.send(
      {
        origin,
        method: 'GET',
        target: `${base}${snapshotStreamPath}${after === undefined ? '' : `?after=${after}`}`,
        headers: ['Authorization', `Bearer ${token}`, 'Accept', 'application/x-ndjson'],
        headTimeoutMs,
      },
      {
        onHead({ status }) {
          if (status !== 200) end(explainStatus(status))
        },
        onData(chunk) {
          if (own !== attempt) return
          hear()
          splitter(chunk)
        },
        onEnd: () => end('management ended it'),
        onError: (error) => end(error.message),
      },
    )
  }

  function hear(): void {
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(() => retry('management fell silent'), silenceMs)
  }

  function retry(reason: string): void {
    stop()
    if (isClosed) return
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** failures) * (0.5 + random() / 2)
    // The first failure is what every restart of management looks like.
    const level = failures === 3 ? 'warn' : 'debug'
    log[level]('The snapshot stream is not there; the gateway serves what it has.', { reason, attempts: failures + 1 })
    failures += 1
    retryTimer = setTimeout(start, delayMs)
  }

  function stop(): void {
    attempt += 1
    clearTimeout(silenceTimer)
    clearTimeout(retryTimer)
    retryTimer = undefined
    flow?.cancel()
    flow = undefined
  }

  function start(): void {
    connect().catch((error: unknown) => retry(error instanceof Error ? error.message : String(error)))
  }

  start()
  return {
    wake() {
      stop()
      failures = 0
      start()
    },
    close() {
      isClosed = true
      stop()
    },
  }
}

const explainStatus = (status: number): string =>
  status === 401 || status === 403
    ? `management refuses this gateway's token (${status}); both need the same secret key`
    : `management answered ${status}`
