import type { Worker } from 'node:worker_threads'
import type { XmlCheck, XmlSchemaChecker, XmlVerdict } from './xml-schema-checker.ts'

/** A check that takes longer is given up, and its thread with it. */
const defaultMaxMs = 5_000
/** Checks that may wait; each holds a body. */
const maxWaiting = 256

/**
 * Checks on a thread of its own, one after another, so that the caller goes on serving others. The thread is started by
 * the first check; one that takes too long, or dies, is replaced.
 * @param startThread of a file that calls `answerXmlChecks`
 */
export function createThreadedXmlChecker(
  startThread: () => Worker,
  { maxMs = defaultMaxMs }: { readonly maxMs?: number } = {},
): XmlSchemaChecker {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const ask = (check: XmlCheck): Promise<XmlVerdict> =>
    new Promise((resolve) => {
      const worker = thread ?? startThread()
      thread = worker
      // Nobody stays alive for a thread that only waits.
      worker.unref()
      const settle = (verdict: XmlVerdict) => {
        clearTimeout(timer)
        worker.off('message', settle)
        worker.off('error', onError)
        worker.off('exit', onExit)
        resolve(verdict)
      }
      const giveUp = (reason: string) => {
        thread = undefined
        void worker.terminate()
        settle({ kind: 'unusable', reason })
      }
      const onError = (error: Error) => giveUp(`the check failed (${error.message})`)
      const onExit = () => giveUp('the check ended early')
      const timer = setTimeout(giveUp, maxMs, `the check took more than ${maxMs / 1000} seconds`)
      worker.on('message', settle)
      worker.on('error', onError)
      worker.on('exit', onExit)
      worker.postMessage(check)
    })

  return {
    check(check) {
      if (waiting >= maxWaiting) return Promise.resolve({ kind: 'unusable', reason: 'too many checks are waiting' })
      waiting += 1
      const asked = last.then(() => ask(check))
      last = asked.finally(() => {
        waiting -= 1
      })
      return asked
    },
  }
}
