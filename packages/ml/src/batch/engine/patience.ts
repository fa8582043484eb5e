import { isAppError } from '@sluice/contracts'

/** How storage that does not answer as it should is waited for. */
export interface Patience {
  /** So long a failure is tried again; default 5 minutes. */
  readonly totalMs?: number
  /** Before the first try that follows; each doubles it, up to 15 s. Default 200 ms. */
  readonly firstPauseMs?: number
  /** So long a single call may take without any byte moving; default 60 s. */
  readonly stallMs?: number
  /** Milliseconds that never step back. */
  monotonic(): number
  pause(ms: number, signal: AbortSignal): Promise<void>
}

const defaultTotalMs = 300_000
const defaultPauseMs = 200
const longestPauseMs = 15_000
const defaultStallMs = 60_000

/**
 * Does what may fail for a while, again and again.
 * @param work gets a signal that is also given when it takes too long
 * @throws what it failed of last; the signal's reason; at once what will not change by waiting
 */
export async function persist<Result>(
  work: (signal: AbortSignal, isAlive: () => void) => Promise<Result>,
  patience: Patience,
  signal: AbortSignal,
): Promise<Result> {
  const { totalMs = defaultTotalMs, firstPauseMs = defaultPauseMs, stallMs = defaultStallMs, monotonic } = patience
  const start = monotonic()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    signal.throwIfAborted()
    const stall = new AbortController()
    const ring = () => stall.abort(new Stalled(`Nothing was heard for ${stallMs} ms.`))
    let timer = setTimeout(ring, stallMs)
    try {
      return await work(AbortSignal.any([signal, stall.signal]), () => {
        clearTimeout(timer)
        timer = setTimeout(ring, stallMs)
      })
    } catch (error) {
      signal.throwIfAborted()
      const mayPass = stall.signal.aborted || isTransient(error)
      if (!mayPass || monotonic() - start >= totalMs) throw error
    } finally {
      clearTimeout(timer)
    }
    await patience.pause(pauseMs, signal)
  }
}

class Stalled extends Error {
  override readonly name = 'Stalled'
}

/** Thrown where a body ends before it should. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly'
}

/** A full disk does not become free by waiting; too many calls, and what is wrong at the other end, may pass. */
export function isTransient(error: unknown): boolean {
  if (error instanceof EndedEarly) return true
  if (isAppError(error)) {
    if (error.code !== 'BlobStorageFailed') return false
    const status = /^(\d{3})\b/.exec((error.parameters as { readonly reason: string }).reason)?.[1]
    return status === undefined || status === '408' || status === '429' || (status >= '500' && status !== '507')
  }
  // Of sockets.
  return (
    typeof (error as NodeJS.ErrnoException)?.code === 'string' &&
    /^(E[A-Z]+|UND_|ERR_STREAM)/.test((error as NodeJS.ErrnoException).code ?? '')
  )
}

/** Of the machine's clock. */
export const systemPatience: Patience = { monotonic: () => performance.now(), pause }

/** @throws the signal's reason */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    }, ms)
    signal.addEventListener('abort', leave, { once: true })
  })
}
