import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { projectFolder } from './project-folder.ts'
import { roleProcessArgument } from './role-messages.ts'

/** What the whole program does with its arguments; sets the exit code. */
async function main(args: readonly string[]): Promise<void> {
  // The usual way in, tools/run.mjs, has done so already; this is for whoever runs this file itself.
  enableCompileCache(join(projectFolder, '.cache', 'compile'))
  if (args[0] === roleProcessArgument && process.send !== undefined) {
    const [{ runRoleProcess }, { roleLoader }] = await Promise.all([
      import('./role-process.ts'),
      import('./compose.ts'),
    ])
    runRoleProcess(roleLoader)
    return
  }
  const { runCommandLine } = await import('./command-line.ts')
  process.exitCode = await runCommandLine(args)
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
