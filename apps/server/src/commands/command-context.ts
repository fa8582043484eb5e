import type { Command } from 'commander'
import type { ConfigSources } from '../config.ts'

/** What a command has of the world around it. */
export interface CommandContext {
  readonly sources: ConfigSources
  /** For results; one line. */
  print(line: string): void
  /** For progress and warnings, so that results can be piped; one line. */
  note(line: string): void
  /** The text that is piped into the program, whole. Absent: none is. */
  readonly readInput?: () => string
  /** Absent: nobody is there who could see or do anything while a command runs. */
  readonly terminal?: Terminal
}

/** Who runs a command, while it runs. */
export interface Terminal {
  /** A person reads along and can answer; otherwise lines go to a file or another program. */
  readonly isInteractive: boolean
  /** Characters of a line. */
  readonly columns: number
  /** Writes beside the results, without ending the line. */
  write(text: string): void
  /** @returns what was typed; undefined when the question was broken off */
  ask(question: string): Promise<string | undefined>
  /** Ctrl-C comes here instead of ending the program; returns the way to stop. */
  onInterrupt(listener: () => void): () => void
}

/** One command of `sluice`: adds itself to the program; its action resolves to the exit code. */
export interface CommandDeclaration {
  readonly summary: string
  /** Options, longer help, and the action, or the actions of commands below it. What it needs is imported when it runs, so that `--help` stays quick. */
  readonly define: (command: Command, run: (action: CommandAction, target?: Command) => void) => void
}

export type CommandAction = (
  context: CommandContext,
  options: Readonly<Record<string, unknown>>,
  /** What stands on the line without the name of an option. */
  operands: readonly string[],
) => Promise<number>
