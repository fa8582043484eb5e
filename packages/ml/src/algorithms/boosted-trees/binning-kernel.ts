import { maxBins } from './bin-edges.ts'
import { createWasmFunctions, createWasmMemory, type WasmFunction, wasm } from './wasm-module.ts'

const { get, set, constant, add, shiftLeft, loadNumber } = wasm

/** The search in the edges takes 8 steps for every number and no branch, which could not be foreseen by the processor. */
const assignBins = ((): WasmFunction => {
  const [numbers, count, edges, missingBin, bins, end, bin, number] = [0, 1, 2, 3, 4, 5, 6, 7]
  const steps = [7, 6, 5, 4, 3, 2, 1, 0].flatMap((log2) => {
    // How far the last of the edges to be passed over lies beyond the bin reached, in bytes.
    const offset = (2 ** log2 - 1) * 8
    const load = [loadNumber[0], loadNumber[1], ...(offset < 0x80 ? [offset] : [(offset & 0x7f) | 0x80, offset >>> 7])]
    const edge = [...get(edges), ...get(bin), ...constant(3), ...shiftLeft, ...add, ...load]
    const isPassed = [...get(number), ...edge, ...wasm.isGreaterNumber]
    return [[...get(bin), ...isPassed, ...constant(log2), ...shiftLeft, ...add, ...set(bin)]]
  })
  const body = [
    [...get(numbers), ...loadNumber, ...set(number)],
    [...constant(0), ...set(bin)],
    ...steps,
    [...get(bins), ...get(missingBin), ...get(bin)],
    [...get(number), ...get(number), ...wasm.isOtherNumber, ...wasm.select, ...wasm.storeByte],
    [...get(numbers), ...constant(8), ...add, ...set(numbers)],
    [...get(bins), ...constant(1), ...add, ...set(bins)],
  ]
  return {
    name: 'assignBins',
    parameterCount: 5,
    locals: ['i32', 'i32', 'f64'],
    body: [
      [...get(numbers), ...get(count), ...constant(3), ...shiftLeft, ...add, ...set(end)],
      wasm.while([get(numbers), get(end), wasm.isLessUnsigned], body),
    ],
  }
})()

const createFunctions = createWasmFunctions<{ assignBins(...addressesAndCounts: readonly number[]): void }>([
  assignBins,
])
const paddedLength = 256
const chunkRows = 65_536
const edgesAt = 0
const numbersAt = 8 * paddedLength
const binsAt = numbersAt + 8 * chunkRows

/**
 * Finds for each number how many edges it is greater than; NaN gets the bin after those of values.
 * @param edges ascending, at most 254
 */
export type BinAssigner = (numbers: Float64Array, edges: Float64Array) => Uint8Array

export function createBinAssigner(): BinAssigner {
  const memory = createWasmMemory(binsAt + chunkRows)
  const kernel = createFunctions(memory)
  const padded = new Float64Array(memory.buffer, edgesAt, paddedLength)
  const chunk = new Float64Array(memory.buffer, numbersAt, chunkRows)
  const chunkBins = new Uint8Array(memory.buffer, binsAt, chunkRows)
  return (numbers, edges) => {
    if (edges.length >= maxBins) throw new RangeError(`${edges.length} edges are more than ${maxBins - 1}.`)
    const bins = new Uint8Array(numbers.length)
    padded.fill(Number.POSITIVE_INFINITY).set(edges)
    for (let start = 0; start < numbers.length; start += chunkRows) {
      const part = numbers.subarray(start, start + chunkRows)
      chunk.set(part)
      kernel.assignBins(numbersAt, part.length, edgesAt, edges.length + 1, binsAt)
      bins.set(chunkBins.subarray(0, part.length), start)
    }
    return bins
  }
}
