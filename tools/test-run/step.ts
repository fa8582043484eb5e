import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

/** What a step of `npm test` came to; a check counts as one test. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  /** For the line of the step: what was skipped and why, or how much was done. */
  readonly note?: string
  /** Shown below the line when something failed. */
  readonly output?: string
}

/** One step of `npm test`. */
export interface Step {
  readonly name: string
  run(): Promise<Outcome>
}

export interface CommandResult {
  /** Undefined = the program is not there, or a signal ended it. */
  readonly exitCode: number | undefined
  /** stdout and stderr as they came. */
  readonly output: string
}

/** Runs a program and keeps what it says, or lets it through to the terminal. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly folder: string; readonly isShown?: boolean; readonly environment?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.folder,
      // The programs of our packages start with whatever `node` is found first: it has to be the one that runs this.
      env: {
        ...process.env,
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        ...options.environment,
      },
      stdio: options.isShown === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (error) => resolve({ exitCode: undefined, output: error.message }))
    child.once('close', (code) => resolve({ exitCode: code ?? undefined, output }))
  })
}
