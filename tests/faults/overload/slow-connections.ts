import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { SnapshotEntry } from '@sluice/contracts'
import { politeKey, startBusyGateway } from './busy-gateway.ts'
import { middleAndWorst } from './overload-gateway.ts'

export interface SlowOutcome {
  /** Slow ones that were open at a time. */
  readonly connections: number
  readonly healthyCalls: number
  /** 99th of a hundred, ms: of healthy calls before there were slow ones, and beside them. */
  readonly p99Before: number
  readonly p99Beside: number
  readonly faults: readonly string[]
}

const head = `Host: localhost\r\nOcp-Apim-Subscription-Key: ${politeKey}\r\n`

/** What slow clients do; each sends a byte now and then, or takes none. */
const manners = {
  head: (socket: Socket) => socket.write('GET /echo/resource HTTP/1.1\r\nHost: a\r\nX: '),
  body: (socket: Socket) => socket.write(`POST /echo/resource HTTP/1.1\r\n${head}Content-Length: 100000\r\n\r\n{`),
  reader(socket: Socket) {
    socket.pause()
    const body = 'x'.repeat(20_000)
    socket.write(`POST /echo/resource HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n${body}`.repeat(4))
  },
  backend: (socket: Socket) => socket.write(`GET /slow/resource HTTP/1.1\r\n${head}\r\n`),
}

/** Holds slow connections of all kinds while somebody else calls. */
export async function holdSlowConnections(options: {
  readonly connections: number
  readonly seconds: number
}): Promise<SlowOutcome> {
  const silent = createServer((socket) => void socket.on('error', () => {}).resume())
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const gateway = await startBusyGateway('<policies/>')
  const sockets: Socket[] = []
  const faults: string[] = []
  const callFor = async (seconds: number): Promise<readonly number[]> => {
    const times: number[] = []
    for (const until = performance.now() + seconds * 1_000; performance.now() < until; ) {
      const sentAt = performance.now()
      const status = await gateway.ask(politeKey)
      times.push(performance.now() - sentAt)
      if (status !== 200) faults.push(`a healthy call was answered ${status}`)
    }
    return times
  }
  try {
    gateway.stream.change(slowApi((silent.address() as AddressInfo).port))
    await callFor(options.seconds / 2)
    const before = await callFor(options.seconds)
    const port = Number(new URL(gateway.origin).port)
    const kinds = Object.values(manners)
    let closed = 0
    for (let index = 0; index < options.connections; index += 1) {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.on('error', () => {})
      socket.on('close', () => {
        closed += 1
      })
      sockets.push(socket)
      await once(socket, 'connect')
      kinds[index % kinds.length]?.(socket)
    }
    const dripping = setInterval(() => {
      for (const [index, socket] of sockets.entries())
        if (index % kinds.length < 2 && socket.writable) socket.write('x')
    }, 1_000)
    const open = sockets.length - closed
    const beside = await callFor(options.seconds)
    clearInterval(dripping)
    return {
      connections: open,
      healthyCalls: beside.length,
      p99Before: middleAndWorst(before)[1],
      p99Beside: middleAndWorst(beside)[1],
      faults,
    }
  } finally {
    for (const socket of sockets) socket.destroy()
    await gateway.close()
    silent.close()
  }
}

/** An API whose backend accepts connections and says nothing. */
function slowApi(port: number): SnapshotEntry[] {
  const id = '/services/contoso/apis/slow'
  const api = {
    displayName: 'Slow',
    path: 'slow',
    serviceUrl: `http://127.0.0.1:${port}`,
    protocols: ['http'],
    type: 'http',
    subscriptionRequired: false,
    subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
    apiRevision: '1',
    isCurrent: true,
    isOnline: true,
  }
  const operation = { displayName: 'Get', method: 'GET', urlTemplate: '/resource', templateParameters: [] }
  return [
    { id, kind: 'api', ordinal: 1_001, properties: api },
    { id: `${id}/operations/get`, kind: 'operation', ordinal: 1_002, properties: operation },
  ] as SnapshotEntry[]
}
