import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CallTrace } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { Log } from '@sluice/platform'
import { entryFile } from '@sluice/platform/entry-file'
import { createBackOff } from '../../back-off.ts'
import type { MessageFromWorker, MessageToWorker, WorkerFigures, WorkerSetting } from './worker-messages.ts'

export interface WorkerPoolOptions {
  readonly count: number
  readonly log: Log
  /** What a worker starts with, ports aside: made anew for each, because a later one starts with later knowledge. */
  readonly setting: () => Omit<WorkerSetting, 'number' | 'httpPort' | 'httpsPort' | 'reusePort'>
  readonly httpPort: number
  readonly httpsPort: number
  /** The whole snapshot as one line, for a worker that starts; undefined = there is none yet. */
  readonly snapshotLine: () => string | undefined
  readonly onTrace: (trace: CallTrace) => void
  readonly onCallRecords: (records: readonly string[]) => void
  /** Is told of a worker that has ended, by what it was started with. */
  readonly onEnd: (setting: Pick<WorkerSetting, 'usage'>) => void
}

/** Worker threads that listen on the same two ports. */
export interface WorkerPool {
  /**
   * Starts the workers; the first one binds the ports, the others share them. From then on, one that dies is replaced.
   * @throws AppError `PortTaken`
   */
  start(): Promise<{ readonly httpPort: number; readonly httpsPort: number }>
  /** To all workers that there are, also while they start. */
  send(message: MessageToWorker): void
  /** Resolves when every worker serves a snapshot. */
  readonly served: Promise<void>
  /** What each worker says of itself; who does not answer in time is left out. Only where workers measure themselves. */
  figures(): Promise<readonly (WorkerFigures & { readonly number: number })[]>
  /** Workers that listen and serve a snapshot, how many there should be, and how often one was replaced. */
  state(): { readonly serving: number; readonly wanted: number; readonly restarts: number }
  close(graceMs: number): Promise<void>
}

interface PoolWorker {
  readonly number: number
  readonly thread: Worker
  readonly startedAt: number
  isListening: boolean
  hasSnapshot: boolean
}

/** A worker that is this busy has other things to do; scrapers wait for about ten seconds. */
const figuresWithinMs = 2_000

/** The system has no way to spread connections over listeners of one port. */
class PortNotShared extends Error {}

