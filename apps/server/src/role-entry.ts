import { join } from 'node:path'
import { entryFile } from '@sluice/platform/entry-file'
import type { RoleName } from './roles/role.ts'

/** File that runs a role when it is given the role argument. A module of its own: `main.ts` is still busy when commands run. */
export const roleEntryFile = entryFile(join(import.meta.dirname, 'main.ts'))

/**
 * Arguments of Node for the process of a role. Management answers few calls and makes little garbage: a small nursery
 * saves memory there. The others get what V8 takes by itself, because theirs is the path of every call.
 */
export const roleExecArgv: Readonly<Record<RoleName, readonly string[]>> = {
  management: ['--max-semi-space-size=4'],
  gateway: [],
  ml: [],
  storage: [],
}
