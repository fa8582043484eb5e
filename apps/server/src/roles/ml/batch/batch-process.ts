import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import { type BatchEngine, type EngineJob, EngineLost, pause } from '@sluice/ml'
import { entryFile } from '@sluice/platform/entry-file'
import { residentBytes } from '../resident-bytes.ts'
import { fromSentError } from '../runs/run-worker-messages.ts'
import type { StoragePlace } from '../storage-place.ts'
import { workerEnvironment } from '../worker-environment.ts'
import type {
  BatchCall,
  BatchNews,
  BatchWorkerSetting,
  MessageFromBatchWorker,
  MessageToBatchWorker,
} from './batch-messages.ts'

export interface BatchProcessOptions {
  readonly setting: BatchWorkerSetting
  storage(): StoragePlace
  /** Beyond it the process is ended. */
  readonly memoryBytes: number
  /** A process that has nothing to do for so long ends; default 20 000. */
  readonly idleMs?: number
}

interface Waiting {
  readonly onNews: (news: BatchNews) => Promise<void>
  resolve(result: unknown): void
  reject(error: unknown): void
}

interface Running {
  readonly child: ChildProcess
  readonly waiting: Map<number, Waiting>
  readonly definitions: Set<string>
  /** It takes calls: what it is lost by from then on may be the fault of one. */
  isReady: boolean
  hasOverrun: boolean
  /** What was told of it last. */
  storage: string
}

const watchEveryMs = 250
const keptErrorText = 4_000
/** Between starts of a process that ends before it takes calls; about a minute in all. */
const startPausesMs = [0, 100, 300, 1_000, 3_000, 10_000, 15_000, 15_000, 15_000]

