import { usageBucketCount } from '@sluice/contracts/usage'

/** How much a worker can count between two looks at its table. */
export interface UsageTableSize {
  /** Combinations of dimensions. */
  readonly cells: number
  /** Of 64 buckets, besides the first one that each histogram has; with those fewer than 65 535. */
  readonly blocks: number
  /** UTF-16 units for the names of all cells. */
  readonly textUnits: number
}

/** Memory is taken as it is used: of a quiet gateway, next to nothing. */
const defaultSize: UsageTableSize = { cells: 8_192, blocks: 32_768, textUnits: 1_048_576 }

export const bucketsPerBlock = 64
export const blocksPerHistogram = usageBucketCount / bucketsPerBlock
/** A cell has two: of the gateway's times and of the backends'. */
export const histogramsPerCell = 2
export const blocksPerCell = blocksPerHistogram * histogramsPerCell

/** Words of a cell's key; the two after it say where its names stand. */
export const keyWords = 7
export const textOffsetWord = keyWords
export const textLengthWord = keyWords + 1
export const wordsPerCell = keyWords + 2
/** The status takes the lower bits of its word of the key, what the cache did the ones above. */
export const statusBits = 12

/** Numbers of a cell, in this order. */
export const sums = {
  calls: 0,
  bytesIn: 1,
  bytesOut: 2,
  apiSum: 3,
  apiMin: 4,
  apiMax: 5,
  serviceCount: 6,
  serviceSum: 7,
  serviceMin: 8,
  serviceMax: 9,
} as const
export const sumsPerCell = 10

/** Words of a half that say how much of it is used, and what did not fit. */
export const usedCells = 0
export const usedBlocks = 1
export const usedText = 2
export const foldedCalls = 3
export const leftOutRecords = 4
const headerWords = 6

const controlWords = 8
const cellsWord = 0
const blocksWord = 1
const textWord = 2
/** Which half is written to. */
export const activeWord = 4
/** Odd while the worker writes; moves with every call. */
export const turnWord = 5

/** One of the two parts of a table: the worker writes to one while the other is read and emptied. */
export interface UsageHalf {
  readonly header: Int32Array
  /** Place of a cell by hash, plus one; 0 = free. A power of two, at least twice the cells. */
  readonly index: Int32Array
  readonly keys: Int32Array
  readonly sums: Float64Array
  /** For each cell, the blocks of its histograms, plus one; 0 = none yet. */
  readonly blockOf: Uint16Array
  /** Block by block: the first one of each histogram, cell by cell, then those of the pool. */
  readonly counts: Uint32Array
  /** Names of a cell, separated by line feeds, as UTF-16. */
  readonly text: Uint16Array
}

/** The memory in which one worker counts and which the main thread reads: no message, so nothing is lost with a worker. */
export interface UsageTable {
  readonly control: Int32Array
  readonly halves: readonly [UsageHalf, UsageHalf]
}

/** @param size default: 8 192 combinations between two looks */
export function allocateUsageTable(size: UsageTableSize = defaultSize): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(controlWords * 4 + 2 * halfLayout(size).bytes)
  const control = new Int32Array(buffer, 0, controlWords)
  control[cellsWord] = size.cells
  control[blocksWord] = size.blocks
  control[textWord] = size.textUnits
  return buffer
}

/** @param buffer of `allocateUsageTable` */
export function openUsageTable(buffer: SharedArrayBuffer): UsageTable {
  const control = new Int32Array(buffer, 0, controlWords)
  const layout = halfLayout({
    cells: control[cellsWord] as number,
    blocks: control[blocksWord] as number,
    textUnits: control[textWord] as number,
  })
  const first = controlWords * 4
  return { control, halves: [openHalf(buffer, first, layout), openHalf(buffer, first + layout.bytes, layout)] }
}

type HalfLayout = ReturnType<typeof halfLayout>

function halfLayout({ cells, blocks, textUnits }: UsageTableSize) {
  const indexWords = 2 ** Math.ceil(Math.log2(cells * 2))
  const lengths = {
    sums: cells * sumsPerCell,
    header: headerWords,
    index: indexWords,
    keys: cells * wordsPerCell,
    counts: (cells * histogramsPerCell + blocks) * bucketsPerBlock,
    blockOf: cells * blocksPerCell,
    text: textUnits,
  }
  const words = lengths.header + lengths.index + lengths.keys + lengths.counts
  const bytes = Math.ceil((lengths.sums * 8 + words * 4 + (lengths.blockOf + lengths.text) * 2) / 8) * 8
  return { lengths, bytes }
}

/** The widest numbers first, so that each begins where its kind may. */
function openHalf(buffer: SharedArrayBuffer, from: number, { lengths }: HalfLayout): UsageHalf {
  let at = from
  const next = (elements: number, bytesEach: number) => {
    const begin = at
    at += elements * bytesEach
    return begin
  }
  return {
    sums: new Float64Array(buffer, next(lengths.sums, 8), lengths.sums),
    header: new Int32Array(buffer, next(lengths.header, 4), lengths.header),
    index: new Int32Array(buffer, next(lengths.index, 4), lengths.index),
    keys: new Int32Array(buffer, next(lengths.keys, 4), lengths.keys),
    counts: new Uint32Array(buffer, next(lengths.counts, 4), lengths.counts),
    blockOf: new Uint16Array(buffer, next(lengths.blockOf, 2), lengths.blockOf),
    text: new Uint16Array(buffer, next(lengths.text, 2), lengths.text),
  }
}
