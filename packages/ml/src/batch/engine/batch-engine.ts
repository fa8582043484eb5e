import type { BatchCheckpoint, BatchPlan, BlockRun } from '@sluice/contracts'
import type { BlobContainer, Blobs } from '@sluice/platform'
import type { Scorer } from '../../web-services/scorer.ts'
import { blockNumbers } from './checkpoints.ts'
import { createChunkBudget } from './chunk-budget.ts'
import { commitOutputs, stageBadHeader } from './commit-outputs.ts'
import { contentTypeOf } from './content-types.ts'
import {
  delimiterOf,
  type EngineFile,
  type EngineJob,
  type Examination,
  type PartRange,
  type Position,
} from './engine-job.ts'
import { findInput, hasPieces, type PieceSizes, planPieces } from './examine-input.ts'
import { findParts } from './find-parts.ts'
import type { Patience } from './patience.ts'
import type { ChunkSource } from './read-chunk.ts'
import { runWhole, type WholeProgress } from './run-whole.ts'
import type { ChunkSetting, ScoredChunk } from './score-chunk.ts'
import { type OutputTarget, scorePart } from './score-part.ts'

/** What is done for jobs with files and scorers, by whatever process; it knows nothing of the store and the queue. */
export interface BatchEngine {
  /** Decides how the input is read. */
  examine(job: EngineJob, signal: AbortSignal): Promise<Examination>
  /** Finds where parts begin, from the start of one on. */
  findParts(
    job: EngineJob,
    plan: BatchPlan,
    from: Position,
    onPart: (part: PartRange) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>
  /** Scores a part from a checkpoint on. */
  scorePart(
    job: EngineJob,
    plan: BatchPlan,
    part: { readonly end: number; readonly from: BatchCheckpoint },
    onCheckpoint: (checkpoint: BatchCheckpoint) => Promise<void>,
    signal: AbortSignal,
  ): Promise<BatchCheckpoint>
  commit(job: EngineJob, blocks: JobBlocks, signal: AbortSignal): Promise<void>
  /** For what cannot be scored piece by piece. */
  runWhole(job: EngineJob, onProgress: (progress: WholeProgress) => void, signal: AbortSignal): Promise<WholeProgress>
  close(): Promise<void>
}

/** What was staged for a job, in order. */
export interface JobBlocks {
  readonly outputs: Readonly<Record<string, readonly BlockRun[]>>
  readonly bad: readonly BlockRun[]
}

export interface ChunkToScore {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly line: number
  readonly hasHeader: boolean
}

export interface BatchEngineOptions {
  readonly blobs: Pick<Blobs, 'openContainer'>
  /** Compiled once for jobs of one definition. */
  scorerOf(job: EngineJob): Promise<Scorer>
  /** Scores where there is a thread free. */
  scoreChunk(job: EngineJob, setting: ChunkSetting, chunk: ChunkToScore): Promise<ScoredChunk>
  /** Memory of earlier chunks, at least so long. */
  takeMemory?(length: number): ArrayBuffer | undefined
  /** Memory of what `scoreChunk` gave may be used again. */
  recycle?(scored: ScoredChunk): void
  readonly sizes: PieceSizes
  /** Chunks of one part that are on their way at once, and bytes of the chunks of all parts. */
  readonly chunksAhead: number
  readonly bytesAhead: number
  /** What of inputs fits into memory where they are read whole. */
  readonly maxWholeBytes: number
  readonly patience: Patience
}

/** The engine in this process. */
export function createBatchEngine(options: BatchEngineOptions): BatchEngine {
  const { blobs, scorerOf, patience, sizes } = options
  const budget = createChunkBudget(options.bytesAhead)
  const openContainer = (file: EngineFile): Promise<BlobContainer> => openAnew(blobs, file)
  const targetOf = async (file: EngineFile): Promise<OutputTarget> => ({
    container: await openContainer(file),
    path: file.path,
  })
  const inputOf = (job: EngineJob): readonly [string, EngineFile] => {
    const [input] = Object.entries(job.inputs)
    if (input === undefined) throw new Error('A job without an input is not scored piece by piece.')
    return input
  }
  const sourceOf = async (job: EngineJob, plan: BatchPlan): Promise<ChunkSource> => {
    const [, file] = inputOf(job)
    const container = await openContainer(file)
    return {
      container,
      path: file.path,
      delimiter: delimiterOf(file.format).charCodeAt(0),
      plan,
      patience,
      ...(options.takeMemory && { takeMemory: options.takeMemory }),
    }
  }

  return {
    async examine(job, signal) {
      const scorer = await scorerOf(job)
      const { isRowWise, outputs } = await scorer.describe(job.parameters)
      if (isRowWise && hasPieces(job)) {
        const [name, file] = inputOf(job)
        const schema = scorer.inputs.find((input) => input.name === name)?.schema ?? []
        const width = outputs.reduce((sum, output) => sum + (output.schema?.length ?? 0), 0)
        const input = { name, schema, file, optional: job.optionalColumns }
        return planPieces(input, width, await openContainer(file), sizes, patience, signal)
      }
      let totalBytes = 0
      for (const file of Object.values(job.inputs)) {
        totalBytes += (await findInput(await openContainer(file), file.path, patience, signal)).bytes
      }
      return { kind: 'whole', totalBytes }
    },
    async findParts(job, plan, from, onPart, signal) {
      await findParts(await sourceOf(job, plan), from, onPart, signal)
    },
    async scorePart(job, plan, { end, from }, onCheckpoint, signal) {
      const [inputName, file] = inputOf(job)
      const setting: ChunkSetting = {
        inputName,
        form: { places: plan.places, width: plan.width, delimiter: delimiterOf(file.format).charCodeAt(0) },
        encoding: plan.encoding,
        outputs: Object.entries(job.outputs).map(([name, { format }]) => ({ name, delimiter: delimiterOf(format) })),
        badRowRule: job.badRowRule,
        parameters: job.parameters,
      }
      const outputs: Record<string, OutputTarget> = {}
      for (const [name, output] of Object.entries(job.outputs)) outputs[name] = await targetOf(output)
      const work = {
        jobId: job.id,
        source: await sourceOf(job, plan),
        end,
        outputs,
        badRows: await targetOf(job.badRows),
        patience,
        score: (chunk: ChunkToScore) => options.scoreChunk(job, setting, chunk),
        ...(options.recycle === undefined ? {} : { recycle: options.recycle }),
        ahead: options.chunksAhead,
        budget,
      }
      return scorePart(work, from, onCheckpoint, signal)
    },
    async commit(job, { outputs, bad }, signal) {
      const lists = await Promise.all(
        Object.entries(job.outputs).map(async ([name, file]) => ({
          target: await targetOf(file),
          numbers: blockNumbers(outputs[name] ?? []),
          contentType: contentTypeOf(file.format),
        })),
      )
      if (bad.length > 0) {
        const target = await targetOf(job.badRows)
        const header = await stageBadHeader(job.id, target, patience, signal)
        lists.push({ target, numbers: [header, ...blockNumbers(bad)], contentType: contentTypeOf('csv') })
      }
      await commitOutputs(job.id, lists, patience, signal)
    },
    async runWhole(job, onProgress, signal) {
      const scorer = await scorerOf(job)
      return runWhole(
        job,
        scorer,
        { maxInputBytes: options.maxWholeBytes, patience, openContainer, onProgress },
        signal,
      )
    },
    async close() {},
  }
}

/** A container that is looked up for each call: the account of this installation may be elsewhere when it comes back. */
async function openAnew(blobs: Pick<Blobs, 'openContainer'>, { access }: EngineFile): Promise<BlobContainer> {
  const open = () => blobs.openContainer(access)
  const first = await open()
  return {
    ...first,
    find: async (...args) => (await open()).find(...args),
    read: async (...args) => (await open()).read(...args),
    stageBlock: async (...args) => (await open()).stageBlock(...args),
    commitBlocks: async (...args) => (await open()).commitBlocks(...args),
  }
}
