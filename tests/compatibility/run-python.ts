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

/** The command of the Python that has Azure's storage library; it belongs to Debian's own, which need not be the first on the path. */
export function findStorageLibrary(): { readonly command: string } | { readonly reason: string } {
  for (const command of ['/usr/bin/python3', 'python3']) {
    try {
      execFileSync(command, ['-c', 'import azure.storage.blob'], { stdio: 'pipe' })
      return { command }
    } catch {
      // The next one may have it.
    }
  }
  return { reason: 'azure-storage-blob is not there; Debian: apt-get install python3-azure-storage' }
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
