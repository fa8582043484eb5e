import { readFileSync } from 'node:fs'
import { isAppError } from '@sluice/contracts/errors'
import { Command, CommanderError } from 'commander'
import type { CommandAction, CommandContext } from './commands/command-context.ts'
import { commands } from './commands/index.ts'
import { processTerminal } from './commands/process-terminal.ts'
import { programVersion } from './program-version.ts'

/**
 * Runs one command line of `sluice`.
 * @returns the exit code
 */
export async function runCommandLine(
  args: readonly string[],
  context: CommandContext = terminalContext,
): Promise<number> {
  let exitCode = 0
  const program = new Command('sluice')
    .description('Machine-learning web services under API management, on your own machines')
    .version(programVersion(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.note(text.trimEnd()),
    })
    .exitOverride()
  for (const [name, { summary, define }] of Object.entries(commands)) {
    const command = program
      .command(name)
      .summary(summary)
      .description(`${capitalized(summary)}.`)
      .copyInheritedSettings(program)
    define(command, (action: CommandAction, target = command) => {
      // Operands come one by one, then the options, then the command itself.
      target.action(async (...given: unknown[]) => {
        const options = given.at(-2) as Readonly<Record<string, unknown>>
        // One that takes several is a list.
        const operands = given
          .slice(0, -2)
          .flat()
          .filter((operand) => operand !== undefined)
        exitCode = await action(context, options, operands.map(String))
      })
    })
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Help and version end this way, too; what they had to say is said.
    if (error instanceof CommanderError) return error.exitCode
    if (!isAppError(error)) throw error
    context.note(error.message)
    return 1
  }
}

const terminalContext: CommandContext = {
  sources: {},
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  // By its number: asking `process.stdin` for it would make it one that cannot be waited for.
  readInput: () => readFileSync(0, 'utf8'),
  terminal: processTerminal,
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
