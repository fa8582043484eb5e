import { type ClientHttp2Session, connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2'
import type { Socket } from 'node:net'
import type { PlainRequest, PlainResponse } from '@sluice/platform/http-suite'
import { onTestFinished } from 'vitest'

/** A connection of HTTP/2 by Node's client, whoever the server says it is; ends with the test. */
export function connectHttp2(port: number, socket?: Socket): ClientHttp2Session {
  const options = { rejectUnauthorized: false, ...(socket && { createConnection: () => socket }) }
  const session = connect(`https://127.0.0.1:${port}`, options)
  // What is asked on it fails, too.
  session.on('error', () => {})
  onTestFinished(() => session.destroy())
  return session
}

/** Asks on a connection. Rejects when the answer breaks off. */
export function ask(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: string | readonly string[],
): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const pieces = typeof body === 'string' ? [body] : (body ?? [])
    const stream = session.request({ ':path': '/', ...headers }, { endStream: pieces.length === 0 })
    let answer: IncomingHttpHeaders & { ':status'?: number | undefined } = {}
    let text = ''
    stream.on('response', (received) => {
      answer = received
    })
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
    })
    stream.on('error', reject)
    stream.on('close', () => {
      if (stream.rstCode !== 0) reject(new Error(`reset with ${stream.rstCode}`))
      const fields = Object.entries(answer).flatMap(([name, value]) => [name, String(value)])
      resolve({ status: answer[':status'] ?? 0, reason: '', headers: fields, body: text })
    })
    for (const piece of pieces) stream.write(piece)
    if (pieces.length > 0) stream.end()
  })
}

/** The same request as one of HTTP/1.1. */
export function toHttp2Fields({ method = 'GET', target = '/', headers = [], body }: PlainRequest): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = { ':method': method, ':path': target, ':authority': 'example.test' }
  for (let at = 0; at < headers.length; at += 2) {
    const name = (headers[at] as string).toLowerCase()
    const before = fields[name]
    fields[name] = before === undefined ? (headers[at + 1] as string) : [String(before), headers[at + 1] as string]
  }
  if (typeof body === 'string') fields['content-length'] = body.length
  return fields
}
