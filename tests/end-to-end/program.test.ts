import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManagementClient } from '../support/management-client.ts'
import { childrenOf, isRunning, waitUntil } from '../support/processes.ts'
import { type RunningSluice, runSluice, startSluice, testEnvironment } from '../support/start-sluice.ts'

let dataFolder: string
const started: RunningSluice[] = []
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'sluice-program-'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((sluice) => sluice.remove()))
  rmSync(dataFolder, { recursive: true, force: true })
})
async function start(options: Parameters<typeof startSluice>[0] = {}) {
  const sluice = await startSluice({ dataFolder, ...options })
  started.push(sluice)
  return sluice
}
const portSettings = [
  'SLUICE_MANAGEMENT_PORT',
  'SLUICE_MANAGEMENT_HTTPS_PORT',
  'SLUICE_GATEWAY_HTTP_PORT',
  'SLUICE_GATEWAY_HTTPS_PORT',
  'SLUICE_ML_PORT',
  'SLUICE_BLOB_PORT',
] as const

describe('a start that cannot be', () => {
  it.each(portSettings)('names the taken port of %s and leaves nothing running', async (setting) => {
    const other = createTcpServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const before = childrenOf(process.pid).map(({ pid }) => pid)
    const result = runSluice(['start'], testEnvironment(dataFolder, { [setting]: String(port) }))
    expect(result).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `Port ${port} is taken by another program. Free it, or choose another one with ${setting}.\n`,
    })
    // What the first start makes is told once, so nothing may be made by one that fails.
    expect(existsSync(join(dataFolder, 'management.db'))).toBe(false)
    expect(childrenOf(process.pid).map(({ pid }) => pid)).toEqual(before)
    other.close()
  })

  it('names a port that another Sluice has, whatever it shares it with', async () => {
    const sluice = await start()
    const { port } = new URL(sluice.addresses.gatewayHttp ?? '')
    const environment = testEnvironment(join(dataFolder, 'other'), { SLUICE_GATEWAY_HTTP_PORT: port })
    expect(runSluice(['start'], environment)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`Port ${port} is taken by another program.`),
    })
  })

  it('names an unknown setting, of a variable and of the file', () => {
    const variable = runSluice(['start'], testEnvironment(dataFolder, { SLUICE_GATEWAY_HTTP_PROT: '1' }))
    expect(variable).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'The settings cannot be used: SLUICE_GATEWAY_HTTP_PROT is not a setting; did you mean SLUICE_GATEWAY_HTTP_PORT?\n',
    })
    const file = join(dataFolder, 'settings.json')
    writeFileSync(file, '{ "samplse": false }')
    const key = runSluice(['start'], testEnvironment(dataFolder, { SLUICE_CONFIG: file }))
    expect(key).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `The settings cannot be used: samplse in ${file} is not a setting; did you mean samples?\n`,
    })
  })

  it('names what a gateway without management is missing', () => {
    expect(runSluice(['start', '--role', 'gateway'], testEnvironment(dataFolder))).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'The gateway serves what management tells it. Start the role management, too, or name the one of another machine with SLUICE_MANAGEMENT_URL.\n',
    })
  })

  it('names a folder that cannot be written', () => {
    expect(runSluice(['start'], testEnvironment('/dev/null/data'))).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'The data folder /dev/null/data cannot be written (ENOTDIR).\n',
    })
  })
})

describe('Ctrl-C', () => {
  /** A program with one call in flight: the backend has it and does not answer until it is told. */
  async function startWithCallInFlight() {
    const waiting: ServerResponse[] = []
    const backend = createServer((_, response) => void waiting.push(response)).listen(0, '127.0.0.1')
    await once(backend, 'listening')
    const sluice = await start()
    const management = createManagementClient(sluice)
    await management.put('/apis/slow', {
      displayName: 'Slow',
      path: 'slow',
      protocols: ['http', 'https'],
      serviceUrl: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
      subscriptionRequired: false,
    })
    await management.put('/apis/slow/operations/get', { displayName: 'Get', method: 'GET', urlTemplate: '/' })
    const address = `${sluice.addresses.gatewayHttp}/slow/`
    let call = fetch(address)
    // Every worker learns of the API on its own, so the first calls may meet one that has not.
    while (await Promise.race([waitUntil(() => waiting.length > 0).then(() => false), call.then(() => true)])) {
      call = fetch(address)
    }
    const text = call.then((response) => response.text())
    text.catch(() => undefined)
    return {
      sluice,
      text,
      roles: childrenOf(sluice.pid).map(({ pid }) => pid),
      answer: () => waiting[0]?.end('finished'),
      close() {
        backend.closeAllConnections()
        backend.close()
      },
    }
  }

  it('lets a call in flight finish, then ends with 0 and leaves nothing running', async () => {
    const { sluice, text, roles, answer, close } = await startWithCallInFlight()
    const exited = sluice.interrupt()
    // No new connection is taken any more, yet the old one is answered.
    await waitUntil(() =>
      fetch(`${sluice.addresses.gatewayHttp}/health/live`, { headers: { Connection: 'close' } }).then(
        () => false,
        () => true,
      ),
    )
    answer()
    expect(await text).toBe('finished')
    expect(await exited).toBe(0)
    expect(roles.filter(isRunning)).toEqual([])
    close()
  })

  it('a second time ends at once, whatever is in flight', async () => {
    const { sluice, text, roles, close } = await startWithCallInFlight()
    void sluice.interrupt()
    await waitUntil(() => sluice.output().stderr.includes('Stopping'))
    // Less than half a second apart two signals count as one, because npm sends each twice.
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await sluice.interrupt()).toBe(130)
    await expect(text).rejects.toThrow()
    await waitUntil(() => !roles.some(isRunning))
    close()
  })
})

describe('roles', () => {
  it('can be started apart and find one another by their addresses', async () => {
    const shared = { SLUICE_SECRET_KEY: '0f'.repeat(32) }
    const first = await start({ args: ['--role', 'management,ml'], environment: shared })
    expect(first.addresses.gatewayHttp).toBeNull()
    const second = await startSluice({
      args: ['--role', 'gateway'],
      environment: {
        ...shared,
        SLUICE_MANAGEMENT_URL: first.addresses.management ?? '',
        SLUICE_ML_URL: first.addresses.ml ?? '',
      },
    })
    started.push(second)
    expect(childrenOf(second.pid)).toHaveLength(1)
    // The other machine never heard of the samples: what answers came over the stream.
    await waitUntil(async () => (await fetch(`${second.addresses.gatewayHttp}/echo/resource?param1=x`)).status === 401)
    expect(second.addresses).toMatchObject({ management: first.addresses.management, ml: first.addresses.ml })
  })
})
