import { type ChildProcess, fork } from 'node:child_process'
import type { Addresses } from '@sluice/contracts'
import type { Config } from './config.ts'
import { type MessageFromRole, type MessageToRole, roleProcessArgument } from './role-messages.ts'
import type { FirstStartNotes, RoleName } from './roles/role.ts'

export interface SupervisedRoleOptions {
  readonly name: RoleName
  /** File that runs `runRoleProcess`. */
  readonly entryFile: string
  readonly execArgv: readonly string[]
  onStarted(addresses: Partial<Addresses>, firstStart: FirstStartNotes | undefined): void
  /** The process is gone without having been told to stop. */
  onLost(loss: RoleLoss): void
}

export interface RoleLoss {
  /** A sentence when the role itself said why, else how the process ended. */
  readonly reason: string
  /** How long it was ready; 0 = it never was. */
  readonly readyMs: number
}

/** The process of one role, one life after another. */
export interface SupervisedRole {
  readonly name: RoleName
  start(config: Config, addresses: Addresses): void
  announce(addresses: Addresses): void
  /** Resolves when the process is gone, at the latest shortly after `graceMs`. */
  stop(graceMs: number): Promise<void>
  kill(): void
}

/** What a process may take beyond its grace before it is killed. */
const killAfterGraceMs = 500

export function createSupervisedRole(options: SupervisedRoleOptions): SupervisedRole {
  let child: ChildProcess | undefined
  let isStopping = false

  const tell = (message: MessageToRole) => {
    // A process that ends just now is reported by its exit.
    if (child?.connected) child.send(message, () => {})
  }

  return {
    name: options.name,
    start(config, addresses) {
      let readySince: number | undefined
      let failure: string | undefined
      const process = fork(options.entryFile, [roleProcessArgument, options.name], {
        execArgv: [...options.execArgv],
        serialization: 'advanced',
        // stdout belongs to the person at the terminal; what a role logs goes to stderr.
        stdio: ['ignore', 2, 2, 'ipc'],
      })
      child = process
      process.on('message', (message: MessageFromRole) => {
        if (message.type === 'failed') {
          failure = message.message
          return
        }
        readySince = performance.now()
        options.onStarted(message.addresses, message.firstStart)
      })
      process.once('error', (error) => {
        failure ??= `its process could not be started (${error.message}).`
        // Without a process there is no exit event.
        if (process.pid === undefined) lose()
      })
      process.once('exit', (code, signal) => lose(signal === null ? `with exit code ${code}` : `by signal ${signal}`))
      tell({ type: 'start', role: options.name, config, addresses })

      function lose(how = 'before it began') {
        if (child === process) child = undefined
        if (isStopping) return
        options.onLost({
          reason: failure ?? `its process ended ${how}; what it logged stands above.`,
          readyMs: readySince === undefined ? 0 : performance.now() - readySince,
        })
      }
    },
    announce: (addresses) => tell({ type: 'addresses', addresses }),
    async stop(graceMs) {
      isStopping = true
      const process = child
      if (process === undefined) return
      const gone = new Promise<void>((resolve) => process.once('exit', () => resolve()))
      tell({ type: 'stop', graceMs })
      const timer = setTimeout(() => process.kill('SIGKILL'), graceMs + killAfterGraceMs)
      await gone
      clearTimeout(timer)
    },
    kill() {
      isStopping = true
      child?.kill('SIGKILL')
    },
  }
}
