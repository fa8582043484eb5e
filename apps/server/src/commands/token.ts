import type { CommandDeclaration } from './command-context.ts'
import { commandAuthor, readServiceName, withManagementStore } from './management-store.ts'
import { parseLifetime, parseRole } from './option-values.ts'

export const token: CommandDeclaration = {
  summary: 'print a bearer token for the management API and the AzureML management calls',
  define: (command, run) => {
    command
      .option('--lifetime <time>', 'how long it is valid: 90s, 15m, 8h or 30d, at most 366d', '1h')
      .option('--role <role>', 'what it may do: developer, analyst, publisher or administrator', 'administrator')
      .option('--service <name>', 'the one service it is good for; default: the whole installation')
      .option('--name <name>', 'what it is for, as the list shows it')
      .option('--list', 'show the tokens that are valid, without themselves')
      .option('--revoke <id>', 'end a token at once, by its id in the list')
    run(async (context, { lifetime, role, service, name, list, revoke }) => {
      const wanted = { lifetimeSeconds: parseLifetime(String(lifetime)), role: parseRole(String(role)) }
      const { issueToken, listTokens, revokeToken } = await import('@sluice/management/credentials')
      return withManagementStore(context, async (surroundings) => {
        if (list === true) {
          for (const record of await listTokens(surroundings)) {
            const reach = record.service ?? 'every service'
            context.print(
              `${record.id}  ${record.role} of ${reach}, until ${record.expiresAt}  ${record.name}`.trimEnd(),
            )
          }
        } else if (revoke !== undefined) {
          await revokeToken(surroundings.store, commandAuthor, String(revoke))
          context.note(`Revoked ${revoke}.`)
        } else {
          const made = await issueToken(surroundings, commandAuthor, {
            ...wanted,
            name: name as string | undefined,
            service: await readServiceName(surroundings.store, service),
          })
          context.print(made.token)
        }
        return 0
      })
    })
  },
}
