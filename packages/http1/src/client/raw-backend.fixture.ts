import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { BodyFlow, BodySink, ClientRequest, HttpClient, MessageBody, ResponseHead } from '@sluice/platform/http'
import { createMemoryClient } from '@sluice/platform/memory-client'
import { onTestFinished } from 'vitest'
import { createHttp1Client, type Http1ClientOptions } from './create-http1-client.ts'

/** One connection that a client made, as its backend sees it. */
export interface BackendConnection {
  readonly socket: Socket
  received: string
  /** Reads of the socket that brought something. */
  reads: number
  isClosed: boolean
}

/** A backend that sends exactly the bytes it is told; ends with the test. */
export async function startBackend(onConnection: (connection: BackendConnection, index: number) => void) {
  const connections: BackendConnection[] = []
  const server = createServer({ allowHalfOpen: false, noDelay: true }, (socket) => {
    const connection: BackendConnection = { socket, received: '', reads: 0, isClosed: false }
    socket.on('data', (chunk) => {
      connection.received += chunk.toString('latin1')
      connection.reads += 1
    })
    // A reset is one of the ways in which a connection ends.
    socket.on('error', () => {})
    socket.on('close', () => {
      connection.isClosed = true
    })
    connections.push(connection)
    onConnection(connection, connections.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const { socket } of connections) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, connections }
}

export const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** Answers each request without a body with `answer`. */
export const answerEach =
  (answer: string) =>
  ({ socket }: BackendConnection): void => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (let at = text.indexOf('\r\n\r\n'); at >= 0; at = text.indexOf('\r\n\r\n')) {
        text = text.slice(at + 4)
        socket.write(answer, 'latin1')
      }
    })
  }

/** A client that ends with the test; what it does not do itself goes to a backend in memory. */
export function startClient(options: Partial<Http1ClientOptions> = {}): HttpClient {
  const client = createHttp1Client({ fallback: createMemoryClient({}), ...options })
  onTestFinished(() => client.close())
  return client
}

export interface Sending {
  readonly flow: BodyFlow
  /** The body, or the kind of failure. */
  readonly result: Promise<string>
  readonly heads: ResponseHead[]
  readonly pieces: string[]
}

export function send(client: HttpClient, request: Partial<ClientRequest> & { readonly origin: string }): Sending {
  const heads: ResponseHead[] = []
  const pieces: string[] = []
  const { promise: result, resolve } = Promise.withResolvers<string>()
  const flow = client.send(
    { method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000, ...request },
    {
      onHead: (head) => heads.push(head),
      onData: (piece) => pieces.push(Buffer.from(piece).toString('latin1')),
      onEnd: () => resolve(pieces.join('')),
      onError: (error) => resolve('failure' in error ? String(error.failure) : error.message),
    },
  )
  return { flow, result, heads, pieces }
}

/** A body that comes in these pieces, one in each turn, and then ends, if it does. */
export function bodyOf(length: number | undefined, pieces: readonly string[], hasEnd = true) {
  const state = { isCancelled: false }
  const body: MessageBody = {
    length,
    flow(sink: BodySink) {
      const rest = [...pieces]
      const next = () => {
        const piece = rest.shift()
        if (state.isCancelled) return
        if (piece === undefined) {
          if (hasEnd) sink.onEnd()
          return
        }
        sink.onData(Buffer.from(piece))
        setImmediate(next)
      }
      queueMicrotask(next)
      return {
        pause: () => {},
        resume: () => {},
        cancel: () => {
          state.isCancelled = true
        },
      }
    },
    bytes: () => Promise.reject(new Error('A client lets a body flow.')),
  }
  return Object.assign(state, { body })
}

export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A client uses a connection again when the event loop has turned. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
