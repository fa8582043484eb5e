import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { get } from 'node:https'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { connect as connectSecure } from 'node:tls'
import type { SnapshotMessage } from '@sluice/contracts'
import { createUndiciClient } from '@sluice/platform/http-client'
import { afterEach, describe, expect, it } from 'vitest'
import {
  echoEntries,
  eventually,
  key,
  operation,
  secretValue,
  startTestRole,
  startTestStream,
  type TestRoleOptions,
  temporaryFolders,
} from './gateway-role.fixture.ts'

const folders = temporaryFolders()
const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
  folders.remove()
})

async function startStream(...parameters: Parameters<typeof startTestStream>) {
  const stream = await startTestStream(...parameters)
  cleanUps.push(() => stream.close())
  return stream
}

async function startRole(options: TestRoleOptions) {
  const started = await startTestRole(options)
  cleanUps.push(() => started.role.close(0))
  return started
}

/** Calls the echo with a TLS connection for this name, which the certificate must have. @returns its status */
function callOverTls(address: string | null | undefined, dataFolder: string, servername: string) {
  return new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'Ocp-Apim-Subscription-Key': key }
    const options = { ca: readFileSync(join(dataFolder, 'ca.pem')), servername, headers, agent: false }
    get(`${address}/echo/resource`, options, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })
}

const portOf = (address: string | null | undefined) => Number(new URL(address ?? '').port)

