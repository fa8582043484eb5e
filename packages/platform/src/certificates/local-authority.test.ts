import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { loadOrCreateAuthority, loadOrIssueServerCertificate } from './local-authority.ts'

const names = ['localhost', 'demo.localhost', '127.0.0.1', '::1']
const clock = createSystemClock()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-ca-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the local authority', () => {
  it('is one, however many ask at the same time, and its key is for the owner only', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => loadOrCreateAuthority(folder, clock)))
    expect(new Set(all.map(({ certificate }) => certificate)).size).toBe(1)
    expect(await loadOrCreateAuthority(folder, clock)).toEqual(all[0])
    expect(statSync(join(folder, 'ca.json')).mode & 0o777).toBe(0o600)
    expect(new X509Certificate(all[0]?.certificate ?? '').ca).toBe(true)
  })

  it('issues certificates that clients accept by name and by address, and only from this authority', async () => {
    const authority = await loadOrCreateAuthority(folder, clock)
    const issued = await loadOrIssueServerCertificate(join(folder, 'gateway'), authority, names, clock)
    const server = createServer({ cert: issued.certificate, key: issued.privateKey }, (_, response) =>
      response.end('hi'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const fetchText = (host: string, ca?: string) =>
      new Promise<string>((resolve) => {
        get({ host: '127.0.0.1', servername: host, port, ca, headers: { Host: host } }, (response) => {
          response.setEncoding('utf8').once('data', resolve)
        }).once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
      })
    expect(await fetchText('localhost', authority.certificate)).toBe('hi')
    expect(await fetchText('demo.localhost', authority.certificate)).toBe('hi')
    expect(await fetchText('elsewhere.example', authority.certificate)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await fetchText('localhost')).toMatch(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/)
    if (existsSync('/usr/bin/curl')) {
      const { stdout } = await promisify(execFile)('curl', [
        '-s',
        '--cacert',
        join(folder, 'ca.pem'),
        `https://127.0.0.1:${port}/`,
      ])
      expect(stdout).toBe('hi')
    }
    server.close()
  })

  it('keeps a server certificate until it is about to expire or other names are wanted', async () => {
    const moving = createFixedClock(Date.now())
    const authority = await loadOrCreateAuthority(folder, moving)
    const issue = (wanted: readonly string[]) => loadOrIssueServerCertificate(folder, authority, wanted, moving)
    const first = await issue(names)
    expect(await issue(names)).toEqual(first)
    expect(await issue([...names, 'gateway.example'])).not.toEqual(first)
    const second = await issue(names)
    moving.advance(380 * 86_400_000)
    expect(await issue(names)).not.toEqual(second)
  })
})
