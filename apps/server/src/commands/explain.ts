import type { CommandDeclaration } from './command-context.ts'
import { commandAuthor, readServiceName, withManagementStore } from './management-store.ts'

/** Long enough for one question. */
const lifetimeSeconds = 60

export const explain: CommandDeclaration = {
  summary: 'say why the gateway refused a call: which rule, where it is written, when it will pass',
  define: (command, run) => {
    command
      .argument('<id>', 'id of the call: the header apim-request-id of its answer, or activityId in the body')
      .option('--service <name>', 'the service that was called; default: the first one')
      .option('--json', 'the explanation as JSON')
    run(async (context, { service, json }, [id = '']) => {
      const [{ loadConfig }, { loadAddresses }, { fetchExplanation }, { explanationLines }, credentials] =
        await Promise.all([
          import('../config.ts'),
          import('../address-file.ts'),
          import('../explain/fetch-explanation.ts'),
          import('../explain/explanation-lines.ts'),
          import('@sluice/management/credentials'),
        ])
      const address = loadAddresses(loadConfig(context.sources).dataFolder)?.management ?? null
      return withManagementStore(context, async (surroundings) => {
        const { store } = surroundings
        const name = await readServiceName(store, service)
        const made = await credentials.issueToken(surroundings, commandAuthor, {
          role: 'analyst',
          name: 'sluice explain',
          lifetimeSeconds,
        })
        try {
          const explanation = await fetchExplanation({ store, address, token: made.token, service: name }, id)
          if (json === true) context.print(JSON.stringify(explanation))
          else for (const line of explanationLines(explanation, address ?? '')) context.print(line)
        } finally {
          await credentials.revokeToken(store, commandAuthor, made.record.id)
        }
        return 0
      })
    })
  },
}
