import type { Addresses } from '@sluice/contracts'
import { isAppError } from '@sluice/contracts/errors'
import type { Log, Otlp } from '@sluice/platform'
import type { Config } from './config.ts'
import type { ServedMetrics, ServeMetricsOptions } from './metrics/serve-metrics.ts'
import { releaseStartMemory } from './release-start-memory.ts'
import type { MessageFromRole, MessageToRole } from './role-messages.ts'
import type { AddressBook, RoleName, RunningRole, StartRole } from './roles/role.ts'

export interface RoleLoader {
  load(name: RoleName): Promise<StartRole>
  createLog(name: RoleName, config: Config): Log
  /** Loads OpenTelemetry where the settings want it; left out, there is none. */
  openOtlp?(name: RoleName, config: Config, log: Log): Promise<Otlp | undefined>
  /** Left out, there are none. */
  serveMetrics?(options: ServeMetricsOptions): Promise<ServedMetrics>
}

/** How long calls in flight may take when the supervisor is gone or the process alone is told to end. */
const graceWithoutSupervisorMs = 9_500

/** Runs one role in this process, as the supervisor at the other end of the channel says; ends the process when it is done. */
export function runRoleProcess(loader: RoleLoader): void {
  let starting: Promise<RunningRole | undefined> | undefined
  let isEnding = false
  let log: Log | undefined
  let addresses: UpdatableAddressBook | undefined

  const end = async (graceMs: number) => {
    if (isEnding) return
    isEnding = true
    // A role that does not come to an end must not outlive its supervisor.
    setTimeout(() => process.exit(1), graceMs + 400).unref()
    try {
      // What a role makes at its first start it tells when it has started, and never again: so it is not cut off.
      await (await starting)?.close(graceMs)
      process.exit(0)
    } catch (error) {
      log?.error('The role did not close.', { error })
      process.exit(1)
    }
  }
  const crash = (error: unknown) => {
    log?.error('The process ends because of an error that nothing caught.', { error })
    if (log === undefined) console.error(error)
    process.exit(1)
  }
  const start = async (message: MessageToRole & { type: 'start' }): Promise<RunningRole | undefined> => {
    log = loader.createLog(message.role, message.config)
    addresses = createAddressBook(message.addresses)
    try {
      const startRole = await loader.load(message.role)
      const { role, config } = message
      const otlp = await loader.openOtlp?.(role, config, log)
      const running = await startRole({ config, log, addresses, spans: otlp?.spans })
      const metrics = await loader.serveMetrics?.({ role, config, log, sources: running.metrics ?? [] })
      releaseStartMemory()
      const all = { ...running.addresses, ...metrics?.addresses }
      await send({ type: 'started', addresses: all, firstStart: running.firstStart })
      return {
        ...running,
        async close(graceMs) {
          await running.close(graceMs)
          await metrics?.close()
          await otlp?.close()
        },
      }
    } catch (error) {
      if (isEnding) return undefined
      if (!isAppError(error)) return crash(error)
      await send({ type: 'failed', message: error.message })
      process.exit(1)
    }
  }

  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
  // Ctrl-C reaches the whole process group; the supervisor decides and tells its roles.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => void end(graceWithoutSupervisorMs))
  process.on('disconnect', () => void end(graceWithoutSupervisorMs))
  process.on('message', (message: MessageToRole) => {
    if (message.type === 'start') starting = start(message)
    else if (message.type === 'addresses') addresses?.update(message.addresses)
    else void end(message.graceMs)
  })
}

function send(message: MessageFromRole): Promise<void> {
  return new Promise((resolve) => {
    // A channel that is closed already means that the supervisor is gone; `disconnect` ends this process.
    if (process.send === undefined || !process.connected) resolve()
    else process.send(message, () => resolve())
  })
}

interface UpdatableAddressBook extends AddressBook {
  update(addresses: Addresses): void
}

function createAddressBook(initial: Addresses): UpdatableAddressBook {
  let current = initial
  const listeners: ((addresses: Addresses) => void)[] = []
  return {
    current: () => current,
    onChange: (listener) => void listeners.push(listener),
    update(addresses) {
      current = addresses
      for (const listener of listeners) listener(addresses)
    },
  }
}