export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const { log } = options
  const workers = new Set<PoolWorker>()
  const served = Promise.withResolvers<void>()
  const backOff = createBackOff()
  const restarts = new Set<NodeJS.Timeout>()
  const questions = new Map<number, (number: number, figures: WorkerFigures) => void>()
  let asked = 0
  let restartCount = 0
  let { count } = options
  let nextNumber = 1
  let isStarting = true
  let isClosing = false
  let ports = { httpPort: options.httpPort, httpsPort: options.httpsPort }

  const checkServed = () => {
    if (workers.size === count && [...workers].every((worker) => worker.isListening && worker.hasSnapshot)) {
      served.resolve()
    }
  }

  function startWorker(): Promise<void> {
    const started = Promise.withResolvers<void>()
    const number = nextNumber++
    const workerData: WorkerSetting = { ...options.setting(), ...ports, number, reusePort: count > 1 }
    const thread = new Worker(entryFile(join(import.meta.dirname, 'gateway-worker.ts')), { workerData })
    const worker: PoolWorker = { number, thread, startedAt: performance.now(), isListening: false, hasSnapshot: false }
    workers.add(worker)
    const line = options.snapshotLine()
    if (line !== undefined) thread.postMessage({ type: 'line', line } satisfies MessageToWorker)
    // Once all listen, every worker that comes later is one of all.
    if (!isStarting) thread.postMessage({ type: 'complete' } satisfies MessageToWorker)

    thread.on('message', (message: MessageFromWorker) => {
      if (message.type === 'listening') {
        worker.isListening = true
        ports = { httpPort: message.httpPort, httpsPort: message.httpsPort }
        started.resolve()
        checkServed()
      } else if (message.type === 'applied') {
        worker.hasSnapshot = true
        checkServed()
      } else if (message.type === 'trace') {
        options.onTrace(message.trace)
      } else if (message.type === 'figures') {
        questions.get(message.question)?.(number, message.figures)
      } else if (message.type === 'call-records') {
        options.onCallRecords(message.records)
      } else if (message.type === 'refused') {
        started.reject(toRefusal(message))
      }
    })
    thread.on('error', (error) => {
      log.error('A worker of the gateway died.', { worker: number, error })
      started.reject(error)
    })
    thread.on('exit', () => {
      workers.delete(worker)
      options.onEnd(workerData)
      started.reject(new Error(`Worker ${number} ended before it listened.`))
      if (!isClosing && !isStarting) replaceLater(worker.isListening ? performance.now() - worker.startedAt : 0)
    })
    return started.promise
  }

  function replaceLater(ranMs: number): void {
    const timer = setTimeout(() => {
      restarts.delete(timer)
      restartCount += 1
      startWorker().then(
        () => log.info('A new worker of the gateway listens.'),
        // Its end starts the next attempt.
        (error: unknown) => log.error('A new worker of the gateway does not listen.', { error }),
      )
    }, backOff.nextDelayMs(ranMs))
    restarts.add(timer)
  }

  async function startAll(): Promise<void> {
    // One after another: a free port is known only when the first has it.
    await startWorker()
    await Promise.all(Array.from({ length: count - 1 }, () => startWorker()))
  }

  function send(message: MessageToWorker): void {
    for (const { thread } of workers) thread.postMessage(message)
  }

  function figures(): ReturnType<WorkerPool['figures']> {
    return new Promise((resolve) => {
      const question = ++asked
      const expected = new Set([...workers].filter(({ isListening }) => isListening).map(({ number }) => number))
      const answers: (WorkerFigures & { readonly number: number })[] = []
      const finish = () => {
        clearTimeout(timer)
        questions.delete(question)
        resolve(answers.sort((a, b) => a.number - b.number))
      }
      const timer = setTimeout(finish, figuresWithinMs)
      questions.set(question, (number, given) => {
        answers.push({ number, ...given })
        if (expected.delete(number) && expected.size === 0) finish()
      })
      if (expected.size === 0) finish()
      else send({ type: 'figures', question })
    })
  }

  return {
    send,
    figures,
    state: () => ({
      serving: [...workers].filter(({ isListening, hasSnapshot }) => isListening && hasSnapshot).length,
      wanted: count,
      restarts: restartCount,
    }),
    served: served.promise,
    async start() {
      try {
        await startAll()
      } catch (error) {
        if (!(error instanceof PortNotShared)) throw error
        log.warn('This system cannot share a port among several workers; one worker serves all calls.', {
          reason: error.message,
        })
        count = 1
        await startAll()
      }
      isStarting = false
      send({ type: 'complete' })
      checkServed()
      return ports
    },
    async close(graceMs) {
      isClosing = true
      for (const timer of restarts) clearTimeout(timer)
      await Promise.all([...workers].map((worker) => closeWorker(worker, graceMs)))
    },
  }
}

/** A worker that does not end by itself is ended: its calls had their time. */
async function closeWorker({ thread }: PoolWorker, graceMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => resolve())
  })
  thread.postMessage({ type: 'close', graceMs } satisfies MessageToWorker)
  const timer = setTimeout(() => void thread.terminate(), graceMs + 300)
  await ended
  clearTimeout(timer)
}

function toRefusal({ code, port, setting, message }: Extract<MessageFromWorker, { type: 'refused' }>): Error {
  if (code === 'EADDRINUSE') return new AppError('PortTaken', { port, setting })
  return code === 'ENOTSUP' ? new PortNotShared(message) : new Error(message)
}
