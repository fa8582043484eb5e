import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'

export interface PythonResult {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

const timeLimitMs = 60_000

/** The command that runs Python 3, or why there is none; the test command installs it where it may. */
export function findPython(): { readonly command: string } | { readonly reason: string } {
  try {
    execFileSync('python3', ['--version'], { stdio: 'pipe' })
    return { command: 'python3' }
  } catch (error) {
    return {
      reason: `python3 does not run (${(error as NodeJS.ErrnoException).code}); Debian: apt-get install python3`,
    }
  }
}

/** Runs a program of this folder; it inherits no proxy settings, because it talks to this machine only. */
export function runPython(
  command: string,
  program: string,
  programArguments: readonly string[],
): Promise<PythonResult> {
  return new Promise((resolve) => {
    execFile(
      command,
      [join(import.meta.dirname, program), ...programArguments],
      { timeout: timeLimitMs, env: { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONDONTWRITEBYTECODE: '1' } },
      (error, output, errors) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ exitCode, output, errors })
      },
    )
  })
}