/** The engine in a process of its own, which is started when there is work, so that serving never waits for it. */
export function createBatchProcess(options: BatchProcessOptions): BatchEngine & { pid(): number | undefined } {
  const { setting, memoryBytes, idleMs = 20_000 } = options
  let running: Running | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let lastId = 0
  let isClosed = false

  const start = (): Running => {
    const child = fork(entryFile(join(import.meta.dirname, 'batch-worker.ts')), [JSON.stringify(setting)], {
      // Threads that each keep free memory to themselves keep much of it.
      env: workerEnvironment({ MALLOC_ARENA_MAX: '2' }),
      execArgv: [`--max-old-space-size=${Math.ceil(memoryBytes / 1_048_576)}`, '--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    })
    const started: Running = {
      child,
      waiting: new Map(),
      definitions: new Set(),
      isReady: false,
      hasOverrun: false,
      storage: '',
    }
    let errorText = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errorText = (errorText + text).slice(-keptErrorText)
    })
    child.on('message', (message: MessageFromBatchWorker) => hear(started, message))
    const watch = setInterval(() => {
      tellStorage(started)
      const bytes = residentBytes(child.pid)
      if (bytes === undefined || bytes <= memoryBytes) return
      started.hasOverrun = true
      child.kill('SIGKILL')
    }, watchEveryMs)
    watch.unref()
    const lose = (how: string) => {
      clearInterval(watch)
      if (running === started) running = undefined
      const isFull = started.hasOverrun || /heap out of memory|Allocation failed/i.test(errorText)
      const text = `The process ${how}. ${errorText}`.trim()
      for (const one of started.waiting.values()) {
        if (isFull) one.reject(new OutOfMemory(how))
        else one.reject(started.isReady ? new EngineLost(text) : new EngineNotStarted(text))
      }
      started.waiting.clear()
    }
    child.on('error', (error) => lose(`was not started: ${error.message}`))
    child.on('close', (code, signal) => lose(signal === null ? `ended with code ${code}` : `ended by ${signal}`))
    // The role may end while it is idle.
    child.unref()
    child.channel?.unref()
    ;(child.stderr as unknown as { unref?(): void })?.unref?.()
    return started
  }

  /** It may come back at another address while a job goes on. */
  const tellStorage = (to: Running) => {
    const place = options.storage()
    const text = JSON.stringify(place)
    if (text === to.storage) return
    to.storage = text
    send(to.child, { type: 'storage', place })
  }

  const hear = (from: Running, message: MessageFromBatchWorker) => {
    const { child, waiting } = from
    if (message.type === 'ready') {
      from.isReady = true
      return
    }
    const one = waiting.get(message.id)
    if (one === undefined) return
    if (message.type === 'done') one.resolve(message.result)
    else if (message.type === 'failed') one.reject(fromSentError(message.error))
    else {
      const { id, told, news } = message
      one.onNews(news).then(
        () => send(child, { type: 'heard', id, told }),
        // Whoever cannot keep what was done ends the work.
        (error: unknown) => {
          send(child, { type: 'cancel', id })
          one.reject(error)
        },
      )
    }
  }

  const call = async (...args: Parameters<typeof callOnce>): Promise<unknown> => {
    for (const pauseMs of startPausesMs) {
      try {
        return await callOnce(...args)
      } catch (error) {
        if (!(error instanceof EngineNotStarted) || isClosed) throw error
        const [, , , signal] = args
        signal.throwIfAborted()
        await pause(pauseMs, signal)
      }
    }
    return callOnce(...args)
  }
  const callOnce = async (
    { definition, ...job }: EngineJob,
    what: BatchCall,
    onNews: Waiting['onNews'],
    signal: AbortSignal,
  ): Promise<unknown> => {
    signal.throwIfAborted()
    clearTimeout(idleTimer)
    running ??= start()
    tellStorage(running)
    const { child, waiting, definitions } = running
    if (!definitions.has(job.definitionHash)) {
      definitions.add(job.definitionHash)
      send(child, { type: 'define', hash: job.definitionHash, definition })
    }
    lastId += 1
    const id = lastId
    const result = Promise.withResolvers<unknown>()
    waiting.set(id, { onNews, resolve: result.resolve, reject: result.reject })
    const cancel = () => send(child, { type: 'cancel', id })
    signal.addEventListener('abort', cancel, { once: true })
    send(child, { type: 'call', id, job, call: what })
    try {
      return await result.promise
    } catch (error) {
      throw signal.aborted ? signal.reason : error
    } finally {
      signal.removeEventListener('abort', cancel)
      waiting.delete(id)
      if (waiting.size === 0 && running?.child === child) {
        idleTimer = setTimeout(end, idleMs)
        idleTimer.unref()
      }
    }
  }
  const end = () => {
    running?.child.kill('SIGKILL')
    running = undefined
  }
  const noNews = async () => undefined

  return {
    pid: () => running?.child.pid,
    examine: (job, signal) => call(job, { kind: 'examine' }, noNews, signal) as ReturnType<BatchEngine['examine']>,
    async findParts(job, plan, from, onPart, signal) {
      const onNews = async (news: BatchNews) => (news.kind === 'part' ? onPart(news.part) : undefined)
      await call(job, { kind: 'findParts', plan, from }, onNews, signal)
    },
    scorePart(job, plan, part, onCheckpoint, signal) {
      const onNews = async (news: BatchNews) => (news.kind === 'checkpoint' ? onCheckpoint(news.checkpoint) : undefined)
      return call(job, { kind: 'scorePart', plan, part }, onNews, signal) as ReturnType<BatchEngine['scorePart']>
    },
    async commit(job, blocks, signal) {
      await call(job, { kind: 'commit', blocks }, noNews, signal)
    },
    runWhole(job, onProgress, signal) {
      const onNews = async (news: BatchNews) => {
        if (news.kind === 'progress') onProgress(news.progress)
      }
      return call(job, { kind: 'runWhole' }, onNews, signal) as ReturnType<BatchEngine['runWhole']>
    },
    async close() {
      isClosed = true
      clearTimeout(idleTimer)
      end()
    },
  }
}

/** The process was ended because it took more memory than it may. */
export class OutOfMemory extends EngineLost {
  override readonly name = 'EngineLost'
}

/** The process ended before it took calls. */
class EngineNotStarted extends EngineLost {}

function send(child: ChildProcess, message: MessageToBatchWorker): void {
  // A channel that is closed means that the process is gone, which is heard of elsewhere.
  if (child.connected) child.send(message, () => undefined)
}

/** For jobs that are read whole: each has a process that ends with it. */
export async function runInOwnProcess(
  options: BatchProcessOptions,
  job: EngineJob,
  onProgress: Parameters<BatchEngine['runWhole']>[1],
  signal: AbortSignal,
): ReturnType<BatchEngine['runWhole']> {
  const engine = createBatchProcess(options)
  // Modules compute without a pause, so that only the end of the process stops them.
  const kill = () => void engine.close()
  signal.addEventListener('abort', kill, { once: true })
  try {
    return await engine.runWhole(job, onProgress, signal)
  } catch (error) {
    if (error instanceof OutOfMemory) {
      throw new AppError(
        'BatchMemoryExhausted',
        { limit: Math.round(options.memoryBytes / 1_048_576) },
        { cause: error },
      )
    }
    throw error
  } finally {
    signal.removeEventListener('abort', kill)
    await engine.close()
  }
}
