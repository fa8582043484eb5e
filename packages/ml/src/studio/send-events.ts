import type { ServerCall } from '@sluice/platform'
import type { StudioEvent } from './studio-route.ts'

/** A line goes out at least this often, so that nobody between takes the connection for dead. */
const heartbeatMs = 15_000

/** Sends server-sent events until there are no more or the client goes away. */
export async function sendEvents(
  call: ServerCall,
  events: AsyncIterable<StudioEvent>,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  const writer = call.respondStream({
    status: 200,
    headers: [
      'Content-Type',
      'text/event-stream; charset=utf-8',
      'Cache-Control',
      'no-store',
      'x-ms-request-id',
      requestId,
    ],
  })
  let drained = Promise.withResolvers<void>()
  writer.onDrain(() => drained.resolve())
  const write = async (text: string) => {
    drained = Promise.withResolvers()
    if (writer.write(Buffer.from(text)) || signal.aborted) return
    await Promise.race([drained.promise, whenAborted(signal)])
  }
  const heartbeat = setInterval(() => void write(': still here\n\n'), heartbeatMs)
  try {
    await write('retry: 2000\n\n')
    for await (const event of events) {
      if (signal.aborted) return
      await write(toText(event))
    }
    writer.end()
  } catch (error) {
    writer.abort()
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

/** JSON has no line breaks of its own, so each event is one `data` line. */
const toText = ({ event, data, id }: StudioEvent): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
