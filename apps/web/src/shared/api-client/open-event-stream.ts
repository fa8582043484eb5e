/** What is done with each kind of event; data are as they were sent. */
export type EventHandlers = Readonly<Record<string, (data: string) => void>>

/** After an answer that is no stream the browser does not try again: the server may be starting. */
const retryMs = 2_000

/**
 * Follows server-sent events, and connects again whenever the connection is lost.
 * @param onMissed the connection stands again after it was lost: what happened in between may not be told
 * @param onState whether the connection stands
 * @returns ends it
 */
export function openEventStream(
  url: string,
  handlers: EventHandlers,
  { onMissed, onState }: { onMissed(): void; onState?(isConnected: boolean): void },
): () => void {
  let wasLost = false
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  const connect = () => {
    const opened = new EventSource(url)
    source = opened
    for (const [name, handle] of Object.entries(handlers)) {
      opened.addEventListener(name, ({ data }: MessageEvent) => handle(String(data)))
    }
    opened.onopen = () => {
      onState?.(true)
      if (wasLost) onMissed()
      wasLost = false
    }
    opened.onerror = () => {
      wasLost = true
      onState?.(false)
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryMs)
    }
  }
  connect()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
