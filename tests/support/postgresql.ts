import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from './free-port.ts'

export interface TestPostgresql {
  readonly url: string
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** Folder of PostgreSQL's programs, or the reason why there is none. */
export function findPostgresql(): { readonly folder: string } | { readonly reason: string } {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const onPath = (process.env.PATH ?? '').split(delimiter)
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...onPath]
  const isWhole = (folder: string) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)))
  const folder = folders.find(isWhole)
  return folder === undefined
    ? { reason: 'PostgreSQL is not installed (on Debian: apt-get install postgresql)' }
    : { folder }
}

/** A PostgreSQL of its own in a temporary folder, on a free port of the loopback, with the durability it has by default. */
export async function startPostgresql(programs: string): Promise<TestPostgresql> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-postgresql-'))
  try {
    // PostgreSQL refuses to run as root, so there it runs as the account that Debian made for it.
    const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
    if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
    const data = join(folder, 'data')
    const initdb = ['-D', data, '-A', 'trust', '-U', 'sluice', '-E', 'UTF8', '--no-locale']
    execFileSync(join(programs, 'initdb'), initdb, { ...account, cwd: folder, stdio: 'pipe' })
    return await run(programs, folder, data, account)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function run(programs: string, folder: string, data: string, account: Account): Promise<TestPostgresql> {
  const port = await freePort()
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
    { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const guard = server.pid === undefined ? undefined : spawnGuard(server.pid, folder, account)
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let text = ''
    server.once('error', reject)
    server.stderr.on('data', (chunk) => {
      text += chunk
      if (text.includes('ready to accept connections')) resolve()
    })
    void exited.then(() => reject(new Error(`PostgreSQL ended at its start: ${text}`)))
  })
  return {
    url: `postgres://sluice@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      await exited
      guard?.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Clears up when this process ends without a word: its end of the pipe closes then, whatever ended it. */
function spawnGuard(pid: number, folder: string, account: Account) {
  const script = 'read -r _; kill -INT "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf "$2"'
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(pid), folder], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  return guard
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
