import { isMainThread, Worker } from 'node:worker_threads'
import { isAppError } from '@sluice/contracts'
import { runInMemory } from './run-in-memory.ts'
import type { SqlAnswer, SqlQuestion } from './sql-process.ts'

// The entry of the process that runs scripts. While SQLite works nothing else happens in its thread; so another thread
// ends the process when that takes too long, or when the process it works for is gone.

const watchEveryMs = 1000
/** The one that asks ends it first; this is for when that is gone. */
const graceMs = 5000

const watch = `
  const { parentPort } = require('node:worker_threads')
  const parent = process.ppid
  let deadline = Infinity
  parentPort.on('message', (next) => { deadline = next })
  parentPort.postMessage('watching')
  setInterval(() => {
    if (process.ppid !== parent || Date.now() > deadline) process.kill(process.pid, 'SIGKILL')
  }, ${watchEveryMs})
`

if (isMainThread) {
  const watcher = new Worker(watch, { eval: true })
  watcher.unref()
  process.on('disconnect', () => process.exit(0))
  process.on('message', (question: SqlQuestion) => {
    watcher.postMessage(Date.now() + question.timeLimitMs + graceMs)
    process.send?.(answer(question))
    watcher.postMessage(Number.POSITIVE_INFINITY)
  })
  // A thread does not start while its parent is busy.
  watcher.once('message', () => process.send?.('ready' satisfies SqlAnswer))
}

function answer({ script, tables, memoryLimitBytes }: SqlQuestion): SqlAnswer {
  try {
    return { result: runInMemory(script, tables, memoryLimitBytes) }
  } catch (error) {
    if (isAppError(error)) return { error: { code: error.code, parameters: error.parameters } }
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
