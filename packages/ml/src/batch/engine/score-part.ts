import type { BatchCheckpoint } from '@sluice/contracts'
import type { BlobContainer } from '@sluice/platform'
import { advance, type DoneChunk } from './checkpoints.ts'
import type { ChunkBudget } from './chunk-budget.ts'
import type { Position } from './engine-job.ts'
import { type Patience, persist } from './patience.ts'
import { type ChunkSource, readChunk } from './read-chunk.ts'
import type { ScoredChunk } from './score-chunk.ts'

export interface OutputTarget {
  readonly container: BlobContainer
  readonly path: string
}

export interface PartWork {
  readonly jobId: string
  readonly source: ChunkSource
  /** Byte of the input at which the part ends. */
  readonly end: number
  readonly outputs: Readonly<Record<string, OutputTarget>>
  readonly badRows: OutputTarget
  readonly patience: Patience
  /** Scores on a thread that is free; takes the bytes away from the caller. */
  score(chunk: {
    readonly bytes: Uint8Array<ArrayBuffer>
    readonly line: number
    readonly hasHeader: boolean
  }): Promise<ScoredChunk>
  /** What was scored is staged: its memory may be used again. */
  recycle?(scored: ScoredChunk): void
  /** Chunks that may be on their way at once. */
  readonly ahead: number
  readonly budget: ChunkBudget
}

/**
 * Scores a part from a checkpoint to its end: chunks are read one after another, scored side by side, and their blocks
 * staged as they come; a checkpoint covers all chunks up to the first that is not staged.
 * @param onCheckpoint called in order; waited for before the next one
 * @returns the last checkpoint
 * @throws AppError of the first chunk that fails
 */
export async function scorePart(
  work: PartWork,
  from: BatchCheckpoint,
  onCheckpoint: (checkpoint: BatchCheckpoint) => Promise<void>,
  outerSignal: AbortSignal,
): Promise<BatchCheckpoint> {
  const stop = new AbortController()
  const signal = AbortSignal.any([outerSignal, stop.signal])
  const onWay: ChunkOnWay[] = []
  let checkpoint = from
  /** Of the input that is known to be read: a part has at least one chunk, even an empty one. */
  let position: Position = from
  let isBegun = from.chunk > 0

  const carryOut = async (): Promise<void> => {
    const { plan } = work.source
    const room = Math.min(plan.chunkBytes, Math.max(1, work.end - position.offset))
    const giveBack = await work.budget.take(room, signal)
    try {
      const chunk = await readChunk(work.source, position, work.end, signal)
      position = chunk.next
      isBegun = true
      onWay.push(toChunkOnWay(finishChunk(work, chunk, signal).finally(giveBack)))
    } catch (error) {
      giveBack()
      throw error
    }
  }
  const takeFirst = async () => {
    checkpoint = advance(checkpoint, await (onWay.shift() as ChunkOnWay).done)
  }
  /** Those behind the first that are ready, too: one write for all of them. */
  const takeReady = async () => {
    await takeFirst()
    while (onWay[0]?.isSettled === true) await takeFirst()
    await onCheckpoint(checkpoint)
  }

  try {
    while (position.offset < work.end || !isBegun || onWay.length > 0) {
      signal.throwIfAborted()
      const hasMore = position.offset < work.end || !isBegun
      if (hasMore && onWay.length < work.ahead) {
        // What failed before comes first: of two bad rows the first one is named.
        await carryOut().catch(async (error) => {
          while (onWay.length > 0 && !signal.aborted) await takeFirst()
          throw error
        })
        if (onWay[0]?.isSettled === true) await takeReady()
      } else await takeReady()
    }
    return checkpoint
  } finally {
    stop.abort(new Error('The part has ended.'))
    await Promise.allSettled(onWay.map(({ done }) => done))
  }
}

async function finishChunk(
  { jobId, score, outputs, badRows, patience, recycle }: PartWork,
  { bytes, start, next }: Awaited<ReturnType<typeof readChunk>>,
  signal: AbortSignal,
): Promise<DoneChunk> {
  const scored = await score({ bytes, line: start.line, hasHeader: start.chunk === 0 })
  signal.throwIfAborted()
  const stage = (target: OutputTarget, content: Uint8Array) =>
    persist(
      (callSignal) =>
        target.container.stageBlock(target.path, { series: jobId, number: start.chunk }, content, callSignal),
      patience,
      signal,
    )
  const written = Object.entries(scored.outputs).filter(([, content]) => content.length > 0)
  await Promise.all([
    ...written.map(([name, content]) => stage(outputs[name] as OutputTarget, content)),
    ...(scored.badRows > 0 ? [stage(badRows, scored.badLines)] : []),
  ])
  const outputNames = written.map(([name]) => name)
  recycle?.(scored)
  return { number: start.chunk, next, rows: scored.rows, badRows: scored.badRows, outputs: outputNames }
}

interface ChunkOnWay {
  readonly done: Promise<DoneChunk>
  isSettled: boolean
}

function toChunkOnWay(done: Promise<DoneChunk>): ChunkOnWay {
  const chunk: ChunkOnWay = { done, isSettled: false }
  const settle = () => {
    chunk.isSettled = true
  }
  // It is looked at in order; until then its failure is not nobody's.
  done.then(settle, settle)
  return chunk
}
