import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ChunkSetting, ChunkToScore, EngineJob, ScoredChunk } from '@sluice/ml/batch-worker'
import { entryFile } from '@sluice/platform/entry-file'
import { fromSentError } from '../runs/run-worker-messages.ts'
import type { StoragePlace } from '../storage-place.ts'
import { workerEnvironment } from '../worker-environment.ts'
import type { BatchWorkerSetting, MessageFromScoringThread, MessageToScoringThread } from './batch-messages.ts'

/** Threads that score chunks of all jobs of this process; who waits longest goes first. */
export interface ScoringThreads {
  score(job: EngineJob, setting: ChunkSetting, chunk: ChunkToScore): Promise<ScoredChunk>
  moveStorage(place: StoragePlace): void
  takeMemory(length: number): ArrayBuffer | undefined
  /** Gives the memory of a result back to the thread that it is from. */
  recycle(scored: ScoredChunk): void
}

interface Thread {
  readonly worker: Worker
  readonly known: Set<string>
}

/** A thread keeps so many compiled scorers. */
const keptDefinitions = 32
/** Text and numbers of one chunk, and a model; more memory than that is the process's to refuse. */
const threadHeapMegabytes = 2_048

export function createScoringThreads(setting: BatchWorkerSetting): ScoringThreads {
  const waiting: ((thread: Thread) => void)[] = []
  const results = new Map<number, PromiseWithResolvers<ScoredChunk>>()
  /** Of chunks that were scored, for the next: fresh memory is slow, and is given back late. */
  const memory: ArrayBuffer[] = []
  const origins = new WeakMap<ScoredChunk, Thread>()
  let lastId = 0

  const startThread = (index: number): Thread => {
    const worker = new Worker(entryFile(join(import.meta.dirname, 'scoring-thread.ts')), {
      workerData: { setting, index },
      env: workerEnvironment(),
      resourceLimits: { maxOldGenerationSizeMb: threadHeapMegabytes, maxYoungGenerationSizeMb: 8 },
    })
    worker.on('message', (message: MessageFromScoringThread) => {
      const result = results.get(message.id)
      results.delete(message.id)
      if (message.type === 'done') {
        result?.resolve(message.scored)
        if (memory.length < setting.threads + 1) memory.push(message.memory)
      }
      if (message.type === 'failed') result?.reject(fromSentError(message.error))
    })
    // With a thread its chunk is lost, and nobody knows in what state: the role starts all anew.
    worker.on('error', (error) => {
      process.stderr.write(`${error.stack ?? error.message}\n`)
      process.exit(70)
    })
    return { worker, known: new Set() }
  }
  const threads = Array.from({ length: setting.threads }, (_, index) => startThread(index))
  const free = [...threads]

  const take = (): Promise<Thread> => {
    const thread = free.shift()
    return thread === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(thread)
  }
  const giveBack = (thread: Thread) => {
    const next = waiting.shift()
    if (next === undefined) free.push(thread)
    else next(thread)
  }
  const define = ({ worker, known }: Thread, { definitionHash: hash, definition }: EngineJob) => {
    const send = (message: MessageToScoringThread) => worker.postMessage(message)
    if (known.delete(hash)) {
      known.add(hash)
      return
    }
    send({ type: 'define', hash, definition })
    known.add(hash)
    const [oldest] = known
    if (known.size <= keptDefinitions || oldest === undefined) return
    known.delete(oldest)
    send({ type: 'forget', hash: oldest })
  }

  return {
    takeMemory(length) {
      const place = memory.findIndex(({ byteLength }) => byteLength >= length)
      return place < 0 ? undefined : memory.splice(place, 1)[0]
    },
    moveStorage(place) {
      for (const { worker } of threads) worker.postMessage({ type: 'storage', place } satisfies MessageToScoringThread)
    },
    recycle(scored) {
      const buffers = Object.values(scored.outputs).map(({ buffer }) => buffer)
      const message: MessageToScoringThread = { type: 'recycle', buffers }
      origins.get(scored)?.worker.postMessage(message, buffers)
    },
    async score(job, chunkSetting, { bytes, line, hasHeader }) {
      const thread = await take()
      try {
        define(thread, job)
        lastId += 1
        const id = lastId
        const result = Promise.withResolvers<ScoredChunk>()
        results.set(id, result)
        const { workspaceId, definitionHash } = job
        const message: MessageToScoringThread = {
          type: 'score',
          id,
          job: { workspaceId, definitionHash },
          setting: chunkSetting,
          bytes,
          line,
          hasHeader,
        }
        thread.worker.postMessage(message, [bytes.buffer])
        const scored = await result.promise
        origins.set(scored, thread)
        return scored
      } finally {
        giveBack(thread)
      }
    },
  }
}
