import type { Addresses } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import { ensureWritableFolder, lockFolder } from '@sluice/platform/data-folder'
import { removeAddresses, saveAddresses } from './address-file.ts'
import { createBackOff } from './back-off.ts'
import type { Config } from './config.ts'
import { assertPortFree } from './exclusive-port.ts'
import { noAddresses } from './role-messages.ts'
import { rolePorts, withPortsOf } from './role-ports.ts'
import type { FirstStartNotes, RoleName } from './roles/role.ts'
import { createSupervisedRole, type RoleLoss, type SupervisedRole } from './supervised-role.ts'

export interface SupervisorOptions {
  readonly config: Config
  readonly roles: readonly RoleName[]
  /** File whose process runs a role when it is given the role argument. */
  readonly entryFile: string
  /** Arguments of Node for the process of each role. */
  readonly execArgv?: Readonly<Record<RoleName, readonly string[]>>
  /** A sentence for the person at the terminal. */
  report(sentence: string): void
}

/** The processes of this installation on this machine; lives until `stop` or `kill`. */
export interface Supervisor {
  /** All roles listen. @throws AppError when one cannot; everything is stopped by then. */
  readonly ready: Promise<void>
  addresses(): Addresses
  /** Roles that have not been ready yet. */
  missing(): readonly RoleName[]
  /** What the roles have to say once to the owner of a new data folder, as far as they said it. */
  firstStart(): FirstStartNotes
  /** Finishes calls in flight for at most `graceMs`. */
  stop(graceMs: number): Promise<void>
  /** Ends everything at once. */
  kill(): void
}

/**
 * Starts one process per role, starts again what dies, and tells each where the others are.
 * @throws AppError `FolderNotWritable`, `FolderInUse`, `PortTaken`
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const { config } = options
  ensureWritableFolder(config.dataFolder)
  const lock = lockFolder(config.dataFolder)
  removeAddresses(config.dataFolder)
  try {
    await assertPortsFree(config, options.roles)
  } catch (error) {
    lock.release()
    throw error
  }

  let state: 'starting' | 'running' | 'stopping' = 'starting'
  let own: Partial<Addresses> = {}
  let firstStart: FirstStartNotes = {}
  const missing = new Set(options.roles)
  const restarts = new Set<NodeJS.Timeout>()
  const ready = Promise.withResolvers<void>()
  const settled = new Map(options.roles.map((name) => [name, Promise.withResolvers<void>()]))
  // Whoever never asks for `ready` must not be ended by its rejection.
  ready.promise.catch(() => undefined)

  const addresses = (): Addresses => ({ ...elsewhere(config, options.roles), ...own })
  const roles = options.roles.map((name) => supervise(name))
  for (const role of roles) role.start(config, addresses())

  function supervise(name: RoleName): SupervisedRole {
    const backOff = createBackOff()
    const role = createSupervisedRole({
      name,
      entryFile: options.entryFile,
      execArgv: options.execArgv?.[name] ?? [],
      onStarted(started, notes) {
        firstStart = { ...firstStart, ...notes }
        settled.get(name)?.resolve()
        if (state === 'stopping') return
        const before = JSON.stringify(addresses())
        own = { ...own, ...started }
        if (JSON.stringify(addresses()) !== before) for (const other of roles) other.announce(addresses())
        if (state === 'running') options.report(`${name} is back.`)
        missing.delete(name)
        if (state === 'running' || missing.size === 0) tellAddresses()
        if (state === 'starting' && missing.size === 0) {
          state = 'running'
          ready.resolve()
        }
      },
      onLost(loss) {
        settled.get(name)?.resolve()
        if (state === 'starting') fail(name, loss)
        else if (state === 'running') restartLater(loss)
      },
    })
    const restartLater = (loss: RoleLoss) => {
      options.report(`${name} ended and is started again: ${loss.reason}`)
      const timer = setTimeout(() => {
        restarts.delete(timer)
        role.start(withPortsOf(config, own), addresses())
      }, backOff.nextDelayMs(loss.readyMs))
      restarts.add(timer)
    }
    return role
  }

  /** A role that cannot start at first makes the whole start fail: half a program would only hide the reason. */
  function fail(role: RoleName, loss: RoleLoss) {
    state = 'stopping'
    const error = new AppError('RoleNotStarted', { role, reason: loss.reason })
    // The others may be making what they tell only once.
    const told = Promise.all(tellingRoles.map((name) => settled.get(name)?.promise))
    void Promise.race([told, delay(tellWithinMs)])
      .then(() => stop(failedStartGraceMs))
      .then(() => ready.reject(error))
  }

  function tellAddresses() {
    try {
      saveAddresses(config.dataFolder, addresses())
    } catch (error) {
      // A full disk is no reason to stop serving.
      options.report(`addresses.json cannot be written: ${(error as Error).message}`)
    }
  }

  async function shutDown(graceMs: number) {
    state = 'stopping'
    for (const timer of restarts) clearTimeout(timer)
    await Promise.all(roles.map((role) => role.stop(graceMs)))
    removeAddresses(config.dataFolder)
    lock.release()
  }

  let stopped: Promise<void> | undefined
  function stop(graceMs: number) {
    stopped ??= shutDown(graceMs)
    return stopped
  }

  return {
    ready: ready.promise,
    addresses,
    missing: () => [...missing],
    firstStart: () => firstStart,
    stop,
    kill() {
      state = 'stopping'
      for (const role of roles) role.kill()
      removeAddresses(config.dataFolder)
    },
  }
}

const failedStartGraceMs = 1_000
/** Roles that make secrets at the first start. */
const tellingRoles: readonly RoleName[] = ['management', 'ml']
const tellWithinMs = 5_000

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

/** Where the roles are that this supervisor does not run. */
function elsewhere(config: Config, roles: readonly RoleName[]): Addresses {
  return {
    ...noAddresses,
    management: roles.includes('management') ? null : (config.managementUrl ?? null),
    ml: roles.includes('ml') ? null : (config.mlUrl ?? null),
    storage: roles.includes('storage') ? null : (config.storageUrl ?? null),
  }
}

/** Before anything is made: a role that finds its port taken may have made a data folder whose secrets nobody was told. */
async function assertPortsFree(config: Config, roles: readonly RoleName[]): Promise<void> {
  for (const { role, key, variable } of rolePorts) {
    if (roles.includes(role)) await assertPortFree(config.host, config[key], variable)
  }
}
