import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInstallation } from '@sluice/management'
import { createFixedClock, createMemoryLog } from '@sluice/platform'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createMemoryUsageStore } from '@sluice/platform/sqlite-usage-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { createManagementEnvironment } from '../roles/management/management-environment.ts'
import { openStore } from '../stores.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sluice-files-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const at = (...names: string[]) => join(parent, ...names)

/** A data folder with a service in it, as the first start leaves it. */
async function install(name: string, { createSamples = true } = {}): Promise<string> {
  const dataFolder = at(name)
  mkdirSync(dataFolder)
  const config = loadConfig({ environment: { SLUICE_DATA: dataFolder }, workingFolder: parent })
  const clock = createFixedClock()
  const store = await openStore(config, 'management', clock)
  const outgoing = createUndiciOutgoing({ allowLoopback: false })
  const masterKey = loadSecretKey(dataFolder)
  // What is done here asks for nothing of calls.
  const usage = await createMemoryUsageStore({ clock })
  const environment = createManagementEnvironment({
    config,
    store,
    usage,
    clock,
    log: createMemoryLog(),
    outgoing,
    masterKey,
  })
  await createInstallation(environment, {
    administratorEmail: 'admin@example.com',
    administratorPassword: 'correct horse',
    createSamples,
  })
  await store.close()
  await outgoing.close()
  return dataFolder
}

async function run(dataFolder: string, ...args: string[]) {
  const printed: string[] = []
  const noted: string[] = []
  const exitCode = await runCommandLine(args, {
    sources: { environment: { SLUICE_DATA: dataFolder }, workingFolder: parent },
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
  })
  return { exitCode, printed, noted }
}

const contentOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  )

