import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import type { TableWork, WorkPassage } from '@sluice/ml'
import { entryFile } from '@sluice/platform/entry-file'
import { fromSentError } from '../runs/run-worker-messages.ts'
import { workerEnvironment } from '../worker-environment.ts'
import type { MessageFromTableWorker, MessageToTableWorker, TableTask } from './table-work-messages.ts'

export interface TableWorkProcessOptions {
  /** For what does not fit into the memory of queries. */
  readonly temporaryFolder: string
  /** Of the JavaScript heap; default 1 GB. */
  readonly heapBytes?: number
  /** A process that has nothing to do for so long ends; default 20 000. */
  readonly idleMs?: number
}

interface Waiting {
  readonly passage: WorkPassage
  resolve(result: unknown): void
  reject(error: unknown): void
}

const defaultHeapBytes = 1_000_000_000

/** The work in a process of its own, which is started when there is some, so that serving never waits for it. */
export function createTableWorkProcess(options: TableWorkProcessOptions): TableWork & { pid(): number | undefined } {
  const { temporaryFolder, heapBytes = defaultHeapBytes, idleMs = 20_000 } = options
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let lastId = 0

  const start = (): ChildProcess => {
    const started = fork(entryFile(join(import.meta.dirname, 'table-worker.ts')), [temporaryFolder], {
      env: workerEnvironment(),
      execArgv: [`--max-old-space-size=${Math.ceil(heapBytes / 1_048_576)}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    started.on('message', (message: MessageFromTableWorker) => {
      const one = waiting.get(message.id)
      if (one === undefined) return
      if (message.type === 'progress') one.passage.onProgress?.(message.progress)
      else if (message.type === 'done') one.resolve(message.result)
      else one.reject(fromSentError(message.error))
    })
    const lose = () => {
      // A process that was ended for idleness has no work; that of its successor is not lost with it.
      if (child !== started) return
      child = undefined
      for (const one of waiting.values()) one.reject(new AppError('TableWorkLost', {}))
    }
    started.on('error', lose)
    started.on('exit', lose)
    // The role may end while it is idle.
    started.unref()
    started.channel?.unref()
    return started
  }

  const run = async (task: TableTask, passage: WorkPassage): Promise<unknown> => {
    passage.signal.throwIfAborted()
    clearTimeout(idleTimer)
    child ??= start()
    const worker = child
    lastId += 1
    const id = lastId
    const send = (message: MessageToTableWorker) => worker.send(message, () => undefined)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    waiting.set(id, { passage, resolve, reject })
    const cancel = () => send({ type: 'cancel', id })
    passage.signal.addEventListener('abort', cancel, { once: true })
    send({ type: 'run', id, task })
    try {
      return await promise
    } catch (error) {
      throw passage.signal.aborted ? passage.signal.reason : error
    } finally {
      passage.signal.removeEventListener('abort', cancel)
      waiting.delete(id)
      if (waiting.size === 0) {
        idleTimer = setTimeout(() => {
          child?.kill('SIGKILL')
          child = undefined
        }, idleMs)
        idleTimer.unref()
      }
    }
  }

  return {
    pid: () => child?.pid,
    guess: (source, readOptions, passage) =>
      run({ kind: 'guess', source, options: readOptions }, passage) as ReturnType<TableWork['guess']>,
    importFile: (task, passage) => run({ kind: 'import', task }, passage) as ReturnType<TableWork['importFile']>,
    statistics: (tablePath, passage) =>
      run({ kind: 'statistics', tablePath }, passage) as ReturnType<TableWork['statistics']>,
    async close() {
      clearTimeout(idleTimer)
      child?.kill('SIGKILL')
      child = undefined
    },
  }
}
