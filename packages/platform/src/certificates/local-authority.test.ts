import { execFile, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import type { KeyedCertificate } from './issue-certificates.ts'
import { loadOrCreateAuthority, loadOrIssueServerCertificate } from './local-authority.ts'

const run = promisify(execFile)
const names = ['localhost', 'demo.localhost', '127.0.0.1', '::1']
const dayMs = 86_400_000
const clock = createSystemClock()
const newFolder = () => mkdtempSync(join(tmpdir(), 'sluice-ca-'))
const isHere = (program: string) => spawnSync(program, ['--version']).error === undefined

describe('the local authority', () => {
  let folder: string
  beforeEach(() => {
    folder = newFolder()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is one, however many ask at the same time, and its key is for the owner only', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => loadOrCreateAuthority(folder, clock)))
    expect(new Set(all.map(({ certificate }) => certificate)).size).toBe(1)
    expect(await loadOrCreateAuthority(folder, clock)).toEqual(all[0])
    expect(statSync(join(folder, 'ca.json')).mode & 0o777).toBe(0o600)
    expect(new X509Certificate(all[0]?.certificate ?? '').ca).toBe(true)
  })

  it('puts its certificate, without the key, where clients look for it, also after it was made anew', async () => {
    await loadOrCreateAuthority(folder, clock)
    rmSync(join(folder, 'ca.json'))
    const second = await loadOrCreateAuthority(folder, clock)
    expect(readFileSync(join(folder, 'ca.pem'), 'utf8')).toBe(second.certificate)
    expect(second.certificate).not.toContain('PRIVATE')
  })

  it('says so when its file is damaged or its time is over, and leaves the file alone', async () => {
    const file = join(folder, 'ca.json')
    writeFileSync(file, '{')
    await expect(loadOrCreateAuthority(folder, clock)).rejects.toThrow(
      `The certificate authority ${file} cannot be used`,
    )
    expect(readFileSync(file, 'utf8')).toBe('{')
    rmSync(file)
    const moving = createFixedClock(Date.now())
    await loadOrCreateAuthority(folder, moving)
    moving.advance(3651 * dayMs)
    await expect(loadOrCreateAuthority(folder, moving)).rejects.toThrow(/cannot be used: it expired on /)
  })

  it('keeps a server certificate until it is about to expire, other names are wanted, or the authority changes', async () => {
    const moving = createFixedClock(Date.now())
    const authority = await loadOrCreateAuthority(folder, moving)
    const issue = (wanted: readonly string[], by = authority) =>
      loadOrIssueServerCertificate(folder, by, wanted, moving)
    const first = await issue(names)
    expect(await issue(names)).toEqual(first)
    expect(await issue([...names, 'fe80::7'])).not.toEqual(first)
    const second = await issue(names)
    moving.advance(380 * dayMs)
    const third = await issue(names)
    expect(third).not.toEqual(second)
    rmSync(join(folder, 'ca.json'))
    expect(await issue(names, await loadOrCreateAuthority(folder, moving))).not.toEqual(third)
  })

  it('makes a server certificate anew when its file is damaged', async () => {
    const authority = await loadOrCreateAuthority(folder, clock)
    writeFileSync(join(folder, 'server-certificate.json'), '{"certif')
    const issued = await loadOrIssueServerCertificate(folder, authority, names, clock)
    expect(await loadOrIssueServerCertificate(folder, authority, names, clock)).toEqual(issued)
  })
})

describe('a server with a certificate of the local authority', () => {
  let folder: string
  let authority: KeyedCertificate
  let server: ReturnType<typeof createServer>
  let port: number
  beforeAll(async () => {
    folder = newFolder()
    authority = await loadOrCreateAuthority(folder, clock)
    const { certificate, privateKey } = await loadOrIssueServerCertificate(folder, authority, names, clock)
    server = createServer({ cert: certificate, key: privateKey }, (_, response) => response.end('hi'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  const fetchText = (host: string, ca?: string) =>
    new Promise<string>((resolve) => {
      get({ host: '127.0.0.1', servername: host, port, ca, headers: { Host: host } }, (response) => {
        response.setEncoding('utf8').once('data', resolve)
      }).once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
    })

  it('is trusted by Node under its names, and only by those who trust the authority', async () => {
    expect(await fetchText('localhost', authority.certificate)).toBe('hi')
    expect(await fetchText('demo.localhost', authority.certificate)).toBe('hi')
    expect(await fetchText('elsewhere.example', authority.certificate)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await fetchText('localhost')).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/)
  })

  it.skipIf(!isHere('curl'))('is trusted by curl, where there is one', async () => {
    const file = join(folder, 'ca.pem')
    for (const host of ['localhost', 'demo.localhost', '127.0.0.1']) {
      const address = ['--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`]
      expect((await run('curl', ['-sS', '--noproxy', '*', '--cacert', file, ...address])).stdout).toBe('hi')
    }
  })

  it.skipIf(!isHere('python3'))('is trusted by Python at its strictest, where there is one', async () => {
    const program = `
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
context.verify_flags |= ssl.VERIFY_X509_STRICT
for name in ['localhost', 'demo.localhost', '127.0.0.1']:
    with socket.create_connection(('127.0.0.1', int(sys.argv[2]))) as plain:
        print(context.wrap_socket(plain, server_hostname=name).version())`
    const { stdout } = await run('python3', ['-c', program, join(folder, 'ca.pem'), String(port)])
    expect(stdout).toBe('TLSv1.3\nTLSv1.3\nTLSv1.3\n')
  })
})
