import type { BatchCheckpoint } from '@sluice/contracts'
import { createBatchEngine, type EngineJob, systemPatience } from '@sluice/ml/batch-worker'
import { endWithRole } from '../end-with-role.ts'
import { toSentError } from '../runs/run-worker-messages.ts'
import type {
  BatchCall,
  BatchNews,
  BatchWorkerSetting,
  MessageFromBatchWorker,
  MessageToBatchWorker,
} from './batch-messages.ts'
import { openScorers } from './open-scorers.ts'
import { createScoringThreads } from './scoring-threads.ts'

// The entry of a process that works on batch jobs for the role that has started it: it reads, writes and cuts, its threads
// score.

const setting = JSON.parse(process.argv[2] ?? '') as BatchWorkerSetting
const scorers = await openScorers(setting, `batch-${process.pid}`)
const threads = setting.threads === 0 ? undefined : createScoringThreads(setting)
/** Beside those that are scored: one that is read, and two on their way to a storage that may be far. */
const chunksAhead = setting.threads + 3
const engine = createBatchEngine({
  blobs: scorers.blobs,
  scorerOf: scorers.scorerOf,
  scoreChunk(job, chunkSetting, chunk) {
    if (threads === undefined) throw new Error('This process scores no chunks.')
    return threads.score(job, chunkSetting, chunk)
  },
  takeMemory: (length) => threads?.takeMemory(length),
  recycle: (scored) => threads?.recycle(scored),
  sizes: { chunkBytes: setting.chunkBytes, partBytes: setting.partBytes },
  chunksAhead,
  bytesAhead: chunksAhead * setting.chunkBytes,
  maxWholeBytes: setting.maxWholeBytes,
  patience: systemPatience,
})

const running = new Map<number, AbortController>()
const heard = new Map<string, () => void>()
const definitions = new Map<string, EngineJob['definition']>()
let told = 0

const tell = (message: MessageFromBatchWorker) => void process.send?.(message)
/** Resolves when the role has it on disk. */
const report = (id: number, news: BatchNews): Promise<void> =>
  new Promise((resolve) => {
    told += 1
    heard.set(`${id} ${told}`, resolve)
    tell({ type: 'told', id, told, news })
  })

function carryOut(id: number, job: EngineJob, call: BatchCall, signal: AbortSignal): Promise<unknown> {
  switch (call.kind) {
    case 'examine':
      return engine.examine(job, signal)
    case 'findParts':
      return engine.findParts(job, call.plan, call.from, (part) => report(id, { kind: 'part', part }), signal)
    case 'scorePart': {
      const onCheckpoint = untilAborted(signal, (checkpoint: BatchCheckpoint) =>
        report(id, { kind: 'checkpoint', checkpoint }),
      )
      return engine.scorePart(job, call.plan, call.part, onCheckpoint, signal)
    }
    case 'commit':
      return engine.commit(job, call.blocks, signal)
    case 'runWhole':
      return engine.runWhole(job, (progress) => void report(id, { kind: 'progress', progress }), signal)
  }
}

/** What is cancelled is not heard of any more. */
const untilAborted =
  <News>(signal: AbortSignal, send: (news: News) => Promise<void>) =>
  async (news: News): Promise<void> => {
    signal.throwIfAborted()
    const aborted = Promise.withResolvers<never>()
    const leave = () => aborted.reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    try {
      await Promise.race([send(news), aborted.promise])
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

process.on('message', (message: MessageToBatchWorker) => {
  if (message.type === 'define') {
    definitions.set(message.hash, message.definition)
    scorers.define(message.hash, message.definition)
    return
  }
  if (message.type === 'storage') {
    scorers.moveStorage(message.place)
    threads?.moveStorage(message.place)
    return
  }
  const { id } = message
  if (message.type === 'cancel') running.get(id)?.abort(new Error('The work was called off.'))
  else if (message.type === 'heard') {
    heard.get(`${id} ${message.told}`)?.()
    heard.delete(`${id} ${message.told}`)
  } else {
    const aborter = new AbortController()
    running.set(id, aborter)
    const definition = definitions.get(message.job.definitionHash)
    if (definition === undefined) throw new Error('A job came before its definition.')
    carryOut(id, { ...message.job, definition }, message.call, aborter.signal)
      .then(
        (result) => tell({ type: 'done', id, result }),
        (error: unknown) => tell({ type: 'failed', id, error: toSentError(error) }),
      )
      .finally(() => running.delete(id))
  }
})

endWithRole()
tell({ type: 'ready' })
