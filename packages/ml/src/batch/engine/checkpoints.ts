import type { BatchCheckpoint, BlockRun } from '@sluice/contracts'
import type { Position } from './engine-job.ts'

/** What a chunk added, whose blocks storage has acknowledged. */
export interface DoneChunk {
  readonly number: number
  readonly next: Position
  readonly rows: number
  readonly badRows: number
  /** Outputs for which it has a block. */
  readonly outputs: readonly string[]
}

export const firstCheckpoint = ({ offset, line, chunk }: Position): BatchCheckpoint => ({
  offset,
  line,
  chunk,
  rows: 0,
  badRows: 0,
  blocks: {},
  badBlocks: [],
})

export function advance(
  checkpoint: BatchCheckpoint,
  { number, next, rows, badRows, outputs }: DoneChunk,
): BatchCheckpoint {
  const blocks = { ...checkpoint.blocks }
  for (const name of outputs) blocks[name] = withBlock(blocks[name] ?? [], number)
  return {
    ...next,
    rows: checkpoint.rows + rows,
    badRows: checkpoint.badRows + badRows,
    blocks,
    badBlocks: badRows === 0 ? checkpoint.badBlocks : withBlock(checkpoint.badBlocks, number),
  }
}

function withBlock(runs: readonly BlockRun[], number: number): [number, number][] {
  const list = runs.map(([first, count]): [number, number] => [first, count])
  const last = list.at(-1)
  if (last !== undefined && last[0] + last[1] === number) last[1] += 1
  else list.push([number, 1])
  return list
}

/** Numbers of the blocks of several parts, in order. */
export const blockNumbers = (runs: readonly BlockRun[]): number[] =>
  runs.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index))
