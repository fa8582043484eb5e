import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystemClock } from '@sluice/platform/clock'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createBearerTokens } from '@sluice/platform/tokens'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { programVersion } from '../program-version.ts'
import { describeSettings } from '../settings/settings-schema.ts'
import { openStore } from '../stores.ts'

let parent: string
let dataFolder: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sluice-commands-'))
  dataFolder = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await runCommandLine(args, {
    sources: { environment: { SLUICE_DATA: dataFolder, ...environment }, workingFolder: parent },
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
  })
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') }
}

describe('sluice', () => {
  it('prints its version', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, printed: programVersion(), noted: '' })
  })

  it('lists its commands', async () => {
    const { exitCode, printed } = await run(['--help'])
    expect(exitCode).toBe(0)
    for (const name of ['start', 'status', 'token', 'doctor']) expect(printed).toMatch(new RegExp(`^  ${name} `, 'm'))
  })

  it('names the nearest command for an unknown one', async () => {
    expect(await run(['strat'])).toEqual({
      exitCode: 1,
      printed: '',
      noted: "error: unknown command 'strat'\n(Did you mean start?)",
    })
  })

  it('refuses an unknown option', async () => {
    expect(await run(['status', '--jsno'])).toEqual({
      exitCode: 1,
      printed: '',
      noted: "error: unknown option '--jsno'\n(Did you mean --json?)",
    })
  })
})

describe('start', () => {
  it('lists every setting in its help', async () => {
    const { printed } = await run(['start', '--help'])
    for (const { variable } of describeSettings()) expect(printed).toContain(`  ${variable}\n`)
  })

  it('refuses unknown roles, unknown settings and unwritable folders in one sentence each', async () => {
    expect(await run(['start', '--role', 'ml,gatway'])).toEqual({
      exitCode: 1,
      printed: '',
      noted: "There is no role 'gatway'; the roles are management, gateway, ml and storage. Did you mean gateway?",
    })
    expect(await run(['start'], { SLUICE_ML_PROT: '1' })).toEqual({
      exitCode: 1,
      printed: '',
      noted: 'The settings cannot be used: SLUICE_ML_PROT is not a setting; did you mean SLUICE_ML_PORT?',
    })
    expect(await run(['start'], { SLUICE_DATA: '/dev/null/data' })).toEqual({
      exitCode: 1,
      printed: '',
      noted: 'The data folder /dev/null/data cannot be written (ENOTDIR).',
    })
  })
})

/** What the first start leaves behind, as far as these commands need it. */
async function install() {
  mkdirSync(dataFolder)
  const masterKey = loadSecretKey(dataFolder)
  const clock = createSystemClock()
  const config = loadConfig({ environment: { SLUICE_DATA: dataFolder }, workingFolder: parent })
  const store = await openStore(config, 'management', clock)
  await store.transact({ actor: 'test' }, (transaction) =>
    transaction.put({ key: '/services/sluice', collection: '/services', body: {} }),
  )
  await store.close()
  return { masterKey, clock }
}

describe('token', () => {
  it('prints a bearer that says who and until when', async () => {
    const { masterKey, clock } = await install()
    const { exitCode, printed } = await run(['token', '--lifetime', '15m'])
    expect(exitCode).toBe(0)
    expect(await createBearerTokens({ masterKey, clock }).verify(printed)).toEqual({
      subject: 'automation',
      role: 'administrator',
      id: expect.any(String),
    })
    const later = { ...clock, now: () => clock.now() + 16 * 60_000 }
    expect(await createBearerTokens({ masterKey, clock: later }).verify(printed)).toBeUndefined()
  })

  it('is listed without the token itself, and revoked by its id', async () => {
    const { masterKey, clock } = await install()
    const { printed: token } = await run(['token', '--role', 'Analyst', '--service', 'sluice', '--name', 'dashboard'])
    expect(await createBearerTokens({ masterKey, clock }).verify(token)).toMatchObject({
      subject: 'token:dashboard',
      role: 'analyst',
      service: 'sluice',
    })
    const { printed: list } = await run(['token', '--list'])
    expect(list).toMatch(/^[0-9a-f-]{36} {2}analyst of sluice, until \d{4}-[-\dT:.]+Z {2}dashboard$/)
    const id = list.slice(0, 36)
    expect(await run(['token', '--revoke', id])).toEqual({ exitCode: 0, printed: '', noted: `Revoked ${id}.` })
    expect((await run(['token', '--list'])).printed).toBe('')
    expect(await run(['token', '--revoke', id])).toEqual({ exitCode: 1, printed: '', noted: 'Token not found.' })
  })

  it('is made for no service that there is not', async () => {
    await install()
    for (const args of [['token'], ['client', 'add', 'pipeline']]) {
      expect(await run([...args, '--service', 'slice'])).toEqual({
        exitCode: 1,
        printed: '',
        noted: expect.stringMatching(/^There is no service 'slice'.*sluice/),
      })
    }
  })

  it('refuses a lifetime that is none, and a role that there is not', async () => {
    for (const text of ['soon', '0s', '5', '400d']) {
      const { exitCode, noted } = await run(['token', '--lifetime', text])
      expect([exitCode, noted]).toEqual([
        1,
        `--lifetime ${text}: must be a number with its unit, such as 90s, 15m, 8h or 30d, at most 366d.`,
      ])
    }
    expect((await run(['token', '--role', 'internal'])).noted).toBe(
      '--role internal: must be one of developer, analyst, publisher, administrator.',
    )
  })
})

