import { once } from 'node:events'
import { connect } from 'node:net'
import type { CallHandler, HeaderArray, HttpServer, ServerCall, UpgradedConnection } from '@sluice/platform'
import { listenWithNode } from '@sluice/platform/http-server'
import { acceptOf } from './handshake.ts'

/** One side of a WebSocket as bytes, one character each. */
export interface Peer {
  readonly received: string
  readonly end: 'open' | 'ended' | 'broken'
  write(text: string): void
  finish(): void
  abort(): void
}

export interface BackendPeer extends Peer {
  readonly call: ServerCall
  readonly connection: UpgradedConnection
}

export interface WebSocketBackend {
  readonly server: HttpServer
  readonly peers: readonly BackendPeer[]
  /** In place of following. */
  refuseWith: CallHandler | undefined
  /** Fields of the 101, besides the answer to the key. */
  headers: HeaderArray
}

/** A server that follows every offer and leaves the bytes to the test. */
export async function createWebSocketBackend(): Promise<WebSocketBackend> {
  const peers: BackendPeer[] = []
  const backend: { refuseWith: CallHandler | undefined; headers: HeaderArray } = { refuseWith: undefined, headers: [] }
  const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) => {
    if (backend.refuseWith !== undefined) {
      backend.refuseWith(call)
      return
    }
    const accept = acceptOf(call.header('sec-websocket-key') ?? '')
    const connection = call.respondUpgrade(['Sec-WebSocket-Accept', accept, ...backend.headers])
    const peer = {
      call,
      connection,
      received: '',
      end: 'open' as Peer['end'],
      write: (text: string) => void connection.write(Buffer.from(text, 'latin1')),
      finish: () => connection.end(),
      abort: () => connection.abort(),
    }
    connection.flow({
      onData: (chunk) => {
        peer.received += Buffer.from(chunk).toString('latin1')
      },
      onEnd: () => {
        peer.end = 'ended'
      },
      onError: () => {
        peer.end = 'broken'
      },
    })
    peers.push(peer)
  })
  return Object.assign(backend, { server, peers })
}

export const sampleKey = 'dGhlIHNhbXBsZSBub25jZQ=='

export interface Handshake {
  readonly target: string
  /** Lines besides Host, Connection and Upgrade; default: those of a valid handshake. */
  readonly headers?: readonly string[]
}

export const validHeaders: readonly string[] = [`Sec-WebSocket-Key: ${sampleKey}`, 'Sec-WebSocket-Version: 13']

/** Shakes hands over a raw connection; what comes, head included, is in `received`. */
export async function openRaw(port: number, { target, headers = validHeaders }: Handshake): Promise<Peer> {
  const socket = connect(port, '127.0.0.1')
  socket.allowHalfOpen = true
  await once(socket, 'connect')
  const peer = {
    received: '',
    end: 'open' as Peer['end'],
    write: (text: string) => void socket.write(text, 'latin1'),
    finish: () => void socket.end(),
    abort: () => void socket.resetAndDestroy(),
  }
  socket.on('data', (chunk) => {
    peer.received += chunk.toString('latin1')
  })
  socket.on('end', () => {
    peer.end = 'ended'
  })
  socket.on('error', () => {
    peer.end = 'broken'
  })
  const lines = ['Host: gateway', 'Connection: Upgrade', 'Upgrade: websocket', ...headers]
  socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return peer
}

/** Looks again every few milliseconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5))
}
