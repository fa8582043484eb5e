import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { startWebSocketEcho, type WebSocketEcho } from '../support/websocket-echo.ts'

let sluice: RunningSluice
let echo: WebSocketEcho
beforeAll(async () => {
  echo = await startWebSocketEcho()
  sluice = await startSluice()
  const management = createManagementClient(sluice)
  await management.put('/apis/chat', {
    displayName: 'Chat',
    path: 'chat',
    type: 'websocket',
    protocols: ['ws', 'wss'],
    serviceUrl: `ws://127.0.0.1:${echo.port}/rooms`,
  })
  await management.put('/subscriptions/chat', {
    displayName: 'chat',
    scope: '/apis/chat',
    primaryKey: 'key-of-the-chat',
  })
  await waitUntil(async () => (await open()).ticket !== undefined)
})
afterAll(async () => {
  await sluice.remove()
  echo.close()
})

interface Answer {
  readonly ticket?: string
  readonly protocol?: string | null
  readonly refused?: { readonly status: number; readonly text: string }
  readonly error?: { readonly code: string }
}
const addresses = () => {
  const { gatewayHttp, gatewayHttps, management } = sluice.addresses
  return { ws: `${gatewayHttp}`.replace('http', 'ws'), wss: `${gatewayHttps}`.replace('http', 'ws'), management }
}
async function open(call: object = {}): Promise<Answer> {
  const response = await fetch(`${addresses().management}/api/console/websocket`, {
    method: 'POST',
    body: JSON.stringify({
      url: `${addresses().ws}/chat/blue`,
      headers: [['Ocp-Apim-Subscription-Key', 'key-of-the-chat']],
      ...call,
    }),
  })
  return (await response.json()) as Answer
}
const come = (ticket: string, protocols: string[] = []) =>
  new WebSocket(`${addresses().management?.replace('http', 'ws')}/api/console/websocket/${ticket}`, protocols)

/** Whether the handshake was refused. */
const isRefused = (socket: WebSocket) =>
  new Promise<boolean>((resolve) => {
    socket.onopen = () => resolve(false)
    socket.onerror = () => resolve(true)
  })

describe('a WebSocket of the console', () => {
  it('is opened at the gateway, over TLS too, and handed to the page that has its ticket', async () => {
    for (const url of [`${addresses().ws}/chat/blue`, `${addresses().wss}/chat/green?a=b`]) {
      const { ticket = '', protocol } = await open({ url, protocols: ['soap', 'wamp'] })
      expect(protocol).toBe('soap')
      const socket = come(ticket, ['soap', 'wamp'])
      socket.binaryType = 'arraybuffer'
      await once(socket, 'open')
      expect(socket.protocol).toBe('soap')
      for (const message of ['hello', Uint8Array.of(0, 255, 16)]) {
        const answer = once(socket, 'message') as Promise<[{ readonly data: string | ArrayBuffer }]>
        socket.send(message)
        const [{ data }] = await answer
        expect(typeof data === 'string' ? data : new Uint8Array(data)).toEqual(message)
      }
      const closed = once(socket, 'close') as Promise<[CloseEvent]>
      socket.close(4321, 'enough')
      expect((await closed)[0].code).toBe(4321)
    }
    expect(echo.targets.slice(-2)).toEqual(['/rooms/blue', '/rooms/green?a=b'])
    expect(echo.closeCodes.at(-1)).toBe(4321)
  })

  it('is refused with what the gateway said', async () => {
    const { refused } = await open({ headers: [] })
    expect([refused?.status, refused?.text]).toEqual([401, expect.stringContaining('missing subscription key')])
  })

  it('goes to the gateway of this installation only, and nobody writes its handshake', async () => {
    for (const [call, code] of [
      [{ url: `ws://127.0.0.1:${echo.port}/` }, 'ConsoleAddressRefused'],
      [{ url: `${addresses().management?.replace('http', 'ws')}/x` }, 'ConsoleAddressRefused'],
      [{ headers: [['Sec-WebSocket-Key', 'x']] }, 'ValidationError'],
      [{ protocols: ['a b'] }, 'ValidationError'],
    ] as const) {
      expect((await open(call)).error?.code).toBe(code)
    }
  })

  it('is handed out once, and to nobody without a ticket', async () => {
    const { ticket = '' } = await open()
    const first = come(ticket)
    expect(await isRefused(first)).toBe(false)
    expect(await isRefused(come(ticket))).toBe(true)
    expect(await isRefused(come('0'.repeat(64)))).toBe(true)
    first.close()
  })

  it('is not opened for the page of another site', async () => {
    const response = await fetch(`${addresses().management}/api/console/websocket`, {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example' },
      body: JSON.stringify({ url: `${addresses().ws}/chat/blue` }),
    })
    expect(response.status).toBe(403)
  })
})
