import type { Command } from 'commander'
import type { ConfigSources } from '../config.ts'

/** What a command has of the world around it. */
export interface CommandContext {
  readonly sources: ConfigSources
  /** For results; one line. */
  print(line: string): void
  /** For progress and warnings, so that results can be piped; one line. */
  note(line: string): void
}

/** One command of `sluice`: adds itself to the program; its action resolves to the exit code. */
export interface CommandDeclaration {
  readonly summary: string
  /** Options, longer help, and the action. What it needs is imported when it runs, so that `--help` stays quick. */
  readonly define: (command: Command, run: (action: CommandAction) => void) => void
}

export type CommandAction = (
  context: CommandContext,
  options: Readonly<Record<string, unknown>>,
  /** What was given without an option's name. */
  words: readonly (string | undefined)[],
) => Promise<number>
