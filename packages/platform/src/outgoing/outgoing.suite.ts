import { afterEach, describe, expect, it } from 'vitest'
import type { OutgoingHttp, OutgoingOptions } from './outgoing.ts'

export interface OutgoingUnderTest {
  readonly name: string
  /**
   * A server that answers with `answer`, and the client that reaches it.
   * @param addresses of hosts whose name ends in `.test`; the port is that of the server
   */
  start(
    answer: (request: Request) => Response | Promise<Response>,
    options: OutgoingOptions & { readonly addresses?: Readonly<Record<string, readonly string[]>> },
  ): Promise<{ readonly outgoing: OutgoingHttp; readonly port: number; close(): Promise<void> }>
}

/** What every implementation has to do. */
export function describeOutgoing({ name, start }: OutgoingUnderTest): void {
  describe(name, () => {
    const opened: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const close of opened.splice(0)) await close()
    })
    const open: OutgoingUnderTest['start'] = async (answer, options) => {
      const started = await start(answer, options)
      opened.push(started.close)
      return started
    }

    it('gives the answer with status, headers and body', async () => {
      const { outgoing, port } = await open(
        async (request) =>
          new Response(`${request.method} ${await request.text()}`, { status: 201, headers: { 'x-a': 'b' } }),
        { allowLoopback: true },
      )
      const response = await outgoing.fetch(`http://127.0.0.1:${port}/p?q`, { method: 'POST', body: 'hello' })
      expect(response.status).toBe(201)
      expect(response.headers.get('x-a')).toBe('b')
      expect(response.url).toBe(`http://127.0.0.1:${port}/p?q`)
      expect(await response.text()).toBe('POST hello')
    })

    it.each(['ftp://example.test/', 'file:///etc/passwd', 'data:text/plain,x', 'no address'])(
      'refuses %s, which is no http or https address',
      async (url) => {
        const { outgoing } = await open(() => new Response(), { allowLoopback: true })
        await expect(outgoing.fetch(url)).rejects.toMatchObject({ code: 'OutgoingAddressRefused' })
      },
    )

    it('refuses literal addresses in every writing', async () => {
      const { outgoing, port } = await open(() => new Response('reached'), {})
      for (const host of ['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0']) {
        await expect(outgoing.fetch(`http://${host}:${port}/`)).rejects.toMatchObject({
          code: 'OutgoingAddressRefused',
        })
      }
    })

    it('refuses a name by the addresses it has, also when only one of them is refused', async () => {
      const { outgoing, port } = await open(() => new Response('reached'), {
        addresses: { 'inside.test': ['198.51.100.7', '169.254.169.254'], 'local.test': ['127.0.0.1'] },
      })
      await expect(outgoing.fetch(`http://inside.test:${port}/secret?k=v`)).rejects.toMatchObject({
        code: 'OutgoingAddressRefused',
        message: expect.stringMatching(
          /^The address http:\/\/inside\.test(:\d+)?\/secret is not called: its host is at 169\.254\.169\.254, and it is the address of cloud metadata\.$/,
        ),
      })
      await expect(outgoing.fetch(`http://local.test:${port}/`)).rejects.toMatchObject({
        code: 'OutgoingAddressRefused',
      })
    })

    it('follows redirects, and tells the last address', async () => {
      const { outgoing, port } = await open(
        ({ url }) =>
          url.endsWith('/a') ? new Response(null, { status: 302, headers: { location: 'b' } }) : new Response('end'),
        { allowLoopback: true },
      )
      const response = await outgoing.fetch(`http://127.0.0.1:${port}/a`)
      expect([response.url, await response.text()]).toEqual([`http://127.0.0.1:${port}/b`, 'end'])
    })

    it('judges the target of a redirect anew', async () => {
      const targets = ['http://169.254.169.254/', 'http://inside.test/', 'file:///etc/passwd', 'ftp://a.test/']
      const { outgoing, port } = await open(
        ({ url }) =>
          new Response(null, {
            status: 307,
            headers: { location: targets[Number(new URL(url).search.slice(1))] ?? '' },
          }),
        { allowLoopback: true, addresses: { 'inside.test': ['169.254.0.9'] } },
      )
      for (const index of targets.keys()) {
        await expect(outgoing.fetch(`http://127.0.0.1:${port}/?${index}`)).rejects.toMatchObject({
          code: 'OutgoingAddressRefused',
        })
      }
    })

    it('gives up after five redirects', async () => {
      let count = 0
      const { outgoing, port } = await open(
        () => {
          count++
          return new Response(null, { status: 302, headers: { location: '/' } })
        },
        { allowLoopback: true },
      )
      await expect(outgoing.fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('it redirects more than 5 times')
      expect(count).toBe(6)
    })

    it('shows a redirect instead of following it, or fails at it, where that is asked for', async () => {
      const { outgoing, port } = await open(
        () => new Response(null, { status: 302, headers: { location: 'http://a.test/' } }),
        { allowLoopback: true },
      )
      const url = `http://127.0.0.1:${port}/`
      expect((await outgoing.fetch(url, { redirect: 'manual' })).headers.get('location')).toBe('http://a.test/')
      await expect(outgoing.fetch(url, { redirect: 'error' })).rejects.toMatchObject({ code: 'OutgoingCallFailed' })
    })

    it('sends no header but Accept to another origin, and no body', async () => {
      const seen: Record<string, string | null>[] = []
      const { outgoing, port } = await open(
        (request) => {
          seen.push(Object.fromEntries(['authorization', 'x-key', 'accept'].map((k) => [k, request.headers.get(k)])))
          const { pathname, host } = new URL(request.url)
          const location = `http://other.test:${host.split(':')[1] ?? '80'}/end`
          return pathname === '/end' ? new Response('end') : new Response(null, { status: 307, headers: { location } })
        },
        { allowLoopback: true, addresses: { 'other.test': ['127.0.0.1'] } },
      )
      const headers = { authorization: 'Bearer x', 'x-key': 'y', accept: 'a/b' }
      await outgoing.fetch(`http://127.0.0.1:${port}/`, { headers })
      expect(seen).toEqual([headers, { authorization: null, 'x-key': null, accept: 'a/b' }])
      await expect(outgoing.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'secret' })).rejects.toThrow(
        'it redirects the body of the request to another origin',
      )
    })

    it('keeps method and body at 307, and turns a POST into a GET at 302 and 303', async () => {
      const { outgoing, port } = await open(
        async (request) => {
          const { pathname } = new URL(request.url)
          const status = Number(pathname.slice(1))
          if (status > 0) return new Response(null, { status, headers: { location: '/end' } })
          return new Response(`${request.method} ${request.headers.get('content-type')} ${await request.text()}`)
        },
        { allowLoopback: true },
      )
      const send = async (status: number) => {
        const init = { method: 'POST', body: 'b', headers: { 'content-type': 'x/y' } }
        return (await outgoing.fetch(`http://127.0.0.1:${port}/${status}`, init)).text()
      }
      expect([await send(307), await send(302), await send(303)]).toEqual(['POST x/y b', 'GET null ', 'GET null '])
    })

    it('refuses an answer that is too large', async () => {
      const { outgoing, port } = await open(() => new Response('x'.repeat(101)), {
        allowLoopback: true,
        maxBodyBytes: 100,
      })
      await expect(outgoing.fetch(`http://127.0.0.1:${port}/big?secret`)).rejects.toMatchObject({
        code: 'OutgoingAnswerTooLarge',
        message: expect.stringMatching(/\/big is larger than 100 bytes\.$/),
      })
    })

    it('does not wait longer than it was told to, for the head or for the body', async () => {
      const { outgoing, port } = await open(
        ({ url, signal }) =>
          url.endsWith('/head')
            ? new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
            : new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })),
        { allowLoopback: true, timeoutMs: 200 },
      )
      for (const path of ['head', 'body']) {
        await expect(outgoing.fetch(`http://127.0.0.1:${port}/${path}`)).rejects.toThrow(
          'it did not answer in full within 0.2 seconds',
        )
      }
    })

    it('stops when the caller does', async () => {
      const { outgoing, port } = await open(
        ({ signal }) =>
          new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
        { allowLoopback: true },
      )
      const controller = new AbortController()
      const call = outgoing.fetch(`http://127.0.0.1:${port}/`, { signal: controller.signal })
      controller.abort(new Error('enough'))
      await expect(call).rejects.toThrow('enough')
    })

    describe('an answer that is streamed', () => {
      const pieces = (count: number, each: Uint8Array, wait?: (sent: number) => Promise<void>) => {
        let sent = 0
        return new ReadableStream<Uint8Array>({
          async pull(controller) {
            await wait?.(sent)
            if (sent === count) return controller.close()
            sent += 1
            controller.enqueue(each)
          },
        })
      }

      it('comes piece by piece, with its length where that is known', async () => {
        const { outgoing, port } = await open(
          ({ url }) =>
            url.endsWith('/a')
              ? new Response(null, { status: 302, headers: { location: 'b' } })
              : new Response(pieces(50, new Uint8Array(1000)), { headers: { 'content-length': '50000' } }),
          { allowLoopback: true, maxBodyBytes: 10 },
        )
        const response = await outgoing.stream(`http://127.0.0.1:${port}/a`, { maxBodyBytes: 50_000 })
        expect([response.url, response.headers.get('content-length')]).toEqual([`http://127.0.0.1:${port}/b`, '50000'])
        let length = 0
        for await (const chunk of response.body ?? []) length += chunk.length
        expect(length).toBe(50_000)
      })

      it('is refused by its length, or where it goes beyond what is allowed', async () => {
        const { outgoing, port } = await open(
          ({ url }) =>
            new Response(pieces(11, new Uint8Array(10)), {
              headers: url.endsWith('/said') ? { 'content-length': '110' } : {},
            }),
          { allowLoopback: true },
        )
        const code = { code: 'OutgoingAnswerTooLarge' }
        const call = (path: string) => outgoing.stream(`http://127.0.0.1:${port}/${path}`, { maxBodyBytes: 100 })
        await expect(call('said')).rejects.toMatchObject(code)
        await expect(call('silent').then((response) => response.arrayBuffer())).rejects.toMatchObject(code)
      })

      it('may take any time as long as something comes', async () => {
        const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
        const { outgoing, port } = await open(
          ({ url }) =>
            new Response(
              pieces(6, new Uint8Array(10), (sent) =>
                url.endsWith('/stalls') && sent === 3 ? pause(5000) : pause(60),
              ),
            ),
          { allowLoopback: true, timeoutMs: 100 },
        )
        const read = async (path: string) => {
          const response = await outgoing.stream(`http://127.0.0.1:${port}/${path}`, { idleTimeoutMs: 1000 })
          return (await response.arrayBuffer()).byteLength
        }
        expect(await read('goes')).toBe(60)
        await expect(read('stalls')).rejects.toThrow('nothing came from it for 1 seconds')
      })

      it('is judged by the same policy, redirects too', async () => {
        const { outgoing, port } = await open(
          () => new Response(null, { status: 302, headers: { location: 'http://inside.test/' } }),
          { allowLoopback: true, addresses: { 'inside.test': ['169.254.0.9'] } },
        )
        const refused = { code: 'OutgoingAddressRefused' }
        await expect(outgoing.stream(`http://127.0.0.1:${port}/`)).rejects.toMatchObject(refused)
        await expect(outgoing.stream('http://169.254.169.254/latest')).rejects.toMatchObject(refused)
        await expect(outgoing.stream('file:///etc/passwd')).rejects.toMatchObject(refused)
      })

      it('stops when the caller does, also in the middle of the body', async () => {
        const { outgoing, port } = await open(
          () => new Response(pieces(100, new Uint8Array(10), () => new Promise((resolve) => setTimeout(resolve, 20)))),
          { allowLoopback: true },
        )
        const controller = new AbortController()
        const response = await outgoing.stream(`http://127.0.0.1:${port}/`, { signal: controller.signal })
        const reading = (async () => {
          for await (const _ of response.body ?? []) controller.abort(new Error('enough'))
        })()
        await expect(reading).rejects.toThrow('enough')
      })
    })

    it('says that a host was not found', async () => {
      const { outgoing, port } = await open(() => new Response(), { addresses: { 'nowhere.test': [] } })
      await expect(outgoing.fetch(`http://nowhere.test:${port}/`)).rejects.toThrow('its host was not found')
    })
  })
}
