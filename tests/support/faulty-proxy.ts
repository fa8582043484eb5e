import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FaultyProxy {
  readonly port: number
  /** How often each kind of fault was done. */
  readonly faults: Readonly<Record<FaultKind, number>>
  close(): Promise<void>
}

const kinds = ['500', '503', 'reset', 'answer lost', 'slow', 'short'] as const
export type FaultKind = (typeof kinds)[number]

const slowMs = 400

/** Stands before an HTTP server and spoils some of its calls and answers. */
export async function startFaultyProxy(
  target: { readonly host: string; readonly port: number },
  random: () => number,
  share: number,
): Promise<FaultyProxy> {
  const faults = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const server = createServer((incoming, answer) => {
    const kind = random() < share ? kinds[Math.floor(random() * kinds.length)] : undefined
    if (kind !== undefined) faults[kind] += 1
    if (kind === '500' || kind === '503') refuse(incoming, answer, Number(kind))
    else if (kind === 'reset') incoming.socket.resetAndDestroy()
    else forward(incoming, answer, target, kind)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(incoming: IncomingMessage, answer: ServerResponse, status: number): void {
  incoming.resume()
  incoming.on('end', () => {
    answer.writeHead(status, { 'Content-Type': 'application/xml', 'x-ms-error-code': 'ServerBusy' })
    answer.end('<?xml version="1.0"?><Error><Code>ServerBusy</Code><Message>Busy.</Message></Error>')
  })
}

function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  { host, port }: { readonly host: string; readonly port: number },
  kind: FaultKind | undefined,
): void {
  const outgoing = request(
    { host, port, method: incoming.method, path: incoming.url, headers: incoming.headers, agent: false },
    async (response) => {
      if (kind === 'answer lost') return incoming.socket.resetAndDestroy()
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs))
      if (kind !== 'short') return void response.pipe(answer)
      // Half of what was promised, and then nothing.
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks)
      answer.write(body.subarray(0, body.length >> 1), () => incoming.socket.destroy())
      if (body.length < 2) incoming.socket.destroy()
    },
  )
  outgoing.on('error', () => incoming.socket.destroy())
  answer.on('error', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
