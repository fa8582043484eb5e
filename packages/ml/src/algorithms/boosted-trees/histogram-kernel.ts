import { type Code, createWasmFunctions, type WasmFunction, wasm } from './wasm-module.ts'

/**
 * The loops in which training spends its time. Addresses are bytes of one memory. A pair is 16 bytes: two 64-bit
 * integers, the gradient's and one of count (high half) and curvature (low half); one instruction adds both.
 */
export interface HistogramKernel {
  /** Adds the pair of each row to the bin it has in four features. */
  addDense(rows: number, pairs: number, count: number, ...binsThenHistograms: FourFeatures): void
  /** Adds the pair of each row to the bins listed for it. */
  addSparse(rows: number, pairs: number, count: number, starts: number, entries: number, histogram: number): void
  /** Puts the pairs of rows side by side. */
  gather(rows: number, pairs: number, count: number, target: number): void
  /** Takes pairs from pairs, in place. */
  subtract(from: number, pairs: number, count: number): void
  /**
   * Brings the rows forward whose bin has a 1 in `goesLeft`, and the others to `others`, both in their order.
   * @returns how many were brought forward
   */
  partition(rows: number, count: number, bins: number, goesLeft: number, others: number): number
}
/** Addresses of four columns of bins, then of their four histograms. */
export type FourFeatures = readonly [number, number, number, number, number, number, number, number]

const { get, set, constant, load, loadByte, store, add, shiftLeft, loadPair, storePair, addPair } = wasm

const pairBytes = 16
const advance = (local: number, bytes: 4 | 16): Code => [...get(local), ...constant(bytes), ...add, ...set(local)]
/** Address of the item that is `index` items of 2 to the power `log2` bytes further on. */
const itemAt = (base: Code, index: Code, log2: 2 | 4): Code => {
  const shift: Code = log2 === 2 ? constant(2) : constant(4)
  return [...base, ...index, ...shift, ...shiftLeft, ...add]
}
const setEnd = (rows: number, count: number, end: number): Code => [...itemAt(get(rows), get(count), 2), ...set(end)]
const isBefore = (local: number, end: number): Code[] => [get(local), get(end), wasm.isLessUnsigned]
/** Adds the pair in `pair` to the one at the address in `target`. */
const addTo = (target: number, pair: number): Code => [
  ...get(target),
  ...get(target),
  ...loadPair,
  ...get(pair),
  ...addPair,
  ...storePair,
]

const addDense = ((): WasmFunction => {
  const [rows, pairs, count, firstBins, firstHistogram, end, row, target, pair] = [0, 1, 2, 3, 7, 11, 12, 13, 14]
  // Four at a time: a row and its pair are read once for them, and sums into one histogram need not wait for another.
  const features = [0, 1, 2, 3].map((feature): Code => {
    const bin = [...get(firstBins + feature), ...get(row), ...add, ...loadByte]
    return [...itemAt(get(firstHistogram + feature), bin, 4), ...set(target), ...addTo(target, pair)]
  })
  const body = [
    [...get(rows), ...load, ...set(row)],
    [...get(pairs), ...loadPair, ...set(pair)],
    ...features,
    advance(rows, 4),
    advance(pairs, pairBytes),
  ]
  return {
    name: 'addDense',
    parameterCount: 11,
    locals: ['i32', 'i32', 'i32', 'v128'],
    body: [setEnd(rows, count, end), wasm.while(isBefore(rows, end), body)],
  }
})()

const addSparse = ((): WasmFunction => {
  const [rows, pairs, count, starts, entries, histogram] = [0, 1, 2, 3, 4, 5]
  const [end, entry, lastEntry, target, row, pair] = [6, 7, 8, 9, 10, 11]
  const body = [
    [...get(pairs), ...loadPair, ...set(pair)],
    [...itemAt(get(starts), [...get(rows), ...load], 2), ...set(row)],
    [...itemAt(get(entries), [...get(row), ...load], 2), ...set(entry)],
    [...itemAt(get(entries), [...get(row), ...constant(4), ...add, ...load], 2), ...set(lastEntry)],
    wasm.while(isBefore(entry, lastEntry), [
      [...itemAt(get(histogram), [...get(entry), ...load], 4), ...set(target)],
      addTo(target, pair),
      advance(entry, 4),
    ]),
    advance(rows, 4),
    advance(pairs, pairBytes),
  ]
  return {
    name: 'addSparse',
    parameterCount: 6,
    locals: ['i32', 'i32', 'i32', 'i32', 'i32', 'v128'],
    body: [setEnd(rows, count, end), wasm.while(isBefore(rows, end), body)],
  }
})()

const gather = ((): WasmFunction => {
  const [rows, pairs, count, target, end] = [0, 1, 2, 3, 4]
  const body = [
    [...get(target), ...itemAt(get(pairs), [...get(rows), ...load], 4), ...loadPair, ...storePair],
    advance(rows, 4),
    advance(target, pairBytes),
  ]
  return {
    name: 'gather',
    parameterCount: 4,
    locals: ['i32'],
    body: [setEnd(rows, count, end), wasm.while(isBefore(rows, end), body)],
  }
})()

const subtract = ((): WasmFunction => {
  const [from, pairs, count, end] = [0, 1, 2, 3]
  const body = [
    [...get(from), ...get(from), ...loadPair, ...get(pairs), ...loadPair, ...wasm.subtractPair, ...storePair],
    advance(from, pairBytes),
    advance(pairs, pairBytes),
  ]
  return {
    name: 'subtract',
    parameterCount: 3,
    locals: ['i32'],
    body: [[...itemAt(get(from), get(count), 4), ...set(end)], wasm.while(isBefore(from, end), body)],
  }
})()

const partition = ((): WasmFunction => {
  const [rows, count, bins, goesLeft, others, end, row, left, next, first] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  // Written to both places, and one of them moves on: which way a row goes cannot be foreseen by the processor.
  const body = [
    [...get(next), ...load, ...set(row)],
    [...get(goesLeft), ...get(bins), ...get(row), ...add, ...loadByte, ...add, ...loadByte, ...set(left)],
    [...get(rows), ...get(row), ...store],
    [...get(others), ...get(row), ...store],
    [...itemAt(get(rows), get(left), 2), ...set(rows)],
    [...itemAt(get(others), [...constant(1), ...get(left), ...wasm.subtract], 2), ...set(others)],
    advance(next, 4),
  ]
  return {
    name: 'partition',
    parameterCount: 5,
    result: 'i32',
    locals: ['i32', 'i32', 'i32', 'i32', 'i32'],
    body: [
      setEnd(rows, count, end),
      [...get(rows), ...set(next), ...get(rows), ...set(first)],
      wasm.while(isBefore(next, end), body),
      [...get(rows), ...get(first), ...wasm.subtract, ...constant(2), ...wasm.shiftRightUnsigned],
    ],
  }
})()

/** The loops over a memory. */
export const createHistogramKernel = createWasmFunctions<HistogramKernel>([
  addDense,
  addSparse,
  gather,
  subtract,
  partition,
])
