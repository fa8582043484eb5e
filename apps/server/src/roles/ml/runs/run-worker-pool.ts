import type { ModuleExecutor } from '@sluice/ml'
import { type RunWorker, type RunWorkerOptions, startRunWorker } from './run-worker-process.ts'

export interface RunWorkerPoolOptions extends RunWorkerOptions {
  /** So many modules run side by side. */
  readonly count: number
  /** A process that has nothing to do for so long ends, and its memory is free again; default 20 000. */
  readonly idleMs?: number
}

/** Processes that run modules: started when there is work, ended when there is none for a while. */
export function createRunWorkerPool(options: RunWorkerPoolOptions): ModuleExecutor & { pids(): number[] } {
  const { count, idleMs = 20_000 } = options
  const workers = new Set<RunWorker>()
  const idle: { readonly worker: RunWorker; readonly timer: NodeJS.Timeout }[] = []
  const waiting: (() => void)[] = []
  let busyCount = 0

  const takeTurn = async (signal: AbortSignal) => {
    signal.throwIfAborted()
    if (busyCount < count) {
      busyCount += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(signal.reason)
      }
      waiting.push(go)
      signal.addEventListener('abort', leave, { once: true })
    })
  }
  const passTurn = () => {
    const next = waiting.shift()
    if (next === undefined) busyCount -= 1
    else next()
  }
  const takeWorker = (): RunWorker => {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      clearTimeout(free.timer)
      if (free.worker.isAlive()) return free.worker
      workers.delete(free.worker)
    }
    const worker = startRunWorker(options)
    workers.add(worker)
    return worker
  }
  const putBack = (worker: RunWorker) => {
    if (!worker.isAlive()) {
      workers.delete(worker)
      return
    }
    const timer = setTimeout(() => {
      const place = idle.findIndex((one) => one.worker === worker)
      if (place >= 0) idle.splice(place, 1)
      workers.delete(worker)
      void worker.kill()
    }, idleMs)
    timer.unref()
    idle.push({ worker, timer })
  }

  return {
    pids: () => [...workers].flatMap(({ pid }) => pid ?? []),
    async execute(task, listener, signal) {
      await takeTurn(signal)
      const worker = takeWorker()
      try {
        return await worker.run(task, listener, signal)
      } finally {
        putBack(worker)
        passTurn()
      }
    },
    async close() {
      for (const { timer } of idle.splice(0)) clearTimeout(timer)
      await Promise.all([...workers].map((worker) => worker.kill()))
      workers.clear()
    },
  }
}
