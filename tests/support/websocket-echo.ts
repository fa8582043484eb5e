import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export interface WebSocketEcho {
  readonly port: number
  /** Targets of the handshakes, in order. */
  readonly targets: readonly string[]
  /** Codes with which clients closed, in order. */
  readonly closeCodes: readonly number[]
  close(): void
}

const suffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** A server that sends short messages back and takes the first subprotocol of the client. */
export async function startWebSocketEcho(tls?: {
  readonly key: string
  readonly cert: string
}): Promise<WebSocketEcho> {
  const targets: string[] = []
  const closeCodes: number[] = []
  const server: Server = tls === undefined ? createServer() : createSecureServer(tls)
  const sockets = new Set<Duplex>()
  server.on('request', (_, response) => response.writeHead(426).end('A WebSocket is expected.'))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, first: Buffer) => {
    sockets.add(socket)
    targets.push(request.url ?? '')
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${suffix}`).digest('base64')
    const protocol = request.headers['sec-websocket-protocol']?.split(',')[0]
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Connection: Upgrade',
        'Upgrade: websocket',
        `Sec-WebSocket-Accept: ${accept}`,
        ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
        '\r\n',
      ].join('\r\n'),
    )
    let waiting = first
    const read = () => {
      while (waiting.length >= 6) {
        const length = (waiting[1] as number) & 127
        if (waiting.length < 6 + length) return
        const mask = waiting.subarray(2, 6)
        const payload = waiting.subarray(6, 6 + length).map((byte, at) => byte ^ (mask[at % 4] as number))
        const opcode = (waiting[0] as number) & 15
        waiting = waiting.subarray(6 + length)
        if (opcode === 8) closeCodes.push(payload.length < 2 ? 1005 : Buffer.from(payload).readUInt16BE())
        socket.write(Uint8Array.of(128 | (opcode === 9 ? 10 : opcode), length, ...payload))
        if (opcode === 8) socket.end()
      }
    }
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      read()
    })
    // A connection that breaks is what some tests are about.
    socket.on('error', () => socket.destroy())
    read()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    closeCodes,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
