import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

const reconnectMs = 1000

/** LISTEN on a connection of its own, made anew whenever it breaks. @returns the way to stop */
export function watchNotices(connection: pg.ClientConfig, channel: string, onNotice: () => void): () => Promise<void> {
  const stop = new AbortController()
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()))

  const listenUntilLost = async () => {
    const client = new pg.Client(connection)
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.once('end', resolve)
    })
    client.on('notification', onNotice)
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      // What was committed while nobody listened is found by asking once.
      onNotice()
      await Promise.race([lost, stopped])
    } finally {
      await client.end()
    }
  }

  const listening = (async () => {
    while (!stop.signal.aborted) {
      try {
        await listenUntilLost()
      } catch {
        // The server is away. Calls report it to those who make them; listening has only to go on.
      }
      // A stop cuts the wait short, by a rejection.
      await setTimeout(reconnectMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  })()

  return async () => {
    stop.abort()
    await listening
  }
}
