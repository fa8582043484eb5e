import { AppError, type BatchPlan } from '@sluice/contracts'
import type { BlobContainer } from '@sluice/platform'
import { cutRows } from './cut-rows.ts'
import type { Position } from './engine-job.ts'
import type { Patience } from './patience.ts'
import { readRange } from './read-range.ts'
import { bytesPerUnit, toUnits } from './text-encoding.ts'

/** Whole rows of the input, of any length that is possible: they follow from where the chunk begins. */
export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly start: Position
  readonly next: Position
}

export interface ChunkSource {
  readonly container: BlobContainer
  readonly path: string
  readonly delimiter: number
  readonly plan: BatchPlan
  readonly patience: Patience
  /** Memory of earlier chunks, for the next; at least so long. */
  takeMemory?(length: number): ArrayBuffer | undefined
}

/** More than this no row may have. */
const longestRow = 67_108_864
const smallestSlack = 256
const largestSlack = 65_536

/**
 * Reads the chunk that begins here: up to the row that makes it long enough.
 * @param end of the part; a row never goes beyond it
 * @throws AppError `BatchInputChanged`, `BatchInputUnreadable`, or that of the storage
 */
export async function readChunk(
  { container, path, delimiter, plan, patience, takeMemory }: ChunkSource,
  { offset, line, chunk }: Position,
  end: number,
  signal: AbortSignal,
): Promise<Chunk> {
  const { chunkBytes, chunkRows, encoding, tag } = plan
  const unit = bytesPerUnit(encoding)
  // Rows end somewhere behind the wanted length; what is read beyond is read again with the next chunk.
  const slack = Math.min(largestSlack, Math.max(smallestSlack, chunkBytes >> 5))
  let wanted = Math.min(end - offset, chunkBytes + slack)
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  for (;;) {
    const more = await readRange(
      container,
      { path, start: offset + bytes.length, length: wanted - bytes.length, tag },
      patience,
      signal,
      new Uint8Array(
        takeMemory?.(wanted - bytes.length) ?? new ArrayBuffer(wanted - bytes.length),
        0,
        wanted - bytes.length,
      ),
    )
    bytes = bytes.length === 0 ? more : join(bytes, more)
    const isLast = offset + bytes.length === end
    const run = cutRows(toUnits(bytes, encoding), {
      delimiter,
      maxUnits: Math.ceil(chunkBytes / unit),
      maxRows: chunkRows,
      isLast,
    })
    if (run !== undefined) {
      const length = isLast && run.units * unit + unit > bytes.length ? bytes.length : run.units * unit
      return {
        bytes: bytes.subarray(0, length),
        start: { offset, line, chunk },
        next: { offset: offset + length, line: line + run.lines, chunk: chunk + 1 },
      }
    }
    if (bytes.length > chunkBytes + longestRow) {
      const reason = `a row after line ${line} is longer than ${longestRow / 1_048_576} MB`
      throw new AppError('BatchInputUnreadable', { blob: `${container.address}/${path}`, reason })
    }
    wanted = Math.min(end - offset, bytes.length * 2)
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
