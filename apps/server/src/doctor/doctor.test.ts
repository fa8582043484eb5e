import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadOrCreateAuthority, loadOrIssueServerCertificate } from '@sluice/platform/certificates'
import { createSystemClock } from '@sluice/platform/clock'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { openSqliteStore } from '@sluice/platform/sqlite-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveAddresses } from '../address-file.ts'
import { loadConfig } from '../config.ts'
import { projectFolder } from '../project-folder.ts'
import { noAddresses } from '../role-messages.ts'
import type { Finding, Surroundings } from './check.ts'
import { checks } from './index.ts'

const clock = createSystemClock()
let parent: string
let dataFolder: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sluice-doctor-'))
  dataFolder = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

interface Given {
  readonly environment?: Record<string, string>
  readonly now?: number
  readonly projectFolder?: string
}
async function check(name: string, given: Given = {}): Promise<readonly Finding[]> {
  const surroundings: Surroundings = {
    config: loadConfig({ environment: { SLUICE_DATA: dataFolder, ...given.environment }, workingFolder: parent }),
    now: given.now ?? Date.now(),
    projectFolder: given.projectFolder ?? projectFolder,
  }
  return (await checks[name]?.(surroundings)) ?? []
}
const makeFolder = () => mkdirSync(dataFolder, { mode: 0o700 })

describe('versions', () => {
  it('are good in this clone', async () => {
    expect(await check('versions')).toEqual([
      { state: 'ok', text: `Node ${process.versions.node}` },
      { state: 'ok', text: 'npm packages as in the lock file' },
    ])
  })

  it('fail when packages are missing or others', async () => {
    const lock = (packages: object) => JSON.stringify({ packages })
    const entry = (version: string) => ({ version })
    expect((await check('versions', { projectFolder: parent }))[1]).toEqual({
      state: 'fail',
      text: 'no npm packages are installed',
      remedy: 'Run npm ci in the clone.',
    })
    mkdirSync(join(parent, 'node_modules'))
    writeFileSync(
      join(parent, 'package-lock.json'),
      lock({
        '': {},
        'node_modules/a': entry('1.0.0'),
        'node_modules/b': entry('1.0.0'),
        'node_modules/c': { ...entry('1.0.0'), optional: true },
      }),
    )
    writeFileSync(join(parent, 'node_modules', '.package-lock.json'), lock({ 'node_modules/a': entry('2.0.0') }))
    expect((await check('versions', { projectFolder: parent }))[1]).toEqual({
      state: 'fail',
      text: 'npm packages differ from the lock file: a 2.0.0 instead of 1.0.0, b missing instead of 1.0.0',
      remedy: 'Run npm ci in the clone.',
    })
  })
})

describe('the data folder', () => {
  it('is good when it is there and when it can be made', async () => {
    expect(await check('data folder')).toEqual([{ state: 'ok', text: `${dataFolder} will be made at the first start` }])
    makeFolder()
    expect(await check('data folder')).toEqual([{ state: 'ok', text: dataFolder }])
  })

  it('is warned about when it is open to all', async () => {
    makeFolder()
    chmodSync(dataFolder, 0o755)
    expect(await check('data folder')).toEqual([
      {
        state: 'warn',
        text: `${dataFolder} is open to every account of this machine`,
        remedy: `Run chmod 700 ${dataFolder}.`,
      },
    ])
  })

  it('fails where a file is in its place', async () => {
    writeFileSync(dataFolder, '')
    expect(await check('data folder')).toEqual([
      { state: 'fail', text: `${dataFolder} is not a folder`, remedy: 'Choose another folder with SLUICE_DATA.' },
    ])
  })
})

it('disk space is told', async () => {
  expect(await check('disk')).toMatchObject([{ text: expect.stringMatching(/^[\d,]+ MB free$/) }])
})

describe('the clock', () => {
  it('fails before the time when anything was written', async () => {
    const now = Date.parse('2026-03-01T12:00:00Z')
    expect(await check('clock', { now })).toEqual([{ state: 'ok', text: '2026-03-01T12:00:00.000Z' }])
    makeFolder()
    writeFileSync(join(dataFolder, 'x'), '')
    const later = new Date(now + 3_600_000)
    utimesSync(join(dataFolder, 'x'), later, later)
    expect(await check('clock', { now })).toMatchObject([
      {
        state: 'fail',
        text: '2026-03-01T12:00:00.000Z is before the data folder was last written (2026-03-01T13:00:00.000Z)',
      },
    ])
    expect(await check('clock', { now: 0 })).toMatchObject([
      { state: 'fail', text: '1970-01-01T00:00:00.000Z lies in the past' },
    ])
  })
})

describe('the secret key', () => {
  it('is good when it is set, whole, or still to be made', async () => {
    expect(await check('secret key')).toEqual([{ state: 'ok', text: 'will be made at the first start' }])
    makeFolder()
    loadSecretKey(dataFolder)
    expect(await check('secret key')).toEqual([{ state: 'ok', text: join(dataFolder, 'secret.key') }])
    expect(await check('secret key', { environment: { SLUICE_SECRET_KEY: '00'.repeat(32) } })).toEqual([
      { state: 'ok', text: 'set by SLUICE_SECRET_KEY' },
    ])
  })

  it('is warned about when others can read it, and fails when it is damaged or gone', async () => {
    makeFolder()
    const file = join(dataFolder, 'secret.key')
    loadSecretKey(dataFolder)
    chmodSync(file, 0o644)
    expect(await check('secret key')).toMatchObject([{ state: 'warn', text: `${file} can be read by others` }])
    writeFileSync(file, 'c2hvcnQ=')
    expect(await check('secret key')).toMatchObject([{ state: 'fail', text: expect.stringContaining(file) }])
    rmSync(file)
    writeFileSync(join(dataFolder, 'ca.json'), '{}')
    expect(await check('secret key')).toMatchObject([
      { state: 'fail', text: `${file} is gone while the data folder is in use` },
    ])
  })
})

