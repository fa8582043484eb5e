import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Addresses, InstallationStatus } from '@sluice/contracts'
import { childrenOf, endWithThisProcess, isRunning, killIfRunning, waitUntil } from './processes.ts'

export const projectFolder = dirname(dirname(import.meta.dirname))
const runner = join(projectFolder, 'tools', 'run.mjs')

export interface StartOptions {
  /** Default: a temporary one that `stop` removes. */
  readonly dataFolder?: string
  readonly environment?: Readonly<Record<string, string>>
  /** After `start`, such as `['--role', 'gateway']`. */
  readonly args?: readonly string[]
}

export type RoleName = 'management' | 'gateway' | 'ml' | 'storage'

/** The real program, started as a person would, on free ports. */
export interface RunningSluice {
  readonly dataFolder: string
  readonly addresses: Addresses
  /** The process of the supervisor. */
  readonly pid: number
  /** What it has printed so far, and what it and its roles have logged. */
  output(): { readonly stdout: string; readonly stderr: string }
  /** The two printed calls; only at the first start of a data folder. */
  curlLines(): readonly string[]
  pidOf(role: RoleName): number
  /** Runs another `sluice` command on the same data folder. */
  run(...args: readonly string[]): CommandResult
  status(): InstallationStatus
  /** Asks it to stop and waits until it has; returns the exit code. */
  interrupt(): Promise<number | null>
  /** Ends it at once, roles and all, and removes the data folder when it is temporary. */
  remove(): Promise<void>
  readonly exited: Promise<number | null>
}

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Free ports everywhere, and none of the settings of whoever runs the tests. */
export function testEnvironment(dataFolder: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('SLUICE_') && !name.startsWith('VITEST'))
  return {
    ...Object.fromEntries(own),
    SLUICE_DATA: dataFolder,
    SLUICE_MANAGEMENT_PORT: '0',
    SLUICE_MANAGEMENT_HTTPS_PORT: '0',
    SLUICE_GATEWAY_HTTP_PORT: '0',
    SLUICE_GATEWAY_HTTPS_PORT: '0',
    SLUICE_ML_PORT: '0',
    SLUICE_BLOB_PORT: '0',
    SLUICE_METRICS_PORT: '0',
    SLUICE_GATEWAY_WORKERS: '2',
    ...extra,
  }
}

/** Resolves when it says that it is ready. @throws with all output when it ends before */
export async function startSluice(options: StartOptions = {}): Promise<RunningSluice> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'sluice-e2e-'))
  const environment = testEnvironment(dataFolder, options.environment)
  const child = spawn(process.execPath, [runner, 'start', ...(options.args ?? [])], {
    env: environment,
    cwd: dataFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const guard = endWithThisProcess(child.pid ?? 0)
  void exited.then(() => guard.release())

  await Promise.race([
    waitUntil(() => /^Ready\./m.test(output().stdout)),
    exited.then((code) => {
      throw new Error(`sluice start ended with ${code}.\n${output().stdout}\n${output().stderr}`)
    }),
  ])
  const pid = child.pid ?? 0
  const readAddresses = () => JSON.parse(readFileSync(join(dataFolder, 'addresses.json'), 'utf8')) as Addresses
  const run = (...args: readonly string[]) => runSluice(args, environment)
  return {
    dataFolder,
    addresses: readAddresses(),
    pid,
    output,
    curlLines: () =>
      output()
        .stdout.split('\n')
        .filter((line) => line.startsWith('curl ')),
    pidOf: (role) => pidOfRole(pid, role),
    run,
    status() {
      const { exitCode, stdout, stderr } = run('status', '--json')
      if (exitCode !== 0) throw new Error(stderr)
      return JSON.parse(stdout) as InstallationStatus
    },
    async interrupt() {
      child.kill('SIGINT')
      return exited
    },
    async remove() {
      const children = childrenOf(pid)
      child.kill('SIGKILL')
      await exited
      for (const { pid } of children) killIfRunning(pid)
      await waitUntil(() => children.every(({ pid }) => !isRunning(pid)))
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true })
    },
    exited,
  }
}

/** Runs one command of `sluice` to its end. */
export function runSluice(args: readonly string[], environment: NodeJS.ProcessEnv): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...args], {
    env: environment,
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { exitCode: status ?? -1, stdout, stderr }
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return () => texts
}

function pidOfRole(supervisor: number, role: RoleName): number {
  const found = childrenOf(supervisor).find(({ command }) => new RegExp(`main\\.[jt]s role ${role}\\b`).test(command))
  if (found === undefined) throw new Error(`No process of the role ${role}.`)
  return found.pid
}
