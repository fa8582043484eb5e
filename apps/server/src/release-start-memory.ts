import { flushCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Long enough for what follows a start: first connections, first snapshot. */
const settledAfterMs = 2_000

/**
 * Gives back what loading the program has left behind, a third of what an idle process holds: V8 collects it only when it
 * runs out of room. What was compiled is written down for the next start, which Node would do at an end in good order only.
 * For the thread that calls it, once, some time after.
 */
export function releaseStartMemory(): void {
  setTimeout(() => {
    flushCompileCache()
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect === 'function') collect()
  }, settledAfterMs).unref()
}