describe('the database', () => {
  it('is read as a whole, also while a program has it open', async () => {
    expect(await check('database')).toEqual([{ state: 'ok', text: 'will be made at the first start' }])
    makeFolder()
    const file = join(dataFolder, 'management.db')
    const store = await openSqliteStore({ file, clock })
    expect(await check('database')).toEqual([{ state: 'ok', text: file }])
    await store.close()
  })

  it('fails when a file is damaged', async () => {
    makeFolder()
    const file = join(dataFolder, 'management.db')
    writeFileSync(file, 'not a database, whatever its name says')
    expect(await check('database')).toEqual([
      {
        state: 'fail',
        text: `${file}: file is not a database`,
        remedy: `Stop Sluice and restore ${file} from a backup.`,
      },
    ])
  })

  it('fails when PostgreSQL does not answer, without its password', async () => {
    const url = 'postgres://sluice:hunter2@127.0.0.1:1/sluice'
    expect(await check('database', { environment: { SLUICE_DATABASE_URL: url } })).toEqual([
      {
        state: 'fail',
        text: 'PostgreSQL at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
        remedy: 'Start it, or correct SLUICE_DATABASE_URL.',
      },
    ])
  })
})

describe('certificates', () => {
  it('are told with the days that are left', async () => {
    expect(await check('certificates')).toEqual([{ state: 'ok', text: 'will be made at the first start' }])
    makeFolder()
    const authority = await loadOrCreateAuthority(dataFolder, clock)
    await loadOrIssueServerCertificate(join(dataFolder, 'gateway'), authority, ['localhost'], clock)
    const files = [join(dataFolder, 'ca.pem'), join(dataFolder, 'gateway', 'server-certificate.json')] as const
    const inDays = (days: number) => check('certificates', { now: Date.now() + days * 86_400_000 })
    expect(await inDays(0)).toEqual([
      { state: 'ok', text: expect.stringMatching(`^${files[0]} for 36\\d\\d days$`) },
      { state: 'ok', text: expect.stringMatching(`^${files[1]} for 39\\d days$`) },
    ])
    expect((await inDays(390))[1]).toMatchObject({ state: 'warn', text: expect.stringContaining('expires in') })
    expect((await inDays(400))[1]).toEqual({
      state: 'fail',
      text: `${files[1]} has expired`,
      remedy: 'Restart Sluice: a role makes a new one when it starts.',
    })
  })
})

describe('ports', () => {
  const free = {
    SLUICE_MANAGEMENT_PORT: '0',
    SLUICE_MANAGEMENT_HTTPS_PORT: '0',
    SLUICE_GATEWAY_HTTP_PORT: '0',
    SLUICE_GATEWAY_HTTPS_PORT: '0',
    SLUICE_BLOB_PORT: '0',
  }

  it('fail when another program has one, and are good when this installation has it', async () => {
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const environment = { ...free, SLUICE_ML_PORT: String(port) }
    const others = ['management', 'management TLS', 'gateway', 'gateway TLS'].map((name) => ({
      state: 'ok',
      text: `${name} takes a free one`,
    }))
    const storage = { state: 'ok', text: 'storage takes a free one' }
    expect(await check('ports', { environment })).toEqual([
      ...others,
      {
        state: 'fail',
        text: `${port} (ml) is taken by another program`,
        remedy: 'Free it, or choose another one with SLUICE_ML_PORT.',
      },
      storage,
    ])
    makeFolder()
    saveAddresses(dataFolder, { ...noAddresses, ml: `http://127.0.0.1:${port}` })
    expect(await check('ports', { environment })).toEqual([
      ...others,
      { state: 'ok', text: `ml answers at http://127.0.0.1:${port}` },
      storage,
    ])
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
    expect((await check('ports', { environment }))[4]).toEqual({ state: 'ok', text: `${port} (ml) is free` })
  })

  it('fail where this machine has no such address', async () => {
    const environment = { ...free, SLUICE_ML_PORT: '8090', SLUICE_HOST: '203.0.113.1' }
    expect((await check('ports', { environment }))[4]).toMatchObject({
      state: 'fail',
      text: '8090 (ml) cannot be listened on at 203.0.113.1 (EADDRNOTAVAIL)',
    })
  })
})

describe('the external cache', () => {
  it('is no finding where none is set, and a warning where nobody answers', async () => {
    expect(await check('external cache')).toEqual([])
    const environment = { SLUICE_VALKEY_URL: 'redis://:hush@127.0.0.1:1' }
    expect(await check('external cache', { environment })).toEqual([
      {
        state: 'warn',
        text: expect.stringMatching(
          /^no server can be asked at 127\.0\.0\.1:1 \(.*ECONNREFUSED.*\); calls go on without it$/,
        ),
        remedy: 'Start it, or correct SLUICE_VALKEY_URL.',
      },
    ])
  })
})
