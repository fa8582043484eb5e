import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Addresses } from '@sluice/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from './config.ts'
import type { RoleName } from './roles/role.ts'
import { type Supervisor, startSupervisor } from './supervisor.ts'

let dataFolder: string
let supervisors: Supervisor[]
let reports: string[]
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'sluice-supervisor-'))
  supervisors = []
  reports = []
})
afterEach(async () => {
  await Promise.all(supervisors.map((supervisor) => supervisor.stop(1_000)))
  rmSync(dataFolder, { recursive: true, force: true })
})

async function start(
  roles: readonly RoleName[] = ['management', 'gateway', 'ml'],
  environment: Record<string, string> = {},
) {
  const config = loadConfig({
    environment: {
      SLUICE_DATA: dataFolder,
      SLUICE_MANAGEMENT_PORT: '0',
      SLUICE_GATEWAY_HTTP_PORT: '0',
      SLUICE_ML_PORT: '0',
      ...environment,
    },
    workingFolder: dataFolder,
  })
  const supervisor = await startSupervisor({
    config,
    roles,
    entryFile: join(import.meta.dirname, 'supervisor.fixture.ts'),
    report: (sentence) => reports.push(sentence),
  })
  supervisors.push(supervisor)
  return supervisor
}

interface Answer {
  readonly pid: number
  readonly addresses: Addresses
  readonly config: { readonly secretKey?: unknown; readonly dataFolder: string }
}
const ask = async (address: string | null) => (await (await fetch(`${address}/`)).json()) as Answer
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a start', () => {
  it('runs each role in a process of its own and tells each where the others are', async () => {
    const supervisor = await start()
    await supervisor.ready
    const { management, gatewayHttp, ml } = supervisor.addresses()
    expect(supervisor.addresses()).toEqual({
      management: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      managementHttps: null,
      gatewayHttp: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      gatewayHttps: null,
      ml: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      storage: null,
    })
    expect(JSON.parse(readFileSync(join(dataFolder, 'addresses.json'), 'utf8'))).toEqual(supervisor.addresses())
    const answers = await Promise.all([management, gatewayHttp, ml].map(ask))
    expect(new Set([process.pid, ...answers.map(({ pid }) => pid)]).size).toBe(4)
    await vi.waitFor(async () => {
      for (const address of [management, gatewayHttp, ml]) {
        expect((await ask(address)).addresses).toEqual(supervisor.addresses())
      }
    })
    expect(supervisor.firstStart()).toEqual({ administratorPassword: 'made', endpointId: 'e' })
  })

  it('with some of the roles takes the addresses of the others from the settings', async () => {
    const supervisor = await start(['gateway'], { SLUICE_MANAGEMENT_URL: 'http://management.example:1' })
    await supervisor.ready
    expect(supervisor.addresses()).toMatchObject({ management: 'http://management.example:1', ml: null })
    expect((await ask(supervisor.addresses().gatewayHttp)).addresses).toEqual(supervisor.addresses())
  })

  it('is refused before anything is made when a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(start(undefined, { SLUICE_ML_PORT: String(port) })).rejects.toThrow(
      `Port ${port} is taken by another program. Free it, or choose another one with SLUICE_ML_PORT.`,
    )
    other.close()
    // The folder is free again.
    await (await start(['ml'])).ready
  })

  it('fails with the sentence of the role that cannot, stops the others, and keeps what they told', async () => {
    const supervisor = await start(undefined, { SLUICE_ADMIN_EMAIL: 'ml-refuses@example.com' })
    await expect(supervisor.ready).rejects.toThrow(
      'The role ml did not start: The database cannot be used: it was asked to refuse. Nothing was changed.',
    )
    expect(supervisor.firstStart()).toMatchObject({ administratorPassword: 'made' })
    expect(existsSync(join(dataFolder, 'addresses.json'))).toBe(false)
    await (await start(['ml'])).ready
  })

  it('is refused on a folder that another one holds', async () => {
    await (await start(['ml'])).ready
    await expect(start(['ml'])).rejects.toThrow(
      `The data folder ${dataFolder} is in use by process ${process.pid}. Stop that one, or choose another folder with SLUICE_DATA.`,
    )
  })

  it('is refused on a folder that cannot be made', async () => {
    const path = join(dataFolder, 'file', 'data')
    writeFileSync(join(dataFolder, 'file'), '')
    await expect(start(['ml'], { SLUICE_DATA: path })).rejects.toThrow(
      `The data folder ${path} cannot be written (ENOTDIR).`,
    )
  })
})

describe('a role that dies', () => {
  it.each(['by a signal', 'by an error'])('%s comes back at the same address', async (how) => {
    const supervisor = await start()
    await supervisor.ready
    const { ml } = supervisor.addresses()
    const { pid } = await ask(ml)
    if (how === 'by a signal') process.kill(pid, 'SIGKILL')
    else await fetch(`${ml}/crash`).catch(() => undefined)
    await vi.waitFor(async () => expect((await ask(ml)).pid).not.toBe(pid), { timeout: 30_000, interval: 50 })
    await vi.waitFor(() => expect(reports).toHaveLength(2))
    expect(reports).toEqual([
      how === 'by a signal'
        ? 'ml ended and is started again: its process ended by signal SIGKILL; what it logged stands above.'
        : 'ml ended and is started again: its process ended with exit code 1; what it logged stands above.',
      'ml is back.',
    ])
    expect(supervisor.addresses().ml).toBe(ml)
  })

  it('comes back as often as it dies', async () => {
    const supervisor = await start(['ml'])
    await supervisor.ready
    const { ml } = supervisor.addresses()
    const pids = new Set<number>()
    for (let count = 0; count < 4; count++) {
      await vi.waitFor(
        async () => {
          const { pid } = await ask(ml)
          expect(pids).not.toContain(pid)
          pids.add(pid)
          process.kill(pid, 'SIGKILL')
        },
        { timeout: 30_000, interval: 50 },
      )
    }
    expect(pids.size).toBe(4)
  })
})

describe('a stop', () => {
  it('lets calls in flight finish, and leaves nothing behind', async () => {
    const supervisor = await start()
    await supervisor.ready
    const { pid } = await ask(supervisor.addresses().ml)
    const slow = fetch(`${supervisor.addresses().ml}/slow`).then((response) => response.text())
    await fetch(`${supervisor.addresses().ml}/`)
    await supervisor.stop(5_000)
    expect(await slow).toBe('finished')
    expect(isRunning(pid)).toBe(false)
    expect(existsSync(join(dataFolder, 'addresses.json'))).toBe(false)
    expect(reports).toEqual([])
  })

  it('at once breaks what is in flight', async () => {
    const supervisor = await start(['ml'])
    await supervisor.ready
    const { pid } = await ask(supervisor.addresses().ml)
    supervisor.kill()
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false))
  })
})
