import { createHash, randomBytes } from 'node:crypto'
import { AppError, type ConsoleWebSocketCall } from '@sluice/contracts'
import type { BodyFlow, HeaderArray, ResponseHead, ServerCall, UpgradedConnection } from '@sluice/platform'
import { toSentHeaders } from './console-headers.ts'
import { findGateway } from './find-gateway.ts'
import type { OwnGateway } from './own-gateway.ts'
import { passBothWays } from './pass-both-ways.ts'
import { toConsoleFailure } from './to-console-failure.ts'

/** WebSockets of the console: the server opens one at the gateway, then the page comes for it. */
export interface WebSocketRelay {
  /**
   * Opens one at the gateway. The answer names a ticket for `accept`, or what the gateway said in place of opening it.
   * @throws AppError those of the console
   */
  open(
    gateway: OwnGateway,
    call: ConsoleWebSocketCall,
    options: { readonly signal: AbortSignal; readonly onEnd: () => void },
  ): Promise<Response>
  /** Takes the handshake of a page that has a ticket. @returns false when the call is none of that kind */
  accept(call: ServerCall): boolean
  /** Ends all of them. */
  close(): void
}

const pathOfTicket = /^\/api\/console\/websocket\/([0-9a-f]{64})$/
/** How long a connection waits for its page. */
const waitingMs = 15_000
const maxRefusalBytes = 16 * 1024
/** @see RFC 6455, 4.2.2 */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

interface Waiting {
  readonly connection: UpgradedConnection
  readonly protocol: string | undefined
  readonly timer: NodeJS.Timeout
}

export function createWebSocketRelay(): WebSocketRelay {
  const waiting = new Map<string, Waiting>()
  const open = new Set<UpgradedConnection>()

  function keep(connection: UpgradedConnection, protocol: string | undefined): string {
    const ticket = randomBytes(32).toString('hex')
    const timer = setTimeout(() => {
      waiting.delete(ticket)
      connection.abort()
    }, waitingMs)
    waiting.set(ticket, { connection, protocol, timer })
    return ticket
  }

  return {
    open: (gateway, call, { signal, onEnd }) =>
      new Promise((resolve, reject) => {
        const { gateway: address, target } = findGateway(call.url.replace(/^ws(?=s?:)/i, 'http'), gateway.addresses())
        let head: ResponseHead | undefined
        let text = Buffer.alloc(0)
        const refuse = () => {
          onEnd()
          const { status = 502, reason = '' } = head ?? {}
          resolve(Response.json({ refused: { status, reason, text: text.toString('utf8') } }))
        }
        const flow: BodyFlow = gateway.client.upgrade(
          {
            origin: address.url,
            connectTo: address.connectTo,
            method: 'GET',
            target,
            headers: [...toSentHeaders(call.headers), ...handshakeFields(call.protocols)],
            headTimeoutMs: call.timeoutSeconds * 1000,
          },
          'websocket',
          {
            onUpgrade(headers, connection) {
              if (signal.aborted) {
                connection.abort()
                onEnd()
                return
              }
              open.add(connection)
              connection.onClosed(() => {
                open.delete(connection)
                onEnd()
              })
              const protocol = fieldOf(headers, 'sec-websocket-protocol')
              resolve(Response.json({ ticket: keep(connection, protocol), protocol: protocol ?? null }))
            },
            onHead: (given) => {
              head = given
            },
            onData(chunk) {
              text = Buffer.concat([text, chunk.subarray(0, maxRefusalBytes - text.length)])
              if (text.length < maxRefusalBytes) return
              flow.cancel()
              refuse()
            },
            onEnd: refuse,
            onError(error) {
              onEnd()
              reject(toConsoleFailure(error, call.timeoutSeconds, address.url))
            },
          },
        )
        signal.addEventListener('abort', () => {
          flow.cancel()
          onEnd()
          reject(new AppError('ClientConnectionFailure', {}))
        })
      }),
    accept(call) {
      const [path = ''] = call.target.split('?')
      const ticket = pathOfTicket.exec(path)?.[1]
      if (call.upgrade !== 'websocket' || ticket === undefined) return false
      const held = waiting.get(ticket)
      const key = call.header('sec-websocket-key') ?? ''
      // Whoever has the ticket is the page that asked for it; another site could not know it.
      if (held === undefined || !isOfOwnPage(call) || Buffer.from(key, 'base64').length !== 16) {
        call.respond({ status: 404, headers: [] })
        return true
      }
      waiting.delete(ticket)
      clearTimeout(held.timer)
      const { connection, protocol } = held
      const page = call.respondUpgrade([
        'Sec-WebSocket-Accept',
        createHash('sha1')
          .update(key + acceptSuffix)
          .digest('base64'),
        ...(protocol === undefined ? [] : ['Sec-WebSocket-Protocol', protocol]),
      ])
      open.add(page)
      page.onClosed(() => open.delete(page))
      passBothWays(page, connection)
      return true
    },
    close() {
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
      for (const connection of [...open]) connection.abort()
    },
  }
}

/** The page's own key is another one: what it is answered is computed here, and frames do not depend on it. */
const handshakeFields = (protocols: readonly string[]): HeaderArray => [
  'Sec-WebSocket-Key',
  randomBytes(16).toString('base64'),
  'Sec-WebSocket-Version',
  '13',
  ...(protocols.length === 0 ? [] : ['Sec-WebSocket-Protocol', protocols.join(', ')]),
]

function fieldOf(headers: HeaderArray, name: string): string | undefined {
  const at = headers.findIndex((field, index) => index % 2 === 0 && field.toLowerCase() === name)
  return at < 0 ? undefined : headers[at + 1]
}

/** The scheme is left out of it: a proxy in front may have taken the encryption off. */
function isOfOwnPage(call: ServerCall): boolean {
  const origin = call.header('origin')
  return origin === undefined || URL.parse(origin)?.host === call.header('host')
}
