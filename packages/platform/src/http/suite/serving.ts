import { request as requestPlain } from 'node:http'
import { onTestFinished } from 'vitest'
import type { CallHandler, HeaderArray, HttpServer, Listen, ListenOptions } from '../http.ts'
import { connectRaw, type RawConnection } from './raw-connection.ts'

/** A server on a free port that ends with the test. */
export async function serve(
  listen: Listen,
  handler: CallHandler,
  options: Partial<ListenOptions> = {},
): Promise<HttpServer> {
  const server = await listen({ host: '127.0.0.1', port: 0, ...options }, handler)
  onTestFinished(() => server.close(0))
  return server
}

/** A raw connection that ends with the test. */
export async function open(server: { readonly port: number }): Promise<RawConnection> {
  const connection = await connectRaw(server.port)
  onTestFinished(() => connection.close())
  return connection
}

/** Sends bytes on a connection of their own and resolves with everything up to its end. */
export async function talk(server: { readonly port: number }, text: string): Promise<string> {
  const connection = await open(server)
  return connection.write(text).untilClosed()
}

export const respondOk: CallHandler = (call) => call.respond({ status: 200, headers: [] }, 'ok')

/** Answers with what it was given, once the body is there. */
export const echo: CallHandler = (call) => {
  call.body.bytes(1_000_000).then(
    (bytes) => {
      const body = Buffer.from(bytes).toString('latin1')
      call.respond({ status: 200, headers: [] }, JSON.stringify([call.method, call.target, call.headers, body]))
    },
    () => call.respond({ status: 500, headers: [] }, 'body failed'),
  )
}

export interface PlainRequest {
  readonly method?: string
  readonly target?: string
  readonly headers?: HeaderArray
  /** Several pieces go out chunked. */
  readonly body?: string | readonly string[]
}

export interface PlainResponse {
  readonly status: number
  readonly reason: string
  readonly headers: HeaderArray
  readonly body: string
}

/** One request by Node's own client; rejects when the answer breaks off. */
export function request(port: number, options: PlainRequest): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = requestPlain(
      {
        port,
        host: '127.0.0.1',
        method: options.method ?? 'GET',
        path: options.target ?? '/',
        headers: ['Host', 'example.test', ...lengthOf(options.body), ...(options.headers ?? [])],
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? '',
            headers: response.rawHeaders,
            body: Buffer.concat(chunks).toString('latin1'),
          })
        })
      },
    )
    outgoing.on('error', reject)
    for (const piece of typeof options.body === 'string' ? [options.body] : (options.body ?? [])) outgoing.write(piece)
    outgoing.end()
  })
}

function lengthOf(body: PlainRequest['body']): string[] {
  if (body === undefined) return []
  return typeof body === 'string' ? ['Content-Length', String(body.length)] : ['Transfer-Encoding', 'chunked']
}
