import { type BinnedFeature, type BinnedFeatures, binCountOf, type SparseFeature } from './bin-features.ts'
import { createHistogramKernel, type HistogramKernel } from './histogram-kernel.ts'
import { createWasmMemory } from './wasm-module.ts'

/** Histograms are kept for every leaf that may yet be split, up to this size together. */
const maxHistogramBytes = 256 * 1024 * 1024
/** As far as 32-bit addresses reach. */
const maxMemoryBytes = 4 * 1024 * 1024 * 1024 - 65_536
export const pairBytes = 16
export const pairWords = pairBytes / 4

/** A feature with its places in memory and in a histogram. */
export interface PlacedFeature extends BinnedFeature {
  /** Address of one byte a row; that of a sparse feature is filled when it is asked for. */
  readonly bins: number
  /** First pair in a histogram. */
  readonly offset: number
  readonly binCount: number
  readonly sparse: SparseFeature | undefined
}

/** What the loops work on: one memory with the bins, the rows in the order of the leaves, the pairs and histograms. */
export interface TrainingMemory {
  readonly kernel: HistogramKernel
  readonly rowCount: number
  readonly features: readonly PlacedFeature[]
  readonly denseCount: number
  /** Bins of all features together. */
  readonly pairsPerHistogram: number
  /** Addresses of histograms; fewer than leaves when these would be too large. */
  readonly histograms: readonly number[]
  readonly addresses: {
    readonly rows: number
    readonly otherRows: number
    readonly pairs: number
    readonly gatheredPairs: number
    readonly goesLeft: number
    readonly sparseStarts: number
    readonly sparseEntries: number
    /** A histogram that nobody reads, where a loop over four features has fewer. */
    readonly unread: number
  }
  readonly bytes: Uint8Array
  readonly words: Uint32Array
  readonly signedWords: Int32Array
}

/** @throws RangeError when the features do not fit into 4 GB */
export function createTrainingMemory(binned: BinnedFeatures, rowCount: number, maxLeaves: number): TrainingMemory {
  let end = 0
  const place = (byteCount: number): number => {
    const start = end
    end = Math.ceil((start + byteCount) / pairBytes) * pairBytes
    return start
  }
  const entryCount = binned.sparse.reduce((sum, { rows }) => sum + rows.length, 0)
  const addresses = {
    rows: place(4 * rowCount),
    otherRows: place(4 * rowCount),
    pairs: place(pairBytes * rowCount),
    gatheredPairs: place(pairBytes * rowCount),
    goesLeft: place(256),
    sparseStarts: place(4 * (rowCount + 1)),
    sparseEntries: place(4 * entryCount),
    unread: place(256 * pairBytes),
  }
  const sparseBins = place(rowCount)
  let pairsPerHistogram = 0
  const placed = (feature: BinnedFeature, bins: number, sparse?: SparseFeature): PlacedFeature => {
    const binCount = binCountOf(feature)
    pairsPerHistogram += binCount
    const { column, edges, hasMissing } = feature
    return { column, edges, hasMissing, bins, binCount, offset: pairsPerHistogram - binCount, sparse }
  }
  const features = [
    ...binned.dense.map((feature) => placed(feature, place(rowCount))),
    ...binned.sparse.map((feature) => placed(feature, sparseBins, feature)),
  ]
  const histogramBytes = pairBytes * pairsPerHistogram
  const isKept = histogramBytes * maxLeaves <= maxHistogramBytes
  const histograms = Array.from({ length: isKept ? maxLeaves : 1 }, () => place(histogramBytes))
  if (end > maxMemoryBytes) throw new RangeError(`${Math.ceil(end / 2 ** 20)} MB are needed, more than 4 GB.`)
  const memory = createWasmMemory(end)
  const result: TrainingMemory = {
    kernel: createHistogramKernel(memory),
    rowCount,
    features,
    denseCount: binned.dense.length,
    pairsPerHistogram,
    histograms,
    addresses,
    bytes: new Uint8Array(memory.buffer),
    words: new Uint32Array(memory.buffer),
    signedWords: new Int32Array(memory.buffer),
  }
  for (const [index, { bins }] of binned.dense.entries()) result.bytes.set(bins, features[index]?.bins)
  if (entryCount > 0) fillSparseRows(result)
  return result
}

/** Lists for each row the pairs of a histogram that it adds to. */
function fillSparseRows({ features, denseCount, addresses, words, rowCount }: TrainingMemory): void {
  const starts = words.subarray(addresses.sparseStarts / 4, addresses.sparseStarts / 4 + rowCount + 1)
  const entries = words.subarray(addresses.sparseEntries / 4)
  const sparse = features.slice(denseCount)
  for (const feature of sparse) {
    for (const row of feature.sparse?.rows ?? []) starts[row + 1] = (starts[row + 1] as number) + 1
  }
  for (let row = 0; row < rowCount; row += 1) starts[row + 1] = (starts[row] as number) + (starts[row + 1] as number)
  const next = starts.slice()
  for (const { sparse: listed, offset } of sparse) {
    const { rows, bins } = listed as SparseFeature
    for (let entry = 0; entry < rows.length; entry += 1) {
      const row = rows[entry] as number
      const at = next[row] as number
      entries[at] = offset + (bins[entry] as number)
      next[row] = at + 1
    }
  }
}

/** Writes the bins of a sparse feature to where those of all rows can be looked up. */
export function spreadBins({ bytes, rowCount }: TrainingMemory, feature: PlacedFeature): void {
  const { bins, sparse } = feature
  if (sparse === undefined) return
  bytes.fill(zeroBinOf(feature), bins, bins + rowCount)
  for (let entry = 0; entry < sparse.rows.length; entry += 1) {
    bytes[bins + (sparse.rows[entry] as number)] = sparse.bins[entry] as number
  }
}

/** The bin of rows that a sparse feature does not list. */
export function zeroBinOf({ edges }: PlacedFeature): number {
  const bin = edges.findIndex((edge) => edge >= 0)
  return bin === -1 ? edges.length : bin
}
