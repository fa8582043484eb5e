import { join } from 'node:path'

/** File that runs a role when it is given the role argument. A module of its own: `main.ts` is still busy when commands run. */
export const roleEntryFile = join(import.meta.dirname, 'main.ts')

/** Arguments of Node for the processes of the roles. */
export const roleExecArgv: readonly string[] = []
