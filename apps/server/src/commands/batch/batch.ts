import type { Command } from 'commander'
import type { CommandDeclaration } from '../command-context.ts'
import { defineCancel, defineList, defineStatus } from './jobs.ts'
import { keyVariables } from './open-calls.ts'
import { defineRun } from './run.ts'

const help = `
Ends with 0 when it did what it was asked, with 1 when that could not be done. \`run\` ends with 2 when the job failed,
with 3 when it was cancelled, and with 130 when it was interrupted and the job goes on.`

export const batch: CommandDeclaration = {
  summary: 'run batch jobs on files, list, show or cancel them',
  define: (command, run) => {
    command.helpCommand(false).addHelpText('after', help)
    const below = (name: string, summary: string): Command =>
      withEndpoint(command.command(name).summary(summary).description(`${summary}.`).copyInheritedSettings(command))
    for (const define of [defineRun, defineList, defineStatus, defineCancel]) define(below, run)
  },
}

/** What every call needs. */
const withEndpoint = (command: Command): Command =>
  command
    .requiredOption(
      '--endpoint <address or id>',
      'scoring address, as the dashboard and `sluice status` show it, or id',
    )
    .option('--key <key>', `primary or secondary key of the endpoint; default: the variable ${keyVariables.key}`)
    .option(
      '--subscription-key <key>',
      `of a product, when the address is that of a gateway; default: the variable ${keyVariables.subscriptionKey}`,
    )
