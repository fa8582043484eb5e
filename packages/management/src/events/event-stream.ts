import { setTimeout as sleep } from 'node:timers/promises'
import type { ChangeFeed, FeedListener } from './change-feed.ts'
import { createEventQueue, type EventQueue } from './event-queue.ts'

export const eventStreamType = 'text/event-stream'

/** Keeps proxies and clients from taking a quiet stream for a dead one. */
const heartbeatMs = 15_000
const heartbeat = ':\n\n'
/** Milliseconds after which a client that was cut off comes again. */
const opening = 'retry: 1000\n'

/** One event as it is written. @param id the client says it when it comes again */
export function toEventText(name: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

export interface EventSourceOptions {
  readonly feed: ChangeFeed
  /** What the reader is told of the feed. */
  listen(queue: EventQueue): Pick<FeedListener, 'onRows' | 'onGap'>
  /** What the stream begins with. @param changeNumber changes after this one are told to `listen` */
  begin(changeNumber: number): Promise<string> | string
  /** At least so long between two pieces; what happens meanwhile is told together. Default: as it comes. */
  readonly paceMs?: number
}

/**
 * Server-sent events for one reader. Nothing is made before the reader takes it, and nothing but what waits in the queue
 * is kept.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventStream(options: EventSourceOptions): Response {
  options.feed.assertRoom()
  const queue = createEventQueue()
  const encoder = new TextEncoder()
  const pieces = followFeed(options, queue)
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next()
        if (next.done) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
      async cancel() {
        // Wakes a stream that waits; it could not be ended before that otherwise.
        queue.end()
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  // Some proxies hold answers back until they are large enough.
  return new Response(body, { headers: { 'Content-Type': eventStreamType, 'X-Accel-Buffering': 'no' } })
}

async function* followFeed(
  { feed, listen, begin, paceMs = 0 }: EventSourceOptions,
  queue: EventQueue,
): AsyncGenerator<string, undefined> {
  const following = await feed.follow({ ...listen(queue), onEnd: () => queue.end() })
  try {
    yield opening + (await begin(following.changeNumber))
    while (!queue.ending.aborted) {
      if (!(await queue.wait(heartbeatMs))) {
        yield heartbeat
        continue
      }
      const texts = queue.take()
      if (texts.length > 0) yield texts.join('')
      if (paceMs > 0) await pause(paceMs, queue.ending)
    }
    return undefined
  } finally {
    following.stop()
  }
}

/** Ends early when the stream does. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal, ref: false })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
