/** What is done with each kind of event; data are as they were sent. */
export type EventHandlers = Readonly<Record<string, (data: string) => void>>

/**
 * Follows server-sent events. The browser connects again by itself.
 * @param onMissed the connection stands again after it was lost: what happened in between may not be told
 * @param onState whether the connection stands
 * @returns ends it
 */
export function openEventStream(
  url: string,
  handlers: EventHandlers,
  { onMissed, onState }: { onMissed(): void; onState?(isConnected: boolean): void },
): () => void {
  const source = new EventSource(url)
  let wasLost = false
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, ({ data }: MessageEvent) => handle(String(data)))
  }
  source.onopen = () => {
    onState?.(true)
    if (wasLost) onMissed()
    wasLost = false
  }
  source.onerror = () => {
    wasLost = true
    onState?.(false)
  }
  return () => source.close()
}
