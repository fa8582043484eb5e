import { bucketOfMicroseconds, type CacheUse } from '@sluice/contracts/usage'
import { withoutRevision } from '../snapshot/resource-path.ts'
import {
  activeWord,
  blocksPerHistogram,
  bucketsPerBlock,
  foldedCalls,
  histogramsPerCell,
  keyWords,
  leftOutRecords,
  openUsageTable,
  statusBits,
  sums,
  sumsPerCell,
  textLengthWord,
  textOffsetWord,
  turnWord,
  type UsageHalf,
  usedBlocks,
  usedCells,
  usedText,
  wordsPerCell,
} from './usage-table.ts'

/** A resource that a call met, by its path in the snapshot. */
interface Met {
  readonly resourceId: string
}

/** What tells sums apart, as a call has it. */
export interface CallDimensions {
  readonly service: Met
  readonly api: Met | undefined
  readonly operation: Met | undefined
  readonly product: Met | undefined
  readonly subscription: Met | undefined
  readonly user: Met | undefined
  /** Identifier of the backend, where one was chosen by name; in lower case. */
  readonly backendName: string | undefined
  readonly cacheUse: CacheUse
}

/** What is counted of a call. The writer keeps nothing of it, so that one may be used for all calls. */
export interface CallMeasure {
  /** Since 1970, of its begin. */
  minute: number
  status: number
  bytesIn: number
  bytesOut: number
  /** Whole microseconds. */
  apiTime: number
  /** Whole microseconds; -1 = no backend was asked. */
  serviceTime: number
  /** It should have been kept as a record, and there was no room. */
  isLeftOut: boolean
}

/** The only one who writes to a table. */
export interface UsageWriter {
  count(call: CallDimensions, measure: CallMeasure): void
}

const cacheNumbers: Readonly<Record<CacheUse, number>> = { none: 0, miss: 1, hit: 2 }

/** Names that are known by number; more than that, and numbering begins anew, with other numbers. */
const maxNames = 500_000

/** @param buffer of `allocateUsageTable`, which no other worker has */
export function createUsageWriter(buffer: SharedArrayBuffer): UsageWriter {
  const { control, halves } = openUsageTable(buffer)
  const key = new Int32Array(keyWords)
  const numbers = new Map<string, number>()
  let lastNumber = 0
  let turn = control[turnWord] as number

  /** Equal for equal names, 0 for none. */
  function numberOf(name: string | undefined): number {
    if (name === undefined) return 0
    const known = numbers.get(name)
    if (known !== undefined) return known
    // Numbers are never given twice, or two names would share a cell.
    if (numbers.size >= maxNames) numbers.clear()
    lastNumber += 1
    numbers.set(name, lastNumber)
    return lastNumber
  }

  /** @returns the cell; -1 when there is none and no room for one */
  function findCell(half: UsageHalf, call: CallDimensions, level: Level): number {
    const { index, keys, header } = half
    const mask = index.length - 1
    let hash = 0
    for (let word = 0; word < keyWords; word += 1)
      hash = Math.imul(hash ^ (key[word] as number), 0x9e3779b1) ^ (hash >>> 15)
    let slot = (hash ^ (hash >>> 16)) & mask
    for (;;) {
      const cell = (index[slot] as number) - 1
      if (cell < 0) break
      if (isKeyOf(keys, cell * wordsPerCell)) return cell
      slot = (slot + 1) & mask
    }
    const cell = header[usedCells] as number
    // What is left is for coarser cells, which there are fewer of.
    if (cell >= (keys.length / wordsPerCell) * level.share) return -1
    const text = level.namesOf(call)
    const offset = header[usedText] as number
    if (offset + text.length > half.text.length * level.share) return -1
    for (let at = 0; at < text.length; at += 1) half.text[offset + at] = text.charCodeAt(at)
    header[usedText] = offset + text.length
    const at = cell * wordsPerCell
    keys.set(key, at)
    keys[at + textOffsetWord] = offset
    keys[at + textLengthWord] = text.length
    const sumsAt = cell * sumsPerCell
    half.sums.fill(0, sumsAt, sumsAt + sumsPerCell)
    half.sums[sumsAt + sums.apiMin] = Number.POSITIVE_INFINITY
    half.sums[sumsAt + sums.serviceMin] = Number.POSITIVE_INFINITY
    header[usedCells] = cell + 1
    index[slot] = cell + 1
    return cell
  }

  function isKeyOf(keys: Int32Array, at: number): boolean {
    for (let word = 0; word < keyWords; word += 1) if (keys[at + word] !== key[word]) return false
    return true
  }

  /** Looks for coarser cells until there is room. */
  function cellOf(half: UsageHalf, call: CallDimensions, measure: CallMeasure): number {
    key[0] = numberOf((call.operation ?? call.api ?? call.service).resourceId)
    key[1] = numberOf(call.product?.resourceId)
    key[2] = numberOf(call.subscription?.resourceId)
    key[3] = numberOf(call.user?.resourceId)
    key[4] = numberOf(call.backendName)
    key[5] = measure.status | (cacheNumbers[call.cacheUse] << statusBits)
    key[6] = measure.minute
    const whole = findCell(half, call, levels.all)
    if (whole >= 0) return whole
    half.header[foldedCalls] = (half.header[foldedCalls] as number) + 1
    key.fill(0, 1, 5)
    const ofOperation = findCell(half, call, levels.operation)
    if (ofOperation >= 0) return ofOperation
    key[0] = numberOf(call.service.resourceId)
    key[5] = measure.status
    const ofService = findCell(half, call, levels.service)
    // More answers of more instances than there are cells: no call is lost, though its cell is another's.
    return ofService >= 0 ? ofService : (half.header[usedCells] as number) - 1
  }

  return {
    count(call, measure) {
      turn = (turn + 1) | 0
      Atomics.store(control, turnWord, turn)
      try {
        const half = halves[Atomics.load(control, activeWord) as 0 | 1]
        const cell = cellOf(half, call, measure)
        const values = half.sums
        if (measure.isLeftOut) half.header[leftOutRecords] = (half.header[leftOutRecords] as number) + 1
        const at = cell * sumsPerCell
        const { apiTime, serviceTime } = measure
        values[at] = (values[at] as number) + 1
        values[at + sums.bytesIn] = (values[at + sums.bytesIn] as number) + measure.bytesIn
        values[at + sums.bytesOut] = (values[at + sums.bytesOut] as number) + measure.bytesOut
        values[at + sums.apiSum] = (values[at + sums.apiSum] as number) + apiTime
        if (apiTime < (values[at + sums.apiMin] as number)) values[at + sums.apiMin] = apiTime
        if (apiTime > (values[at + sums.apiMax] as number)) values[at + sums.apiMax] = apiTime
        addToHistogram(half, cell * histogramsPerCell, values[at] === 1, apiTime)
        if (serviceTime < 0) return
        values[at + sums.serviceCount] = (values[at + sums.serviceCount] as number) + 1
        values[at + sums.serviceSum] = (values[at + sums.serviceSum] as number) + serviceTime
        if (serviceTime < (values[at + sums.serviceMin] as number)) values[at + sums.serviceMin] = serviceTime
        if (serviceTime > (values[at + sums.serviceMax] as number)) values[at + sums.serviceMax] = serviceTime
        addToHistogram(half, cell * histogramsPerCell + 1, values[at + sums.serviceCount] === 1, serviceTime)
      } finally {
        turn = (turn + 1) | 0
        Atomics.store(control, turnWord, turn)
      }
    },
  }
}

