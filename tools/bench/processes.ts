import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'

/** The subject under measurement has one core for itself; load and upstream share the other. */
export const subjectCore = '0'
export const loadCore = '1'

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM')
})

/** Starts a program on one core, where the machine can pin. */
export function startPinned(
  core: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const pinned = existsSync('/usr/bin/taskset')
  const child = spawn(pinned ? 'taskset' : command, pinned ? ['-c', core, command, ...args] : [...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
  await exited
  clearTimeout(timer)
}

/** First line that a child prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) {
      child.stdout?.resume()
      return text.slice(0, end)
    }
  }
  throw new Error('the process ended before it said anything')
}

/** Waits until an address answers 200. @returns milliseconds it took */
export async function waitUntilReady(
  url: string,
  headers: readonly string[] = [],
  timeoutMs = 60_000,
): Promise<number> {
  const fields = headers.map((header) => header.split(': ', 2) as [string, string])
  const start = performance.now()
  for (;;) {
    const isReady = await fetch(url, { headers: fields }).then(
      (response) => response.ok,
      () => false,
    )
    const elapsed = performance.now() - start
    if (isReady) return elapsed
    if (elapsed > timeoutMs) throw new Error(`${url} did not answer within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Memory of a process and all its children, shared pages counted by share, in MiB. */
export function memoryOf(pid: number): number {
  let kilobytes = 0
  for (const each of treeOf(pid)) {
    const file = `/proc/${each}/smaps_rollup`
    if (!existsSync(file)) continue
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  }
  return kilobytes / 1024
}

/** Time that a process and all its living children have spent on a core. */
export function cpuSecondsOf(pid: number): number {
  let ticks = 0
  for (const each of treeOf(pid)) {
    const file = `/proc/${each}/stat`
    if (!existsSync(file)) continue
    // The name in parentheses may hold anything; user and system time are the 12th and 13th number behind it.
    const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / 100
}

function treeOf(pid: number): ReadonlySet<number> {
  const parents = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  const tree = new Set([pid])
  for (let grew = true; grew; ) {
    grew = false
    for (const [child, parent] of parents) {
      if (tree.has(parent) && !tree.has(child)) {
        tree.add(child)
        grew = true
      }
    }
  }
  return tree
}

/** Debian's own, which has Debian's modules; another one may come first in the path. */
export const python = '/usr/bin/python3'

export const provideSklearn = (): boolean => provide('scikit-learn', 'python3-sklearn', `${python} -c 'import sklearn'`)

/**
 * Whether a program is there; installs its Debian package when this account may.
 * @param check what succeeds in a shell when it is there
 */
export function provide(program: string, debianPackage: string, check = `command -v ${program}`): boolean {
  const isThere = () => {
    try {
      execFileSync('sh', ['-c', check], { stdio: 'pipe' })
      return true
    } catch {
      return false
    }
  }
  if (isThere()) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.error(`Installing ${debianPackage} for the comparison…`)
  try {
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', debianPackage], {
      stdio: 'pipe',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch (error) {
    console.error(`${debianPackage} could not be installed: ${(error as Error).message.split('\n')[0]}`)
  }
  return isThere()
}
