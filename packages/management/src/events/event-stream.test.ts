import { createFixedClock, createMemoryLog, createMemoryStore } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createChangeFeed } from './change-feed.ts'
import type { EventQueue } from './event-queue.ts'
import { readEvents } from './event-reader.fixture.ts'
import { createEventStream, toEventText } from './event-stream.ts'

function open(begin: () => Promise<string> | string = () => toEventText('ready', {})) {
  const feed = createChangeFeed({ store: createMemoryStore({ clock: createFixedClock() }), log: createMemoryLog() })
  let queue: EventQueue | undefined
  const stream = createEventStream({
    feed,
    begin,
    listen(its) {
      queue = its
      return { onRows: () => undefined, onGap: () => undefined }
    },
  })
  return { stream, push: (name: string) => queue?.push(toEventText(name, {})) }
}

describe('an event stream', () => {
  it('tells what happens as it comes', async () => {
    const { stream, push } = open()
    const events = readEvents(stream)
    expect((await events.next())?.name).toBe('ready')
    push('a')
    push('b')
    expect((await events.take(2)).map(({ name }) => name)).toEqual(['a', 'b'])
    await events.stop()
  })

  it('cuts off a reader for whom more than a thousand events wait', async () => {
    const { stream, push } = open()
    const events = readEvents(stream)
    await events.next()
    for (let at = 0; at <= 2_000; at += 1) push(String(at))
    let count = 0
    while ((await events.next()) !== undefined) count += 1
    expect(count).toBeLessThanOrEqual(1_000)
  })

  it('fails where its beginning cannot be read', async () => {
    const { stream } = open(() => Promise.reject(new Error('gone')))
    await expect(readEvents(stream).next()).rejects.toThrow('gone')
  })
})
