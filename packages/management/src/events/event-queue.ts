/** What waits for one reader, bounded: whoever reads more slowly than things happen is cut off and comes again. */
export interface EventQueue {
  push(text: string): void
  /** The same, unless it waits already. */
  pushOnce(text: string): void
  /** All that waits, in order. */
  take(): readonly string[]
  /** True = there is something to take, or the end; false = nothing happened for so long. */
  wait(timeoutMs: number): Promise<boolean>
  end(): void
  readonly ending: AbortSignal
}

/** More events than these never wait. */
const maxWaiting = 1_000

export function createEventQueue(): EventQueue {
  const waiting: string[] = []
  const ending = new AbortController()
  let wake: (() => void) | undefined

  function push(text: string): void {
    if (ending.signal.aborted) return
    waiting.push(text)
    if (waiting.length > maxWaiting) end()
    wake?.()
  }

  function end(): void {
    waiting.length = 0
    ending.abort()
    wake?.()
  }

  return {
    push,
    pushOnce(text) {
      if (!waiting.includes(text)) push(text)
    },
    take: () => waiting.splice(0),
    wait(timeoutMs) {
      if (waiting.length > 0 || ending.signal.aborted) return Promise.resolve(true)
      return new Promise((resolve) => {
        const finish = (isWoken: boolean) => {
          clearTimeout(timer)
          wake = undefined
          resolve(isWoken)
        }
        const timer = setTimeout(finish, timeoutMs, false)
        timer.unref()
        wake = () => finish(true)
      })
    },
    end,
    ending: ending.signal,
  }
}
