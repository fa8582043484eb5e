import { AppError, isAppError } from '@sluice/contracts'
import type { BlobEntry } from '@sluice/platform'
import { createDelimitedBytes } from './delimited-bytes.ts'
import { type Patience, persist } from './patience.ts'
import type { OutputTarget } from './score-part.ts'

export interface OutputBlocks {
  readonly target: OutputTarget
  /** In order. */
  readonly numbers: readonly number[]
  readonly contentType: string
}

/** Number of the block with the names of columns of rows that were kept apart; no chunk has it. */
const badHeaderNumber = 999_999
const mostBlocks = 50_000

/**
 * Makes the outputs of the blocks that were staged. Doing it again changes nothing, so that a commit of which nobody heard
 * is made once more.
 * @throws AppError `BatchTooManyBlocks`, `BatchOutputLost`, or that of the storage
 */
export async function commitOutputs(
  jobId: string,
  outputs: readonly OutputBlocks[],
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
  for (const { numbers } of outputs) {
    if (numbers.length > mostBlocks) throw new AppError('BatchTooManyBlocks', { count: numbers.length })
  }
  for (const output of outputs) await commit(jobId, output, patience, signal)
}

/** The first line of the file with rows that were kept apart. @returns its block */
export async function stageBadHeader(
  jobId: string,
  target: OutputTarget,
  patience: Patience,
  signal: AbortSignal,
): Promise<number> {
  const text = createDelimitedBytes(',')
  text.line(['line', 'column', 'reason', 'text'])
  const bytes = text.take()
  const block = { series: jobId, number: badHeaderNumber }
  await persist((callSignal) => target.container.stageBlock(target.path, block, bytes, callSignal), patience, signal)
  return badHeaderNumber
}

async function commit(
  jobId: string,
  { target: { container, path }, numbers, contentType }: OutputBlocks,
  patience: Patience,
  signal: AbortSignal,
): Promise<BlobEntry> {
  const blocks = numbers.map((number) => ({ series: jobId, number }))
  try {
    return await persist(
      (callSignal) => container.commitBlocks(path, blocks, { contentType, signal: callSignal }),
      patience,
      signal,
    )
  } catch (error) {
    if (!isAppError(error) || error.code !== 'BlobBlocksLost') throw error
    throw new AppError('BatchOutputLost', { blob: `${container.address}/${path}` }, { cause: error })
  }
}
