import type { CommandDeclaration } from './command-context.ts'

export const status: CommandDeclaration = {
  summary: 'show addresses, ids and which roles run',
  define: (command, run) => {
    command.option('--json', 'addresses and ids as JSON')
    run(async (context, { json }) => {
      const [{ loadConfig }, { readInstallation }] = await Promise.all([
        import('../config.ts'),
        import('../installation.ts'),
      ])
      const config = loadConfig(context.sources)
      const { status, roles } = await readInstallation(config)
      if (json === true) {
        context.print(JSON.stringify(status))
        return 0
      }
      const { statusLines } = await import('../status-lines.ts')
      for (const line of statusLines(status, roles, config.dataFolder)) context.print(line)
      return 0
    })
  },
}
