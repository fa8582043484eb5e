import { useCallback, useEffect, useRef, useState } from 'react'
import { type ConsoleAnswer, type ConsoleCallOptions, sendConsoleCall } from './console-call.ts'

export type CallState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly startedAt: number; readonly bytes: number }
  | { readonly kind: 'answered'; readonly answer: ConsoleAnswer; readonly secrets: readonly string[] }
  | { readonly kind: 'failed'; readonly error: unknown; readonly url: string; readonly timeoutSeconds: number }
  | { readonly kind: 'stopped' }

export interface CallOrder extends Omit<ConsoleCallOptions, 'signal' | 'onProgress'> {
  /** Values that the screen must not show. */
  readonly secrets: readonly string[]
}

/** How often the figure of what has come is drawn anew. */
const progressMs = 100

/** One call at a time, which can be stopped; it ends with the page. */
export function useConsoleCall() {
  const [state, setState] = useState<CallState>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const stop = useCallback(() => {
    if (running.current === undefined) return
    running.current.abort()
    running.current = undefined
    setState({ kind: 'stopped' })
  }, [])

  /**
   * @param prepare what takes a moment before the call, such as fetching the key
   * @returns the answer; undefined = there is none
   */
  const run = useCallback(async (prepare: () => Promise<CallOrder>): Promise<ConsoleAnswer | undefined> => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    const startedAt = Date.now()
    let drawnAt = 0
    let order: CallOrder | undefined
    setState({ kind: 'running', startedAt, bytes: 0 })
    try {
      order = await prepare()
      if (own.signal.aborted) return undefined
      const { secrets, ...call } = order
      const answer = await sendConsoleCall({
        ...call,
        signal: own.signal,
        onProgress(bytes) {
          if (own.signal.aborted || Date.now() - drawnAt < progressMs) return
          drawnAt = Date.now()
          setState({ kind: 'running', startedAt, bytes })
        },
      })
      if (own.signal.aborted) return undefined
      setState({ kind: 'answered', answer, secrets })
      return answer
    } catch (error) {
      // Whoever stopped it has said so already.
      if (!own.signal.aborted) {
        const { request, timeoutSeconds = 0 } = order ?? {}
        setState({ kind: 'failed', error, url: request?.url ?? '', timeoutSeconds })
      }
      return undefined
    } finally {
      if (running.current === own) running.current = undefined
    }
  }, [])

  return { state, run, stop }
}
