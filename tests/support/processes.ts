import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

interface Process {
  readonly pid: number
  readonly parent: number
  /** Ended, but nobody has asked how. */
  readonly isZombie: boolean
  readonly command: string
}

/** Processes that this one has started. */
export const childrenOf = (parent: number): readonly Process[] =>
  allProcesses().filter((process) => process.parent === parent && !process.isZombie)

export const isRunning = (pid: number): boolean =>
  allProcesses().some((process) => process.pid === pid && !process.isZombie)

export function killIfRunning(pid: number): void {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL')
}

/** Ends a process when this one ends without a word: its end of the pipe closes then, whatever ended it. */
export function endWithThisProcess(pid: number): { release(): void } {
  const guard = spawn('/bin/sh', ['-c', 'read -r _ || kill -INT "$1"', 'guard', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  return { release: () => void guard.stdin?.end('released\n') }
}

/** From /proc where there is one: small machines have no `ps`. */
const allProcesses = (): readonly Process[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs())

function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        // The name in parentheses may hold anything, so what follows is found from the last one.
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [{ pid: Number(name), parent: Number(parent), isZombie: state === 'Z', command }]
      } catch {
        // It ended between the listing and the reading.
        return []
      }
    })
}

function fromPs(): Process[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), isZombie: state.startsWith('Z'), command }]
  })
}

/** Below the time limit of a test, so that what the test began is still ended in order. */
const patienceMs = 90_000

/** Looks again and again until it holds. @throws when it does not for very long */
export async function waitUntil(holds: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > patienceMs) throw new Error(`Waited in vain for ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
