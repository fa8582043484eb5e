import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A peer that writes exactly the bytes it is told and keeps what it gets, one character per byte. */
export class RawConnection {
  readonly socket: Socket
  #received = ''
  #isClosed = false
  readonly #watchers = new Set<() => void>()

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1')
      this.#notify()
    })
    // A reset is one of the ways in which a connection may end; `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#isClosed = true
      this.#notify()
    })
  }

  get received(): string {
    return this.#received
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  write(text: string): this {
    this.socket.write(text, 'latin1')
    return this
  }

  /** Resolves with everything received as soon as it contains `text`; rejects when the connection ends without it. */
  async until(text: string): Promise<string> {
    await this.when(() => this.#isClosed || this.#received.includes(text))
    if (this.#received.includes(text)) return this.#received
    throw new Error(`Closed without ${JSON.stringify(text)}, after ${JSON.stringify(this.#received)}`)
  }

  /** Resolves with everything received when the other side has closed. */
  async untilClosed(): Promise<string> {
    await this.when(() => this.#isClosed)
    return this.#received
  }

  /** Looks again whenever something came or the connection closed. */
  when(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!isTrue()) return
        this.#watchers.delete(check)
        resolve()
      }
      this.#watchers.add(check)
      check()
    })
  }

  close(): void {
    this.socket.destroy()
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}

export function connectRaw(port: number): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(new RawConnection(socket))
    })
  })
}

export interface RawServer {
  readonly origin: string
  readonly connections: readonly RawConnection[]
  close(): Promise<void>
}

/** A server that does with each connection what the test says. */
export async function listenRaw(
  onConnection: (connection: RawConnection, index: number) => unknown,
): Promise<RawServer> {
  const connections: RawConnection[] = []
  const server: Server = createServer((socket) => {
    const connection = new RawConnection(socket)
    connections.push(connection)
    void onConnection(connection, connections.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    close() {
      for (const connection of connections) connection.close()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
