import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecrets } from './sealed-secrets.ts'
import { loadSecretKey } from './secret-key.ts'

const secrets = createSecrets(new Uint8Array(32).fill(7))

describe('sealed secrets', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const first = secrets.seal('pässword', 'users/1/password')
    expect(first).not.toBe(secrets.seal('pässword', 'users/1/password'))
    expect(first).not.toContain('pässword')
    expect(secrets.open(first, 'users/1/password')).toBe('pässword')
  })

  it.each([
    ['another purpose', secrets.seal('x', 'a'), 'b'],
    ['another key', createSecrets(new Uint8Array(32)).seal('x', 'a'), 'a'],
    ['a changed text', `${secrets.seal('x', 'a').slice(0, -2)}AA`, 'a'],
    ['a plain text', 'x', 'a'],
    ['an empty text', '', 'a'],
  ])('does not open a value under %s', (_, sealed, purpose) => {
    expect(() => secrets.open(sealed, purpose)).toThrow(`The sealed value of ${purpose} cannot be opened`)
  })

  it('hashes equal keys alike and gives nothing back', () => {
    expect(secrets.lookupHash('k')).toBe(createSecrets(new Uint8Array(32).fill(7)).lookupHash('k'))
    expect(secrets.lookupHash('k')).not.toBe(secrets.lookupHash('K'))
    expect(secrets.lookupHash('k')).toHaveLength(43)
  })
})

describe('the secret key', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-secret-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is made once, readable by its owner only, and the same ever after', () => {
    const key = loadSecretKey(folder)
    expect(key).toHaveLength(32)
    expect(loadSecretKey(folder)).toEqual(key)
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  it('is the configured one where there is one, and then no file is made', () => {
    const configured = new Uint8Array(32).fill(1)
    expect(loadSecretKey(folder, configured)).toBe(configured)
    expect(() => statSync(join(folder, 'secret.key'))).toThrow('ENOENT')
  })

  it('is refused when the file holds something else', () => {
    writeFileSync(join(folder, 'secret.key'), 'c2hvcnQ=\n')
    expect(() => loadSecretKey(folder)).toThrow('cannot be used: it holds 5 bytes instead of 32.')
  })

  it('is refused when the configured one has another length', () => {
    expect(() => loadSecretKey(folder, new Uint8Array(5))).toThrow(
      'The secret key SLUICE_SECRET_KEY cannot be used: it holds 5 bytes instead of 32.',
    )
  })

  it('is refused with its path when it cannot be read', () => {
    mkdirSync(join(folder, 'secret.key'))
    expect(() => loadSecretKey(folder)).toThrow(`The secret key ${join(folder, 'secret.key')} cannot be used: EISDIR`)
  })

  it('is one, however many processes make it at the same time', async () => {
    const script = `
      import { loadSecretKey } from ${JSON.stringify(join(import.meta.dirname, 'secret-key.ts'))}
      process.stdin.once('data', () => {
        console.log(Buffer.from(loadSecretKey(${JSON.stringify(folder)})).toString('hex'))
        process.exit()
      })
      console.log('ready')`
    const racers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: import.meta.dirname,
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    )
    await Promise.all(racers.map((racer) => once(racer.stdout, 'data')))
    const keys = racers.map(async (racer) => String((await once(racer.stdout, 'data'))[0]))
    for (const racer of racers) racer.stdin.write('go')
    expect(new Set(await Promise.all(keys)).size).toBe(1)
    expect(readdirSync(folder)).toEqual(['secret.key'])
  })
})
