import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { AppError, type ErrorCode } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import { entryFile } from '../program/entry-file.ts'
import { describeScript } from './describe-script.ts'
import type { SqlScripts } from './sql-scripts.ts'

export interface SqlProcessOptions {
  /** After this a script is ended, and so is the process it runs in. */
  readonly timeLimitMs: number
  /** Default 512 MB. */
  readonly memoryLimitBytes?: number
}

/** What the process is asked. */
export interface SqlQuestion {
  readonly script: string
  readonly tables: Readonly<Record<string, Table>>
  readonly timeLimitMs: number
  readonly memoryLimitBytes: number
}

/** What it answers. */
export type SqlAnswer =
  | 'ready'
  | { readonly result: Table }
  | { readonly error: { readonly code: ErrorCode; readonly parameters: object } }
  | { readonly failure: string }

const defaultMemoryLimit = 512_000_000
const idleMs = 60_000

/**
 * Scripts in a process of their own, one after another, for processes that must go on whatever a script does: SQLite
 * cannot be interrupted from outside, a process can. It is started when it is needed and ended when it is idle.
 */
export function createSqlProcess(options: SqlProcessOptions): SqlScripts {
  const { timeLimitMs, memoryLimitBytes = defaultMemoryLimit } = options
  let child: ChildProcess | undefined
  let isReady = false
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const end = () => {
    child?.kill('SIGKILL')
    child = undefined
  }
  const start = (): ChildProcess => {
    const started = fork(entryFile(join(import.meta.dirname, 'sql-process-entry.ts')), [], {
      // Nothing of this process' environment: it may hold secrets.
      env: {},
      execArgv: [`--max-old-space-size=${Math.ceil((memoryLimitBytes * 2) / 1_048_576)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    isReady = false
    return started
  }

  const ask = (question: SqlQuestion, signal: AbortSignal | undefined): Promise<Table> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      clearTimeout(idle)
      child ??= start()
      const own = child
      own.ref()
      own.channel?.ref()
      const stop = (reason: unknown) => {
        finish()
        end()
        reject(reason)
      }
      const seconds = timeLimitMs / 1000
      let timer: NodeJS.Timeout | undefined
      // The time that the process takes to start is not the script's.
      const sendQuestion = () => {
        const details = `The script took longer than ${seconds} seconds.`
        timer = setTimeout(() => stop(new AppError('SqlScriptFailed', { details })), timeLimitMs)
        own.send(question)
      }
      const onAbort = () => stop(signal?.reason)
      const onGone = () =>
        stop(new AppError('SqlScriptFailed', { details: 'The script needs more memory than it may have.' }))
      const onError = (error: Error) => stop(error)
      const onMessage = (answer: SqlAnswer) => {
        if (answer === 'ready') {
          isReady = true
          sendQuestion()
          return
        }
        finish()
        own.unref()
        own.channel?.unref()
        idle = setTimeout(end, idleMs)
        idle.unref()
        if ('result' in answer) resolve(answer.result)
        else if ('error' in answer) reject(new AppError(answer.error.code, answer.error.parameters as never))
        else reject(new Error(answer.failure))
      }
      const finish = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        own.off('message', onMessage)
        own.off('exit', onGone)
        own.off('error', onError)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      own.on('message', onMessage)
      own.on('exit', onGone)
      own.on('error', onError)
      if (isReady) sendQuestion()
    })

  return {
    run(script, tables, { signal } = {}) {
      const question = { script, tables, timeLimitMs, memoryLimitBytes }
      const answer = last.then(() => ask(question, signal))
      last = answer.catch(() => {})
      return answer
    },
    runOnFiles: () => Promise.reject(new Error('Files are for processes that run experiments.')),
    describe: describeScript,
    async close() {
      clearTimeout(idle)
      end()
    },
  }
}
