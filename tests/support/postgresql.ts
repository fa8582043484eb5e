import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestPostgresql {
  readonly url: string
  stop(): Promise<void>
}

/** Folder of PostgreSQL's programs, or the reason why there is none. */
export function findPostgresql(): { readonly folder: string } | { readonly reason: string } {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const folder = folders.find(
    (candidate) => existsSync(join(candidate, 'initdb')) && existsSync(join(candidate, 'postgres')),
  )
  return folder === undefined
    ? { reason: 'PostgreSQL is not installed (Debian: apt-get install postgresql)' }
    : { folder }
}

/** A PostgreSQL of its own in a temporary folder, on a free port of the loopback. */
export async function startPostgresql(folder: string): Promise<TestPostgresql> {
  const data = mkdtempSync(join(tmpdir(), 'sluice-postgresql-'))
  // PostgreSQL refuses to run as root, so there it runs as the account that Debian made for it.
  const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (account.uid !== undefined && account.gid !== undefined) chownSync(data, account.uid, account.gid)
  const database = join(data, 'db')
  execFileSync(join(folder, 'initdb'), ['-D', database, '-A', 'trust', '-U', 'sluice', '-E', 'UTF8', '--no-locale'], {
    ...account,
    cwd: data,
    stdio: 'pipe',
  })
  const port = await freePort()
  const server = spawn(
    join(folder, 'postgres'),
    ['-D', database, '-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1'],
    { ...account, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const killAtExit = () => server.kill('SIGKILL')
  process.once('exit', killAtExit)
  await new Promise<void>((resolve, reject) => {
    let text = ''
    server.stderr.on('data', (chunk) => {
      text += chunk
      if (text.includes('ready to accept connections')) resolve()
    })
    exited.then(() => reject(new Error(`PostgreSQL ended at its start: ${text}`)))
  })
  return {
    url: `postgres://sluice@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      await exited
      process.off('exit', killAtExit)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
