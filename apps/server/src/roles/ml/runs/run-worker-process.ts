import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts'
import { type ModuleTask, type OutputManifest, type TaskListener, WorkerLost } from '@sluice/ml'
import { entryFile } from '@sluice/platform/entry-file'
import { residentBytes } from '../resident-bytes.ts'
import type { StoragePlace } from '../storage-place.ts'
import { workerEnvironment } from '../worker-environment.ts'
import {
  fromSentError,
  type MessageFromRunWorker,
  type MessageToRunWorker,
  type RunWorkerSetting,
} from './run-worker-messages.ts'

export interface RunWorkerOptions {
  readonly setting: RunWorkerSetting
  /** Asked at the begin of each task: the role may come and go. */
  storage(): StoragePlace
  /** Beyond it the process is ended, and its module fails for want of memory. */
  readonly memoryBytes: number
  readDocument(key: string): Promise<object | undefined>
  /** Default: the real one. */
  readonly file?: string
}

/** One process that runs modules, one at a time. */
export interface RunWorker {
  readonly pid: number | undefined
  isAlive(): boolean
  /** @throws AppError; `WorkerLost`; the signal's reason, when the process is gone */
  run(task: ModuleTask, listener: TaskListener, signal: AbortSignal): Promise<OutputManifest>
  /** Resolves when it is gone. */
  kill(): Promise<void>
}

const watchEveryMs = 250
const keptErrorText = 4_000

export function startRunWorker(options: RunWorkerOptions): RunWorker {
  const { setting, memoryBytes, file = entryFile(join(import.meta.dirname, 'run-worker.ts')) } = options
  const child = fork(file, [JSON.stringify(setting)], {
    env: workerEnvironment(),
    execArgv: [`--max-old-space-size=${Math.ceil(memoryBytes / 1_048_576)}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let errorText = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorText = (errorText + text).slice(-keptErrorText)
  })
  let isTooBig = false
  const gone = new Promise<Error>((resolve) => {
    child.on('error', (error) => resolve(new WorkerLost('The process was not started.', { cause: error })))
    child.on('close', (code, signal) => resolve(toLoss(code, signal, errorText)))
  })
  let isAlive = true
  void gone.then(() => {
    isAlive = false
  })
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: MessageFromRunWorker) => {
      if (message.type === 'ready') resolve()
    })
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }

  return {
    pid: child.pid,
    isAlive: () => isAlive,
    kill,
    async run(task, listener, signal) {
      const result = Promise.withResolvers<OutputManifest>()
      const onMessage = (message: MessageFromRunWorker) => {
        if (message.type === 'progress') listener.onProgress(message.fraction, message.text, message.losses)
        else if (message.type === 'log') listener.onLog(message.lines)
        else if (message.type === 'done') result.resolve(message.manifest)
        else if (message.type === 'failed') result.reject(fromSentError(message.error))
        else if (message.type === 'read') answer(child, message, task, options).catch(result.reject)
      }
      const onAbort = () => void kill()
      const watch = setInterval(() => {
        const bytes = residentBytes(child.pid)
        if (bytes === undefined || bytes <= memoryBytes) return
        isTooBig = true
        child.kill('SIGKILL')
      }, watchEveryMs)
      try {
        const lost = gone.then((error) => {
          throw error
        })
        // Where nobody waits for it any more, it is no news.
        lost.catch(() => undefined)
        await Promise.race([ready, lost])
        await listener.onStart()
        signal.throwIfAborted()
        signal.addEventListener('abort', onAbort, { once: true })
        child.on('message', onMessage)
        send(child, { type: 'run', task, storage: options.storage() })
        return await Promise.race([result.promise, lost])
      } catch (error) {
        if (signal.aborted) {
          // Nothing may be written any more when this returns.
          await kill()
          throw signal.reason
        }
        if (isTooBig || error instanceof OutOfMemory) throw new AppError('MemoryExhausted', { module: task.title })
        throw error
      } finally {
        clearInterval(watch)
        child.off('message', onMessage)
        signal.removeEventListener('abort', onAbort)
      }
    },
  }
}

/** Documents of the task's own workspace only. */
async function answer(
  child: ChildProcess,
  { question, key }: MessageFromRunWorker & { type: 'read' },
  task: ModuleTask,
  { readDocument }: RunWorkerOptions,
): Promise<void> {
  const isOwn = key.startsWith(`/workspaces/${task.workspaceId}/`)
  const body = isOwn ? await readDocument(key) : undefined
  send(child, { type: 'document', question, body: body ?? null })
}

function send(child: ChildProcess, message: MessageToRunWorker): void {
  // A channel that is closed means that the process is gone, which is heard of elsewhere.
  if (child.connected) child.send(message, () => undefined)
}

class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory'
}

function toLoss(code: number | null, signal: string | null, errorText: string): Error {
  if (/heap out of memory|Allocation failed|invalid array length Allocation/i.test(errorText)) {
    return new OutOfMemory(errorText)
  }
  const how = signal === null ? `with code ${code}` : `by ${signal}`
  return new WorkerLost(`The process ended ${how}. ${errorText}`.trim())
}
