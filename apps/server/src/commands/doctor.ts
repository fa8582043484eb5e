import type { CommandDeclaration } from './command-context.ts'

export const doctor: CommandDeclaration = {
  summary: 'check ports, data folder, disk, clock, versions, secret key, database and certificates',
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
        for (const { state, text, remedy } of await check(surroundings)) {
          context.print(`${state.padEnd(4)}  ${name}: ${text}.${remedy === undefined ? '' : ` ${remedy}`}`)
          if (state === 'fail') exitCode = 1
        }
      }
      return exitCode
    })
  },
}