function addToHistogram(half: UsageHalf, histogram: number, isFirst: boolean, microseconds: number): void {
  const { blockOf, counts, header } = half
  const bucket = bucketOfMicroseconds(microseconds)
  const part = (bucket / bucketsPerBlock) | 0
  const first = histogram * blocksPerHistogram
  if (isFirst) blockOf[first + part] = histogram + 1
  let block = blockOf[first + part] as number
  if (block === 0) {
    const used = header[usedBlocks] as number
    const next = blockOf.length / blocksPerHistogram + used
    if (next * bucketsPerBlock >= counts.length) {
      addToNearest(half, first, part)
      return
    }
    block = next + 1
    header[usedBlocks] = used + 1
    blockOf[first + part] = block
  }
  const at = (block - 1) * bucketsPerBlock + (bucket % bucketsPerBlock)
  counts[at] = (counts[at] as number) + 1
}

/** Without room for another block, a time counts at the edge of the nearest one that the histogram has. */
function addToNearest({ blockOf, counts }: UsageHalf, first: number, part: number): void {
  for (let distance = 1; distance < blocksPerHistogram; distance += 1) {
    const below = part >= distance ? (blockOf[first + part - distance] as number) : 0
    const above = part + distance < blocksPerHistogram ? (blockOf[first + part + distance] as number) : 0
    if (below === 0 && above === 0) continue
    const at = below > 0 ? below * bucketsPerBlock - 1 : (above - 1) * bucketsPerBlock
    counts[at] = (counts[at] as number) + 1
    return
  }
}

/** How finely calls are told apart, and up to which share of the room. */
interface Level {
  readonly share: number
  /** Service, API, operation, product, subscription, user, backend, by lines; those that are missing are empty. */
  namesOf(call: CallDimensions): string
}

const levels = {
  all: {
    share: 0.75,
    namesOf: (call) =>
      `${placeOf(call)}\n${own(call.product)}\n${own(call.subscription)}\n${own(call.user)}\n${call.backendName ?? ''}`,
  },
  operation: { share: 0.95, namesOf: (call) => `${placeOf(call)}\n\n\n\n` },
  service: { share: 1, namesOf: ({ service }) => `${own(service)}\n\n\n\n\n\n` },
} satisfies Record<string, Level>

const placeOf = ({ service, api, operation }: CallDimensions): string =>
  `${own(service)}\n${api === undefined ? '' : withoutRevision(own(api))}\n${own(operation)}`

const own = (met: Met | undefined): string =>
  met === undefined ? '' : met.resourceId.slice(met.resourceId.lastIndexOf('/') + 1)
