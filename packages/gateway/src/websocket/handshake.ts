import { createHash } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import type { ServerCall } from '@sluice/platform'

const version = '13'
/** 16 bytes in base64: of the last character but the padding, four bits are zero. */
const keyPattern = /^[A-Za-z0-9+/]{21}[AQgw]==$/
/** What both sides put behind the key. @see RFC 6455, 1.3 */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/**
 * What is wrong with a client's opening handshake; undefined = nothing. Method, version of HTTP and the offer itself
 * were looked at by the server.
 * @see RFC 6455, 4.2.1
 */
export function refuseHandshake(call: Pick<ServerCall, 'header'>): AppError | undefined {
  const asked = call.header('sec-websocket-version')
  if (asked !== version) return new AppError('WebSocketVersionUnsupported', { webSocketVersion: version })
  if (!keyPattern.test(call.header('sec-websocket-key') ?? '')) {
    return new AppError('WebSocketHandshakeInvalid', { reason: 'Sec-WebSocket-Key is not 16 bytes in base64' })
  }
  return undefined
}

/** What a backend that understood the handshake answers to the client's key. @see RFC 6455, 4.2.2 */
export const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}${acceptSuffix}`, 'latin1').digest('base64')
