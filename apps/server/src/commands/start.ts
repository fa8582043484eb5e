import { AppError } from '@sluice/contracts/errors'
import { type RoleName, roleNames } from '../roles/role.ts'
import { nearestName } from '../settings/nearest-name.ts'
import { settingsText } from '../settings/settings-text.ts'
import type { CommandContext, CommandDeclaration } from './command-context.ts'

/** Ctrl-C: what calls in flight get, so that everything is over within 10 s. */
const graceMs = 9_500
/** How often somebody who waits is told for what. */
const waitingNoteMs = 10_000
/** Below this a second signal is the same Ctrl-C: npm forwards what the terminal has sent to the whole group already. */
const sameSignalMs = 500

export const start: CommandDeclaration = {
  summary: 'start the roles and keep them running',
  define: (command, run) => {
    command
      .option(
        '--role <names>',
        `only these of ${roleNames.join(', ')}; repeat it or separate them by commas`,
        (names: string, before: readonly string[] = []) => [...before, ...names.split(',')],
      )
      .addHelpText('after', () => `\n${settingsText()}`)
    run(async (context, { role }) => startRoles(context, parseRoles(role as readonly string[] | undefined)))
  },
}

/** @throws AppError `RoleUnknown` */
export function parseRoles(names: readonly string[] | undefined): readonly RoleName[] {
  if (names === undefined) return roleNames
  const trimmed = names.map((name) => name.trim())
  for (const name of trimmed) {
    if ((roleNames as readonly string[]).includes(name)) continue
    const near = nearestName(name, roleNames)
    throw new AppError('RoleUnknown', { role: name, hint: near === undefined ? '' : ` Did you mean ${near}?` })
  }
  return roleNames.filter((name) => trimmed.includes(name))
}

async function startRoles(context: CommandContext, roles: readonly RoleName[]): Promise<number> {
  const { loadConfig } = await import('../config.ts')
  const config = loadConfig(context.sources)
  if (roles.includes('gateway') && !roles.includes('management') && config.managementUrl === undefined) {
    throw new AppError('ManagementNotNamed', {})
  }
  const [{ startSupervisor }, { addressLines }, { roleEntryFile, roleExecArgv }] = await Promise.all([
    import('../supervisor.ts'),
    import('../address-lines.ts'),
    import('../role-entry.ts'),
  ])
  const supervisor = await startSupervisor({
    config,
    roles,
    entryFile: roleEntryFile,
    execArgv: roleExecArgv,
    report: context.note,
  })
  const end = awaitSignals(context, supervisor)
  // Whoever read the output may have gone (`npm start | head`); that is no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let isTold = false
  const tellFirstStart = async () => {
    if (isTold) return
    isTold = true
    const { firstStartText } = await import('../first-start-text.ts')
    for (const line of firstStartText(supervisor.firstStart(), supervisor.addresses())) context.print(line)
  }
  context.note(`Starting ${roles.join(', ')}…`)
  const waiting = setInterval(
    () => context.note(`Still waiting for ${supervisor.missing().join(', ')}…`),
    waitingNoteMs,
  )
  try {
    const exitCode = await Promise.race([supervisor.ready.then(() => undefined), end])
    clearInterval(waiting)
    if (exitCode === undefined) {
      for (const line of addressLines(supervisor.addresses(), config.dataFolder)) context.print(line)
    }
    await tellFirstStart()
    if (exitCode !== undefined) return exitCode
    context.print('')
    context.print('Ready. Ctrl-C stops; `npx sluice status` shows addresses and ids any time.')
    return await end
  } catch (error) {
    // What was made is in the data folder and is never told again, so it is told even if another role could not start.
    await tellFirstStart()
    throw error
  } finally {
    clearInterval(waiting)
  }
}

/** Resolves to the exit code when a signal has stopped everything. */
function awaitSignals(
  context: CommandContext,
  supervisor: { stop(graceMs: number): Promise<void>; kill(): void },
): Promise<number> {
  return new Promise((resolve) => {
    let firstAt: number | undefined
    const stop = () => {
      if (firstAt === undefined) {
        firstAt = performance.now()
        context.note('Stopping: calls in flight may finish for 10 seconds. Ctrl-C again ends at once.')
        void supervisor.stop(graceMs).then(() => resolve(0))
      } else if (performance.now() - firstAt > sameSignalMs) {
        supervisor.kill()
        resolve(130)
      }
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