describe('export and import', () => {
  it('bring a configuration into another installation, and give the same bytes there', async () => {
    const [source, target] = [await install('source'), await install('target', { createSamples: false })]
    writeFileSync(at('passphrase'), 'a long passphrase\n')
    const sealed = ['--secrets', at('secrets'), '--passphrase-file', at('passphrase')]
    expect((await run(source, 'export', at('a'), ...sealed)).exitCode).toBe(0)
    expect(statSync(at('secrets')).mode & 0o777).toBe(0o600)
    const imported = await run(target, 'import', at('a'), ...sealed)
    expect(imported).toMatchObject({ exitCode: 0 })
    expect(imported.printed.at(-1)).toMatch(/^Imported: \d+ added, \d+ changed, 0 removed, \d+ unchanged\.$/)
    await run(target, 'export', at('b'), ...sealed)
    expect(contentOf(at('b'))).toEqual(contentOf(at('a')))
    const again = await run(target, 'import', at('a'), ...sealed)
    expect(again.printed).toEqual([expect.stringMatching(/^Imported: 0 added, 0 changed, 0 removed, \d+ unchanged\.$/)])
  })

  it('remove nothing for a folder that holds no files of an export', async () => {
    const source = await install('source')
    await run(source, 'export', at('a', 'configuration'))
    const result = await run(source, 'import', at('a'), '--delete-missing')
    expect(result).toMatchObject({ exitCode: 2, printed: [] })
    expect(result.noted.at(-1)).toBe(
      'the folder: None of its files stands for a resource. Name the folder that `sluice export` wrote.',
    )
  })

  it('keep secrets out of the files', async () => {
    const source = await install('source')
    await run(source, 'export', at('a'))
    const text = JSON.stringify(contentOf(at('a')))
    expect(text).toContain('secret: subscriptions/master/primaryKey')
    expect(text).not.toMatch(/argon2|sealed:/)
  })

  it('write only what differs, remove what is gone, and leave what others have put there', async () => {
    const source = await install('source')
    mkdirSync(at('a', '.git'), { recursive: true })
    await run(source, 'export', at('a'))
    const first = contentOf(at('a'))
    expect((await run(source, 'export', at('a'))).printed[0]).toMatch(/: 0 files written, \d+ unchanged, 0 removed\.$/)
    writeFileSync(at('a', 'README.md'), 'mine')
    rmSync(at('a', 'apis', 'echo-api'), { recursive: true })
    for (const name of ['starter', 'unlimited']) {
      const file = at('a', 'products', name, 'product.yaml')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\n {2}apis:(\n {4}- .*)+/, ''))
    }
    const { printed } = await run(source, 'import', at('a'), '--delete-missing')
    expect(printed).toContain('- /apis/echo-api')
    writeFileSync(at('a', 'products', 'starter', 'product.yaml'), 'changed')
    await run(source, 'export', at('a'))
    const second = contentOf(at('a'))
    expect(second['README.md']).toBe('mine')
    expect(Object.keys(second).filter((file) => file.includes('echo-api'))).toEqual([])
    expect(second['products/unlimited/product.yaml']).not.toBe(first['products/unlimited/product.yaml'])
    expect(second['products/starter/product.yaml']).toMatch(/^displayName: Starter\n/)
  })

  it('do not touch a folder that no export made, nor read one whose export did not end', async () => {
    const source = await install('source')
    mkdirSync(at('a'))
    writeFileSync(at('a', 'mine'), '')
    expect(await run(source, 'export', at('a'))).toEqual({
      exitCode: 1,
      printed: [],
      noted: [
        'Reading the configuration…',
        `The folder ${at('a')} cannot be used: it is not empty, and no export made what is in it.`,
      ],
    })
    await run(source, 'export', at('b'))
    const marker = at('b', 'sluice-export.txt')
    writeFileSync(
      marker,
      readFileSync(marker, 'utf8').replace(
        '\ncomplete\n',
        '\nincomplete: the export did not come to its end; run it again\n',
      ),
    )
    expect((await run(source, 'import', at('b'))).noted).toEqual([
      `The folder ${at('b')} cannot be used: its export did not come to its end.`,
    ])
    expect((await run(source, 'export', at('b'))).exitCode).toBe(0)
    expect((await run(source, 'import', at('b'))).exitCode).toBe(0)
  })

  it('show what an import would do, and do nothing', async () => {
    const source = await install('source')
    await run(source, 'export', at('a'))
    const product = at('a', 'products', 'starter', 'product.yaml')
    writeFileSync(product, readFileSync(product, 'utf8').replace('displayName: Starter', 'displayName: Beginner'))
    writeFileSync(at('a', 'notes.txt'), '')
    const { exitCode, printed, noted } = await run(source, 'import', at('a'), '--dry-run')
    expect([exitCode, printed]).toEqual([
      0,
      [
        '~ /products/starter (displayName)',
        expect.stringMatching(/^Would be: 0 added, 1 changed, 0 removed, \d+ unchanged\.$/),
      ],
    ])
    expect(noted).toContain('notes.txt stands for no resource; it was passed over.')
    await run(source, 'export', at('b'))
    expect(readFileSync(at('b', 'products', 'starter', 'product.yaml'), 'utf8')).toContain('displayName: Starter')
  })

  it('tell every fault with its place, exit with 2, and change nothing', async () => {
    const source = await install('source')
    await run(source, 'export', at('a'))
    const change = (file: string, from: string, to: string) =>
      writeFileSync(at('a', file), readFileSync(at('a', file), 'utf8').replace(from, to))
    change('products/starter/product.yaml', 'state: published', 'state: gone')
    change('products/unlimited/product.yaml', 'displayName: Unlimited', 'displayName: Endless')
    change('products/starter/policy.xml', '<quota ', '<quotta ')
    const { exitCode, noted } = await run(source, 'import', at('a'), '--dry-run')
    expect(exitCode).toBe(2)
    expect(noted.slice(-3)).toEqual([
      'The files of the configuration have 2 faults. Nothing was changed.',
      "products/starter/product.yaml, line 6, column 1: 'state' must be one of 'notPublished', 'published'.",
      expect.stringContaining('products/starter/policy.xml, line 4, column '),
    ])
    expect((await run(source, 'import', at('a'))).exitCode).toBe(2)
    await run(source, 'export', at('b'))
    expect(readFileSync(at('b', 'products/unlimited/product.yaml'), 'utf8')).toContain('displayName: Unlimited')
  })

  it('say which service there is when they are asked for another, and where nothing is installed', async () => {
    const source = await install('source')
    expect((await run(source, 'export', at('a'), '--service', 'other')).noted).toEqual([
      "There is no service 'other'; name one with --service: sluice.",
    ])
    expect((await run(at('none'), 'import', at('a'))).noted[0]).toContain('There is no Sluice in the data folder')
    expect(existsSync(at('none'))).toBe(false)
  })

  it('refuse a file of secrets under another passphrase', async () => {
    const source = await install('source')
    writeFileSync(at('passphrase'), 'a long passphrase\n')
    writeFileSync(at('other'), 'another passphrase\n')
    await run(source, 'export', at('a'), '--secrets', at('secrets'), '--passphrase-file', at('passphrase'))
    const imported = await run(source, 'import', at('a'), '--secrets', at('secrets'), '--passphrase-file', at('other'))
    expect([imported.exitCode, imported.noted.at(-1)]).toEqual([
      1,
      `The file ${at('secrets')} cannot be used: the passphrase is another one.`,
    ])
  })
})
