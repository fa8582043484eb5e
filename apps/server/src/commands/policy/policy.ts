import type { Command } from 'commander'
import type { CommandDeclaration } from '../command-context.ts'
import { defineCheck } from './check.ts'
import { defineRun } from './run.ts'

const help = `
Neither needs an installation. Both end with 0 when all is well, with 1 when it is not, and with 2 when something
cannot be read.`

export const policy: CommandDeclaration = {
  summary: 'check policy documents, or run them against requests in files',
  define: (command, run) => {
    command.helpCommand(false).addHelpText('after', help)
    const below = (name: string, summary: string): Command =>
      command.command(name).summary(summary).description(`${summary}.`).copyInheritedSettings(command)
    for (const define of [defineCheck, defineRun]) define(below, run)
  },
}
