import { flushCompileCache } from 'node:module'
import { Worker } from 'node:worker_threads'

/** When nearly all code is loaded. */
const keepCodeAfterMs = 3_000

/** Ends this process when the role that has started it is gone, even while it computes without a pause. */
export function endWithRole(): void {
  const watch = `const before = process.ppid
    setInterval(() => { if (process.ppid !== before) process.kill(process.pid, 'SIGKILL') }, 500)`
  new Worker(watch, {
    eval: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  }).unref()
  process.on('disconnect', () => process.exit(1))
  // Otherwise kept at the end, and these processes end by being killed.
  setTimeout(flushCompileCache, keepCodeAfterMs).unref()
}
