import type { Check, Finding, Surroundings } from '../doctor/check.ts'
import type { CommandDeclaration } from './command-context.ts'

export const doctor: CommandDeclaration = {
  summary: 'check ports, data folder, disk, clock, versions, secret key, database, external cache and certificates',
  define: (command, run) => {
    command.addHelpText(
      'after',
      '\nEach line says ok, warn or fail, and what to do. The exit code is 1 when a line says fail.',
    )
    run(async (context) => {
      const [{ loadConfig }, { checks }, { projectFolder }] = await Promise.all([
        import('../config.ts'),
        import('../doctor/index.ts'),
        import('../project-folder.ts'),
      ])
      const surroundings = { config: loadConfig(context.sources), now: Date.now(), projectFolder }
      let exitCode = 0
      for (const [name, check] of Object.entries(checks)) {
        for (const { state, text, remedy } of await findings(check, surroundings)) {
          context.print(`${state.padEnd(4)}  ${name}: ${text}.${remedy === undefined ? '' : ` ${remedy}`}`)
          if (state === 'fail') exitCode = 1
        }
      }
      return exitCode
    })
  },
}

/** A side that cannot even be looked at is a finding, too, and the others are still of interest. */
const findings = (check: Check, surroundings: Surroundings): Promise<readonly Finding[]> =>
  check(surroundings).catch((error: Error) => [
    { state: 'fail', text: `cannot be checked (${error.message})`, remedy: 'Mend what the message names.' },
  ])
