import type { ServerCall } from '@sluice/platform/http'
import { open, serve, talk } from '@sluice/platform/http-suite'
import { describe, expect, it } from 'vitest'
import { listenWithHttp1 } from './listen-with-http1.ts'

const get = (target: string, version = '1.1') => `GET ${target} HTTP/${version}\r\nHost: a\r\n\r\n`
const last = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

/** Bodies of the answers in the order in which they came. */
const bodies = (received: string) => [...received.matchAll(/(?:\r\n\r\n|\r\n)(\/[a-z\d]+)/g)].map((match) => match[1])

describe('a connection of listenWithHttp1', () => {
  it('answers each call once when one comes to its end within its turn', async () => {
    const waiting: ServerCall[] = []
    const server = await serve(listenWithHttp1, (call) => {
      waiting.push(call)
      if (waiting.length < 3) return
      const [first, second, third] = waiting as [ServerCall, ServerCall, ServerCall]
      third.respond({ status: 200, headers: [] }, third.target)
      const writer = second.respondStream({ status: 200, headers: [] })
      writer.onDrain(() => writer.end())
      writer.write(Buffer.from(second.target))
      // Its turn, and with it the last word, comes with the answer to the first.
      queueMicrotask(() => first.respond({ status: 200, headers: [] }, first.target))
    })
    expect(bodies(await talk(server, `${get('/1')}${get('/2')}${last}`))).toEqual(['/1', '/2', '/last'])
  })

  it('reads nothing behind a request of HTTP/1.0, whose answer may end with the connection', async () => {
    const targets: string[] = []
    const server = await serve(listenWithHttp1, (call) => {
      targets.push(call.target)
      const writer = call.respondStream({ status: 200, headers: [] })
      writer.write(Buffer.from(call.target))
      writer.end()
    })
    expect(bodies(await talk(server, `${get('/1', '1.0')}${get('/2', '1.0')}`))).toEqual(['/1'])
    expect(targets).toEqual(['/1'])
  })

  it('takes the request that it was opened for although the server closes', async () => {
    const server = await serve(listenWithHttp1, (call) => call.respond({ status: 200, headers: [] }, call.target))
    const used = await open(server)
    await used.write(get('/used')).until('/used')
    const fresh = await open(server)
    const begun = await open(server)
    begun.write('GET /begun HTTP/1.1\r\n')
    // Connections are accepted in their order.
    await (await open(server)).write(last).untilClosed()
    const closing = server.close(60_000)
    fresh.write(get('/fresh'))
    begun.write('Host: a\r\n\r\n')
    expect(bodies(await fresh.untilClosed())).toEqual(['/fresh'])
    expect(bodies(await begun.untilClosed())).toEqual(['/begun'])
    expect(fresh.received).toContain('\r\nConnection: close\r\n')
    await used.untilClosed()
    await closing
  })

  it('waits no longer for a request when the server closes', async () => {
    const server = await serve(listenWithHttp1, (call) => call.respond({ status: 200, headers: [] }))
    const fresh = await open(server)
    await (await open(server)).write(last).untilClosed()
    await server.close(60_000)
    expect(await fresh.untilClosed()).toBe('')
  })
})
