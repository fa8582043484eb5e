import { parentPort, workerData } from 'node:worker_threads'
import { scoreChunk } from '@sluice/ml/batch-worker'
import { toSentError } from '../runs/run-worker-messages.ts'
import type { BatchWorkerSetting, MessageFromScoringThread, MessageToScoringThread } from './batch-messages.ts'
import { openScorers } from './open-scorers.ts'

// The entry of a thread that scores chunks of batch jobs, one at a time.

const { setting, index } = workerData as { readonly setting: BatchWorkerSetting; readonly index: number }
const port = parentPort
if (port === null) throw new Error('This file is the entry of a thread.')
const opening = openScorers(setting, `batch-${process.pid}-${index}`)

async function score(message: MessageToScoringThread & { readonly type: 'score' }): Promise<void> {
  const { id, job, setting: chunkSetting, bytes, line, hasHeader } = message
  try {
    const scorer = await (await opening).scorerOf(job)
    const scored = await scoreChunk({ bytes, line, hasHeader }, chunkSetting, scorer, () => memory.pop())
    const buffers = [...Object.values(scored.outputs), scored.badLines].map(({ buffer }) => buffer)
    tell({ type: 'done', id, scored, memory: bytes.buffer }, [...buffers, bytes.buffer])
  } catch (error) {
    tell({ type: 'failed', id, error: toSentError(error) }, [])
  }
}

/** Fresh memory costs more than what is written into it; a few buffers are enough for a thread. */
const memory: ArrayBuffer[] = []
const keptBuffers = 1
const keep = (buffers: readonly ArrayBuffer[]) => {
  memory.push(...buffers)
  memory.sort((one, other) => one.byteLength - other.byteLength)
  // The larger ones are used first.
  memory.splice(0, Math.max(0, memory.length - keptBuffers))
}

const tell = (message: MessageFromScoringThread, transferred: ArrayBuffer[]) => port?.postMessage(message, transferred)

/** One after another: a definition comes before the chunks that need it. */
let before: Promise<void> = Promise.resolve()
port.on('message', (message: MessageToScoringThread) => {
  before = before.then(async () => {
    if (message.type === 'score') await score(message)
    else if (message.type === 'define') (await opening).define(message.hash, message.definition)
    else if (message.type === 'storage') (await opening).moveStorage(message.place)
    else if (message.type === 'recycle') keep(message.buffers)
    else (await opening).forget(message.hash)
  })
})
