import { performServerHandshake, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import type { CallHandler, HeaderArray, OnHandlerFault } from '../http.ts'
import type { Refusal } from '../node-server/refusal.ts'
import { runHandler } from '../run-handler.ts'
import { Http2Call } from './http2-call.ts'
import { isHttp2Refusal, readHttp2Head } from './http2-head.ts'

export interface Http2Setting {
  readonly handler: CallHandler
  readonly onFault: OnHandlerFault
  readonly maxHeadBytes: number
  readonly idleTimeoutMs: number
}

/** Calls of one connection at a time; a client that wants more waits. */
const maxStreams = 128

/** One connection of HTTP/2, by Node's own code: each stream is a call for the handler. */
export class Http2Connection {
  readonly socket: Socket
  readonly #setting: Http2Setting
  readonly #session: ServerHttp2Session
  readonly #remoteAddress: string
  readonly #calls = new Set<Http2Call>()

  constructor(socket: Socket, setting: Http2Setting) {
    this.socket = socket
    this.#setting = setting
    this.#remoteAddress = toDottedAddress(socket.remoteAddress)
    // HTTP/2 ends as a whole; of a half that stays open nobody would hear.
    socket.allowHalfOpen = false
    const session = performServerHandshake(socket, {
      settings: { maxConcurrentStreams: maxStreams, maxHeaderListSize: setting.maxHeadBytes },
    })
    this.#session = session
    session.setTimeout(setting.idleTimeoutMs, () => this.#onIdle())
    // Close follows.
    session.on('error', () => {})
    session.on('stream', (stream, _headers, _flags, raw) => this.#serve(stream, raw))
  }

  /** Takes no further call; ends as soon as those in flight are answered. */
  close(): void {
    if (!this.#session.closed && !this.#session.destroyed) this.#session.close()
  }

  #serve(stream: ServerHttp2Stream, raw: HeaderArray): void {
    // A reset, by the client or for what it sent; close follows.
    stream.on('error', () => {})
    const head = readHttp2Head(raw, this.#setting.maxHeadBytes)
    if (isHttp2Refusal(head)) {
      refuse(stream, head)
      return
    }
    const call = new Http2Call(head, stream, this.socket, this.#remoteAddress)
    this.#calls.add(call)
    stream.on('close', () => this.#calls.delete(call))
    if (call.target === '*') call.respond({ status: 204, headers: [] })
    else runHandler(this.#setting.handler, call, this.#setting.onFault)
  }

  /** Nothing moved for the idle time. A handler that takes its time is no reason to end; a client that does is one. */
  #onIdle(): void {
    if (this.#calls.size === 0) this.close()
    else for (const call of this.#calls) if (call.isStalled) call.breakOff()
  }
}

function refuse(stream: ServerHttp2Stream, { status, message }: Refusal): void {
  const body = Buffer.from(`{ "statusCode": ${status}, "message": ${JSON.stringify(message)} }`)
  stream.respond({ ':status': status, 'content-type': 'application/json', 'content-length': body.length })
  stream.end(body)
}

function toDottedAddress(address = ''): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
