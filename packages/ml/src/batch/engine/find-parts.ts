import type { BatchPlan } from '@sluice/contracts'
import type { PartRange, Position } from './engine-job.ts'
import { type ChunkSource, readChunk } from './read-chunk.ts'

export const startOf = ({ start, line }: BatchPlan): Position => ({ offset: start, line, chunk: 0 })

/**
 * Goes through the input without reading its fields, and finds where its parts begin: each is some chunks.
 * @param onPart called in order; waited for before the next is looked for
 */
export async function findParts(
  source: ChunkSource,
  from: Position,
  onPart: (part: PartRange) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { partChunks, totalBytes } = source.plan
  let start = from
  if (partChunks === undefined) return onPart({ ...start, end: totalBytes })
  do {
    let next = start
    do {
      next = (await readChunk(source, next, totalBytes, signal)).next
    } while (next.offset < totalBytes && next.chunk - start.chunk < partChunks)
    await onPart({ ...start, end: next.offset })
    start = next
  } while (start.offset < totalBytes)
}
