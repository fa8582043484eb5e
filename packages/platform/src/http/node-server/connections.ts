import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { type ConnectionLimits, closeUnused } from '../connection-limits.ts'
import { type LowestRate, Pace } from '../pace.ts'
import type { NodeConnection } from './node-connection.ts'
import { type Refusal, toRawResponse } from './refusal.ts'

const tooMany: Refusal = { status: 503, message: 'Too many connections are open.' }

/** All connections of one server, with those that are still shaking hands for TLS. */
export class Connections {
  readonly #open = new Map<NodeConnection, Pace | undefined>()
  readonly #limits: ConnectionLimits
  readonly #lowestRate: LowestRate | undefined
  readonly #handshakes = new Map<string, Socket>()
  #isClosing = false
  #onEmpty: (() => void) | undefined

  constructor(limits: ConnectionLimits, lowestRate: LowestRate | undefined) {
    this.#limits = limits
    this.#lowestRate = lowestRate
  }

  /** @returns whether it is served */
  add(connection: NodeConnection): boolean {
    const { socket } = connection
    if (this.#isClosing) {
      socket.destroy()
      return false
    }
    const address = connection.remoteAddress
    if (this.#limits.isFullFor(address) || (this.#limits.isFull && !closeUnused(this.#open.keys()))) {
      connection.endAfterCalls()
      if (socket instanceof TLSSocket) socket.destroy()
      else socket.end(toRawResponse(tooMany), () => socket.destroy())
      return false
    }
    this.#limits.add(address)
    this.#open.set(connection, this.#lowestRate && new Pace(this.#lowestRate))
    socket.once('close', () => {
      this.#limits.remove(address)
      this.#open.delete(connection)
      if (this.#open.size === 0) this.#onEmpty?.()
    })
    return true
  }

  /** Looks at all of them, from time to time. */
  judgePaces(now: number): void {
    for (const [connection, pace] of this.#open) if (pace !== undefined) connection.judgePace(pace, now)
  }

  get count(): number {
    return this.#open.size
  }

  /** Resolves when the last one is closed and its calls know it. */
  whenEmpty(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve
      if (this.#open.size === 0) resolve()
    })
  }

  startHandshake(socket: Socket): void {
    const key = peerOf(socket)
    this.#handshakes.set(key, socket)
    socket.once('close', () => this.#handshakes.delete(key))
  }

  /** `socket` is the one over TLS; the one below it is known by its peer. */
  endHandshake(socket: Socket): void {
    this.#handshakes.delete(peerOf(socket))
  }

  /** Each as soon as its calls in flight are answered. */
  closeAll(): void {
    this.#isClosing = true
    for (const socket of this.#handshakes.values()) socket.destroy()
    for (const connection of this.#open.keys()) connection.close()
  }

  breakAll(): void {
    for (const connection of this.#open.keys()) connection.socket.destroy()
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}
