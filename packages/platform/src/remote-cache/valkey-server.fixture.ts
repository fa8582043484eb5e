import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { type AddressInfo, createServer } from 'node:net'

const programs = ['valkey-server', 'redis-server']
const program = programs.find((name) => spawnSync(name, ['--version']).status === 0)

/** Why tests that need a server cannot run; undefined = they can. */
export const valkeySkipReason = program === undefined ? `neither ${programs.join(' nor ')} is installed` : undefined

export interface ValkeyServer {
  readonly port: number
  stop(): Promise<void>
}

/** A server of its own on a free port (or this one), which keeps nothing on disk. @param args such as `--requirepass` */
export async function startValkeyServer(args: readonly string[] = [], port?: number): Promise<ValkeyServer> {
  if (program === undefined) throw new Error(valkeySkipReason)
  const chosen = port ?? (await freePort())
  const child = spawn(
    program,
    ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await untilReady(child)
  return {
    port: chosen,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (/Ready to accept connections/i.test(printed)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${printed}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
