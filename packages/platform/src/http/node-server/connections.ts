import type { Socket } from 'node:net'
import type { NodeConnection } from './node-connection.ts'

/** All connections of one server, with those that are still shaking hands for TLS. */
export class Connections {
  readonly #open = new Set<NodeConnection>()
  readonly #handshakes = new Map<string, Socket>()
  #isClosing = false
  #onEmpty: (() => void) | undefined

  add(connection: NodeConnection): void {
    if (this.#isClosing) {
      connection.socket.destroy()
      return
    }
    this.#open.add(connection)
    connection.socket.once('close', () => {
      this.#open.delete(connection)
      if (this.#open.size === 0) this.#onEmpty?.()
    })
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
    for (const connection of this.#open) connection.close()
  }

  breakAll(): void {
    for (const connection of this.#open) connection.socket.destroy()
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}