describe('the gateway', () => {
  it('serves what management streams, over both ports, and is ready then', async () => {
    const stream = await startStream(echoEntries())
    const { role, call, dataFolder } = await startRole({ dataFolder: folders.make(), management: stream.address })
    expect(role.addresses).toEqual({
      gatewayHttp: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      gatewayHttps: expect.stringMatching(/^https:\/\/localhost:\d+$/),
    })
    expect(await call('/echo/resource', { method: 'POST', body: 'hello' })).toEqual({ status: 200, body: 'hello' })
    expect((await call('/echo/resource', { headers: { 'Ocp-Apim-Subscription-Key': 'wrong' } })).status).toBe(401)
    expect(await call('/health/ready')).toEqual({ status: 200, body: '{"status":"ok"}' })
    const status = await callOverTls(role.addresses.gatewayHttps, dataFolder, 'contoso.localhost')
    expect(status).toBe(200)
  })

  it('speaks HTTP/2 over TLS, and takes sessions up in whichever worker a connection comes', async () => {
    const stream = await startStream(echoEntries())
    const { role, dataFolder } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const ca = readFileSync(join(dataFolder, 'ca.pem'))
    const session = connectHttp2(role.addresses.gatewayHttps ?? '', { ca })
    cleanUps.push(async () => session.destroy())
    const request = session.request({ ':path': '/echo/resource', 'ocp-apim-subscription-key': key })
    const [head] = (await once(request, 'response')) as [{ readonly ':status'?: number }]
    expect(head[':status']).toBe(200)

    let ticket: Buffer | undefined
    const reused: boolean[] = []
    for (let round = 0; round < 8; round += 1) {
      const options = { port: portOf(role.addresses.gatewayHttps), host: 'localhost', ca }
      const socket = connectSecure({ ...options, ...(ticket && { session: ticket }) })
      const given = ticket === undefined ? once(socket, 'session') : undefined
      socket.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await once(socket, 'data')
      reused.push(socket.isSessionReused())
      if (given !== undefined) ticket = ((await given) as [Buffer])[0]
      socket.destroy()
    }
    expect(reused).toEqual([false, ...Array(7).fill(true)])
  })

  it('shows the name of an instance that was made later in its certificate', async () => {
    const stream = await startStream(echoEntries())
    const { role, dataFolder } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const callFabrikam = () => callOverTls(role.addresses.gatewayHttps, dataFolder, 'fabrikam.localhost')
    await expect(callFabrikam()).rejects.toThrow(/altnames/)
    const contoso = echoEntries().find(({ kind }) => kind === 'service')
    if (contoso?.kind !== 'service') throw new Error('The entries have no service.')
    stream.change([{ ...contoso, id: '/services/fabrikam', ordinal: 1_000 }])
    await eventually(async () => (await callFabrikam().catch(() => 0)) === 200)
    expect(await callOverTls(role.addresses.gatewayHttps, dataFolder, 'contoso.localhost')).toBe(200)
  })

  it('follows changes in all workers', async () => {
    const stream = await startStream(echoEntries())
    const { call } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const statuses = (path: string) =>
      Promise.all(
        Array.from({ length: 20 }, async () => (await call(path, { headers: { Connection: 'close' } })).status),
      )
    expect(new Set(await statuses('/echo/new'))).toEqual(new Set([404]))
    for (let count = 0; count < 50; count++) stream.change([operation(`x${count}`, 'GET', `/x${count}`)])
    stream.change([operation('new', 'GET', '/new')])
    await eventually(async () => (await statuses('/echo/new')).every((status) => status === 200))
    // Twenty connections may all have been one worker's.
    await eventually(async () => (await statuses('/echo/x49')).every((status) => status === 200))
    stream.change([], ['/services/contoso/apis/echo'])
    await eventually(async () => (await statuses('/echo/new')).every((status) => status === 404))
  })

  it('finds its way back to the stream, and asks only for what it missed', async () => {
    const stream = await startStream(echoEntries())
    const { call } = await startRole({ dataFolder: folders.make(), management: stream.address })
    stream.change([operation('two', 'GET', '/two')])
    await eventually(async () => (await call('/echo/two')).status === 200)
    stream.breakConnections()
    await eventually(() => stream.asked.length === 2)
    expect(stream.asked).toEqual(['', 'after=2'])
    stream.change([operation('three', 'GET', '/three')])
    await eventually(async () => (await call('/echo/three')).status === 200)
  })

  it('begins anew when it missed a change', async () => {
    const stream = await startStream(echoEntries())
    const { call } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const port = portOf(stream.address)
    await stream.close()
    const later = await startStream([...echoEntries(), operation('late', 'GET', '/late')], port, 40)
    await eventually(async () => (await call('/echo/late')).status === 200)
    expect(later.asked).toEqual(['after=1'])
  })

  it('serves from its disk at once while management is away, and follows it when it comes', async () => {
    const dataFolder = folders.make()
    const first = await startStream(echoEntries())
    const before = await startTestRole({ dataFolder, management: first.address })
    first.change([operation('kept', 'GET', '/kept')])
    await eventually(async () => (await before.call('/echo/kept')).status === 200)
    await before.role.close(0)
    await first.close()

    const { call, announce } = await startRole({ dataFolder, management: null })
    expect((await call('/echo/kept')).status).toBe(200)
    const second = await startStream([...echoEntries(), operation('new', 'GET', '/new')], 0, 9)
    announce({ management: second.address })
    await eventually(async () => (await call('/echo/new')).status === 200)
    expect(second.asked).toEqual(['after=2'])
    expect((await call('/echo/kept')).status).toBe(404)
  })

  it('keeps its snapshot whole and for its owner only, and writes it soon after a change', async () => {
    const stream = await startStream(echoEntries())
    const { dataFolder } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const path = join(dataFolder, 'gateway', 'snapshot.json')
    const read = () => JSON.parse(readFileSync(path, 'utf8')) as SnapshotMessage
    stream.change([operation('kept', 'GET', '/kept')])
    await eventually(
      () => readdirSync(join(dataFolder, 'gateway')).includes('snapshot.json') && read().changeNumber === 2,
    )
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).not.toContain(key)
  })

  it('sets a snapshot aside that it cannot read, and asks for another', async () => {
    const dataFolder = folders.make()
    const stream = await startStream(echoEntries())
    const first = await startTestRole({ dataFolder, management: stream.address })
    await first.role.close(0)
    writeFileSync(join(dataFolder, 'gateway', 'snapshot.json'), '{"type":"snap')
    const { call, log } = await startRole({ dataFolder, management: stream.address })
    expect((await call('/echo/resource')).status).toBe(200)
    expect(readdirSync(join(dataFolder, 'gateway'))).toContain('snapshot.json.unreadable')
    expect(log.records.map(({ message }) => message)).toContain(
      'The snapshot on disk cannot be read; it is set aside, and management is asked for another.',
    )
  })

  it('opens what management sealed, and holds nothing of it in clear on disk', async () => {
    const dataFolder = folders.make()
    const says = '<policies><outbound><set-header name="Says"><value>{{key}}</value></set-header></outbound></policies>'
    const stream = await startStream([...echoEntries(says), secretValue('key', 'a secret value')])
    const { role } = await startRole({ dataFolder, management: stream.address })
    const answer = await fetch(`${role.addresses.gatewayHttp}/echo/resource`, {
      headers: { 'Ocp-Apim-Subscription-Key': key },
    })
    expect(answer.headers.get('says')).toBe('a secret value')
    await role.close(1000)
    const kept = readFileSync(join(dataFolder, 'gateway', 'snapshot.json'), 'utf8')
    expect([kept.includes('sealed:'), kept.includes('a secret value')]).toEqual([true, false])
  })

  it('answers what management asks about quotas, and has on disk what it was told to set', async () => {
    const dataFolder = folders.make()
    const quota = '<policies><inbound><quota calls="5" renewal-period="0"/><base/></inbound></policies>'
    const stream = await startStream(echoEntries(quota))
    const { role, call } = await startRole({ dataFolder, management: stream.address })
    for (let count = 0; count < 2; count++) await call('/echo/resource')
    const about = { service: 'contoso', counterKey: 'one' }
    const counter = { periodStartMs: Date.UTC(2026, 0, 1), periodEndMs: null, bytes: 0 }
    expect(await stream.ask({ kind: 'read-quota', ...about })).toEqual({ quotas: [{ ...counter, callsCount: 2 }] })
    const set = { kind: 'set-quota', ...about, periodStartMs: counter.periodStartMs, callsCount: 4 } as const
    expect(await stream.ask(set)).toEqual({ quotas: [{ ...counter, callsCount: 4 }] })
    const kept = readFileSync(join(dataFolder, 'gateway', 'quotas.bin'))
    expect([(await call('/echo/resource')).status, (await call('/echo/resource')).status]).toEqual([200, 403])
    await role.close(1000)
    // What the next kill would have left behind right after the answer.
    writeFileSync(join(dataFolder, 'gateway', 'quotas.bin'), kept)
    const again = await startRole({ dataFolder, management: stream.address })
    expect([(await again.call('/echo/resource')).status, (await again.call('/echo/resource')).status]).toEqual([
      200, 403,
    ])
  })

  it('goes on counting quotas where it stopped', async () => {
    const dataFolder = folders.make()
    const quota = '<policies><inbound><quota calls="5" renewal-period="0"/><base/></inbound></policies>'
    const stream = await startStream(echoEntries(quota))
    const statuses = async (role: Awaited<ReturnType<typeof startTestRole>>, count: number) => {
      const found: number[] = []
      for (let at = 0; at < count; at++) found.push((await role.call('/echo/resource')).status)
      return found
    }
    const first = await startTestRole({ dataFolder, management: stream.address })
    expect(await statuses(first, 3)).toEqual([200, 200, 200])
    await first.role.close(0)
    const second = await startRole({ dataFolder, management: stream.address })
    expect(second.log.records.filter(({ level }) => level !== 'info')).toEqual([])
    expect(await statuses(second, 4)).toEqual([200, 200, 403, 403])
  })

  it('says which setting names a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    cleanUps.push(() => new Promise((resolve) => other.close(resolve)))
    const { port } = other.address() as { port: number }
    const stream = await startStream(echoEntries())
    const starting = startTestRole({ dataFolder: folders.make(), management: stream.address, httpPort: port })
    await expect(starting).rejects.toMatchObject({
      code: 'PortTaken',
      parameters: { port, setting: 'SLUICE_GATEWAY_HTTP_PORT' },
    })
  })

  it('does not share the port of another gateway, although workers share theirs', async () => {
    const stream = await startStream(echoEntries())
    const { role } = await startRole({ dataFolder: folders.make(), management: stream.address })
    const httpPort = portOf(role.addresses.gatewayHttp)
    const starting = startTestRole({ dataFolder: folders.make(), management: stream.address, httpPort })
    await expect(starting).rejects.toMatchObject({ code: 'PortTaken' })
  })

  it('finishes the calls in flight when it is closed', async () => {
    const stream = await startStream(echoEntries())
    const { role } = await startTestRole({ dataFolder: folders.make(), management: stream.address })
    const socket = connect(portOf(role.addresses.gatewayHttp), '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    const fields = `Host: localhost\r\nOcp-Apim-Subscription-Key: ${key}\r\nExpect: 100-continue\r\nContent-Length: 12`
    socket.write(`POST /echo/resource HTTP/1.1\r\n${fields}\r\n\r\n`)
    // Who asks for the body has the call in hand.
    await eventually(() => received.includes(' 100 Continue\r\n\r\n'))
    const closing = role.close(20_000)
    socket.write('first second')
    await new Promise<void>((resolve) => socket.once('close', () => resolve()))
    expect(received).toMatch(/\r\n\r\nHTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*first second/s)
    await closing
    await expect(fetch(`${role.addresses.gatewayHttp}/health/live`)).rejects.toThrow()
  })
})

describe('a limit', () => {
  it('lets exactly so many of 10 000 concurrent calls through, over all workers', async () => {
    const limit = '<policies><inbound><rate-limit calls="500" renewal-period="300"/><base/></inbound></policies>'
    const stream = await startStream(echoEntries(limit))
    const { role } = await startRole({ dataFolder: folders.make(), management: stream.address, workers: 4 })
    const client = createUndiciClient({ maxConnectionsPerBackend: 400 })
    cleanUps.push(() => client.close())
    const counts = new Map<number, number>()
    const send = () =>
      new Promise<void>((resolve, reject) => {
        const origin = `http://127.0.0.1:${portOf(role.addresses.gatewayHttp)}`
        const headers = ['Ocp-Apim-Subscription-Key', key]
        client.send(
          { origin, method: 'GET', target: '/echo/resource', headers, headTimeoutMs: 50_000 },
          {
            onHead: ({ status }) => counts.set(status, (counts.get(status) ?? 0) + 1),
            onData: () => {},
            onEnd: resolve,
            onError: reject,
          },
        )
      })
    await Promise.all(Array.from({ length: 10_000 }, send))
    expect(Object.fromEntries(counts)).toEqual({ 200: 500, 429: 9_500 })
  })
})
