import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuthority, issueServerCertificate } from '../../packages/platform/src/certificates/issue-certificates.ts'
import { createSystemClock } from '../../packages/platform/src/clock/system-clock.ts'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { startWebSocketEcho, type WebSocketEcho } from '../support/websocket-echo.ts'

let sluice: RunningSluice
let management: ManagementClient
let echo: WebSocketEcho
let secureEcho: WebSocketEcho
beforeAll(async () => {
  const clock = createSystemClock()
  // Of an authority that the program does not know.
  const issued = await issueServerCertificate(await createAuthority(clock), ['localhost', '127.0.0.1'], clock)
  echo = await startWebSocketEcho()
  secureEcho = await startWebSocketEcho({ cert: issued.certificate, key: issued.privateKey })
  sluice = await startSluice()
  management = createManagementClient(sluice)
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
})
afterAll(async () => {
  await sluice.remove()
  echo.close()
  secureEcho.close()
})

/** Opens a WebSocket; undefined when it is refused. */
async function open(path: string, protocols: readonly string[] = []): Promise<WebSocket | undefined> {
  const address = sluice.addresses.gatewayHttp?.replace(/^http/, 'ws')
  const socket = new WebSocket(`${address}${path}`, [...protocols])
  return new Promise((resolve) => {
    socket.onopen = () => resolve(socket)
    socket.onerror = () => resolve(undefined)
  })
}

/** It takes a moment until both workers know a new API and its key. */
async function opened(path: string, protocols: readonly string[] = []): Promise<WebSocket> {
  let socket: WebSocket | undefined
  await waitUntil(async () => {
    socket = await open(path, protocols)
    return socket !== undefined
  })
  return socket as WebSocket
}

async function say(socket: WebSocket, text: string): Promise<unknown> {
  const answer = once(socket, 'message')
  socket.send(text)
  return ((await answer) as [MessageEvent])[0].data
}

const withKey = (path: string) => `${path}?subscription-key=key-of-the-chat`

describe('a WebSocket API', () => {
  it('carries messages both ways, with the subprotocol that the backend chose, to the close of both', async () => {
    const socket = await opened(withKey('/chat/blue'), ['soap', 'wamp'])
    expect(socket.protocol).toBe('soap')
    expect(echo.targets.at(-1)).toBe('/rooms/blue?subscription-key=key-of-the-chat')
    expect(await say(socket, 'hello')).toBe('hello')
    const closed = once(socket, 'close') as Promise<[CloseEvent]>
    socket.close(4321, 'enough')
    const [{ code, reason, wasClean }] = await closed
    expect([code, reason, wasClean]).toEqual([4321, 'enough', true])
    expect(echo.closeCodes).toContain(4321)
  })

  it('asks for a key', async () => {
    await opened(withKey('/chat'))
    expect(await open('/chat')).toBe(undefined)
    expect(await open('/chat?subscription-key=another')).toBe(undefined)
  })

  it('is reached over TLS', async () => {
    await opened(withKey('/chat'))
    const { port } = new URL(sluice.addresses.gatewayHttps ?? '')
    const ca = readFileSync(join(sluice.dataFolder, 'ca.pem'), 'utf8')
    const socket = connect({ port: Number(port), host: '127.0.0.1', servername: 'localhost', ca })
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    await once(socket, 'secureConnect')
    socket.write(
      `GET ${withKey('/chat')} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    )
    await waitUntil(() => received.includes('\r\n\r\n'))
    expect(received).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
    socket.write(Uint8Array.of(0x81, 0x82, 0, 0, 0, 0, 0x68, 0x69))
    await waitUntil(() => received.endsWith('\x81\x02hi'))
    socket.destroy()
  })

  it('goes to a backend over TLS, as far as the backend says that its certificate is not looked at', async () => {
    const url = `wss://127.0.0.1:${secureEcho.port}`
    await management.put('/backends/strict', { url, protocol: 'http' })
    await management.put('/backends/lenient', { url, protocol: 'http', tls: { validateCertificateChain: false } })
    for (const id of ['strict', 'lenient']) {
      await management.put(`/apis/${id}`, {
        displayName: id,
        path: id,
        type: 'websocket',
        protocols: ['ws'],
        subscriptionRequired: false,
      })
      await management.put(`/apis/${id}/operations/onHandshake/policies/policy`, {
        value: `<policies><inbound><base /><set-backend-service backend-id="${id}" /></inbound></policies>`,
      })
    }
    const socket = await opened('/lenient')
    expect(await say(socket, 'secret')).toBe('secret')
    expect(await open('/strict')).toBe(undefined)
    socket.close()
  })

  it('refuses, when they are saved, policies that are of no use to a handshake', async () => {
    const value = '<policies><inbound><base /><set-body>x</set-body></inbound></policies>'
    const response = await management.send('PUT', '/apis/chat/policies/policy', { properties: { value } })
    const { error } = (await response.json()) as { error: { details: { message: string }[] } }
    expect([response.status, error.details.map(({ message }) => message)]).toEqual([
      400,
      [expect.stringContaining("The policy 'set-body' cannot be used in a WebSocket API")],
    ])
  })

  it('goes on through changes, and is closed as "going away" when the program stops', async () => {
    const socket = await opened(withKey('/chat'))
    await management.put('/apis/chat/policies/policy', {
      value: '<policies><inbound><base /><return-response /></inbound></policies>',
    })
    await waitUntil(async () => (await open(withKey('/chat'))) === undefined)
    expect(await say(socket, 'still here')).toBe('still here')
    const closed = once(socket, 'close') as Promise<[CloseEvent]>
    const stopped = sluice.interrupt()
    const [{ code, wasClean }] = await closed
    expect([code, wasClean]).toEqual([1001, true])
    expect(await stopped).toBe(0)
  })
})
