import { AppError } from '@sluice/contracts/errors'
import type { CommandDeclaration } from './command-context.ts'
import { commandAuthor, readServiceName, withManagementStore } from './management-store.ts'
import { parseLifetime, parseRole } from './option-values.ts'

const actions = ['add', 'list', 'remove'] as const

export const client: CommandDeclaration = {
  summary: 'add, list or remove programs that sign in by themselves, as Azure’s libraries do',
  define: (command, run) => {
    command
      .argument('<action>', actions.join(', '))
      .argument('[name-or-id]', 'what it is called (add), or its client id (remove)')
      .option('--role <role>', 'what it may do: developer, analyst, publisher or administrator', 'administrator')
      .option('--service <name>', 'the one service it is good for; default: the whole installation')
      .option('--lifetime <time>', 'how long it is valid: 8h or 30d, at most 366d; default: until it is removed')
      .addHelpText('after', '\n`add` prints the client id and the secret, which is shown this once only.')
    run(async (context, { role, service, lifetime }, [action, subject]) => {
      const { addClient, listClients, removeClient } = await import('@sluice/management/credentials')
      return withManagementStore(context, async (surroundings) => {
        switch (action) {
          case 'add': {
            const made = await addClient(surroundings, commandAuthor, {
              displayName: required(subject, 'the name of the new client'),
              role: parseRole(String(role)),
              service: await readServiceName(surroundings.store, service),
              lifetimeSeconds: lifetime === undefined ? undefined : parseLifetime(String(lifetime)),
            })
            context.print(`client id:     ${made.record.clientId}`)
            context.print(`client secret: ${made.clientSecret}`)
            return 0
          }
          case 'list':
            for (const record of await listClients(surroundings.store)) {
              const end = record.expiresAt === null ? 'until it is removed' : `until ${record.expiresAt}`
              const reach = record.service ?? 'every service'
              context.print(`${record.clientId}  ${record.role} of ${reach}, ${end}  ${record.displayName}`)
            }
            return 0
          case 'remove':
            await removeClient(
              surroundings.store,
              commandAuthor,
              required(subject, 'the client id, as `list` shows it'),
            )
            context.note(`Removed ${subject}.`)
            return 0
          default:
            throw new AppError('OptionInvalid', {
              option: 'action',
              value: String(action),
              rule: `must be one of ${actions.join(', ')}`,
            })
        }
      })
    })
  },
}

function required(subject: string | undefined, what: string): string {
  if (subject !== undefined && subject.trim() !== '') return subject
  throw new AppError('OptionInvalid', { option: 'name-or-id', value: `'${subject ?? ''}'`, rule: `must be ${what}` })
}