describe('client', () => {
  it('is added with a secret that is shown once, listed and removed', async () => {
    await install()
    const { printed } = await run(['client', 'add', 'pipeline', '--role', 'publisher', '--lifetime', '30d'])
    const [, id = '', secret = ''] =
      /^client id: {5}([0-9a-f-]{36})\nclient secret: ([0-9a-f]{64})$/.exec(printed) ?? []
    const { printed: list } = await run(['client', 'list'])
    expect(list).toMatch(new RegExp(`^${id}  publisher of every service, until \\d{4}-[-\\dT:.]+Z  pipeline$`))
    expect(list).not.toContain(secret)
    expect((await run(['client', 'remove', id])).noted).toBe(`Removed ${id}.`)
    expect((await run(['client', 'list'])).printed).toBe('')
    expect((await run(['client', 'ad'])).noted).toBe('action ad: must be one of add, list, remove.')
  })

  it('asks for the name of a new one and for the id of one to remove', async () => {
    await install()
    expect((await run(['client', 'add'])).noted).toBe("name-or-id '': must be the name of the new client.")
    expect((await run(['client', 'remove'])).noted).toBe("name-or-id '': must be the client id, as `list` shows it.")
    expect((await run(['client', 'list'])).printed).toBe('')
  })
})

describe.each([['token'], ['client', 'list'], ['status'], ['status', '--json']])('%s %s', (...args) => {
  it('says where nothing is installed, and makes nothing', async () => {
    expect(await run(args.filter((arg) => arg !== undefined))).toEqual({
      exitCode: 1,
      printed: '',
      noted: `There is no Sluice in the data folder ${dataFolder} yet. Start it first, or name another folder with SLUICE_DATA.`,
    })
  })
})

describe('doctor', () => {
  const freePorts = Object.fromEntries(
    describeSettings()
      .filter(({ key }) => key.endsWith('Port'))
      .map(({ variable }) => [variable, '0']),
  )

  it('prints a line for each finding and succeeds when nothing fails', async () => {
    const { exitCode, printed } = await run(['doctor'], freePorts)
    expect(exitCode).toBe(0)
    expect(printed).toContain(`ok    versions: Node ${process.versions.node}.`)
    expect(printed).toContain(`ok    data folder: ${dataFolder} will be made at the first start.`)
  })

  it('exits with 1 when something fails', async () => {
    const { exitCode, printed } = await run(['doctor'], { ...freePorts, SLUICE_DATA: '/dev/null/data' })
    expect(exitCode).toBe(1)
    expect(printed).toContain('fail  data folder: /dev/null is not a folder. Choose another folder with SLUICE_DATA.')
  })
})

describe('sluice add', () => {
  it('lists what can be added, and refuses anything else', async () => {
    expect((await run(['add', '--help'])).printed).toContain('  onnx  scores ONNX models, trained anywhere')
    expect(await run(['add', 'everything'])).toMatchObject({ exitCode: 1, printed: '' })
    expect((await run(['add', 'everything'])).noted).toContain("name 'everything': must be one of onnx.")
  })
})
