import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'

/**
 * For processes and threads that this role starts: nothing of its own environment, which may hold secrets and which they need
 * nothing of, but where compiled code is kept, which makes their start two to three times as quick.
 */
export function workerEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // That of this version of Node, in the one of all.
  const folder = getCompileCacheDir()
  return folder === undefined ? more : { NODE_COMPILE_CACHE: dirname(folder), ...more }
}
