/** Passes over the same numbers as often as it is asked; NaN and what is missing are not among them. */
export type Numbers = () => AsyncIterable<Float64Array>

/** So many numbers are sorted in memory. */
const maxSorted = 1_000_000
const bitsPerPass = 16

/**
 * The number of this rank (from 0, ascending), exactly, in memory that does not grow with them: each pass counts the
 * numbers by the next 16 bits, until so few have the bits of the wanted one that they are sorted.
 * @returns the number, and the next larger one or itself where it stands again
 */
export async function selectRank(numbers: Numbers, wanted: number): Promise<{ value: number; next: number }> {
  let rank = wanted
  let prefix = 0n
  for (let bits = 0; bits < 64; bits += bitsPerPass) {
    const counts = new Float64Array(2 ** bitsPerPass)
    for await (const chunk of numbers()) countByBits(chunk, prefix, bits, counts)
    let bucket = 0
    while (rank >= (counts[bucket] as number)) {
      rank -= counts[bucket] as number
      bucket += 1
    }
    prefix = (prefix << BigInt(bitsPerPass)) | BigInt(bucket)
    const count = counts[bucket] as number
    if (count <= maxSorted || bits + bitsPerPass === 64) {
      return pick(numbers, { prefix, bits: bits + bitsPerPass, count, rank })
    }
  }
  throw new RangeError('Numbers have 64 bits.')
}

interface Bucket {
  readonly prefix: bigint
  readonly bits: number
  readonly count: number
  readonly rank: number
}

async function pick(numbers: Numbers, { prefix, bits, count, rank }: Bucket): Promise<{ value: number; next: number }> {
  // All of one value, where all its bits are known.
  const sorted = new Float64Array(bits === 64 ? Math.min(count, 2) : count)
  let found = 0
  let above = Number.POSITIVE_INFINITY
  const [first, last] = edgesOf(prefix, bits)
  for await (const chunk of numbers()) {
    for (const raw of chunk) {
      const value = raw === 0 ? 0 : raw
      if (value > last) {
        if (value < above) above = value
      } else if (value >= first && found < sorted.length) {
        sorted[found] = value
        found += 1
      }
    }
  }
  sorted.sort()
  const at = bits === 64 ? 0 : rank
  const isLast = rank + 1 >= count
  return { value: sorted[at] as number, next: isLast ? above : (sorted[bits === 64 ? 0 : at + 1] as number) }
}

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
const wide = new BigUint64Array(float.buffer)
const signBit = 1n << 63n
const allBits = (1n << 64n) - 1n

/** Bits in an order that is that of the numbers. */
function countByBits(chunk: Float64Array, prefix: bigint, bits: number, counts: Float64Array): void {
  if (bits === 0) {
    for (const value of chunk) {
      // No zero with a sign: it would come before the other.
      float[0] = value === 0 ? 0 : value
      const high = words[1] as number
      const ordered = (high & 0x80000000) !== 0 ? ~high >>> 16 : (high >>> 16) | 0x8000
      counts[ordered] = (counts[ordered] as number) + 1
    }
    return
  }
  const [first, last] = edgesOf(prefix, bits)
  const shift = BigInt(64 - bits - bitsPerPass)
  for (const raw of chunk) {
    if (raw < first || raw > last) continue
    float[0] = raw === 0 ? 0 : raw
    const stored = wide[0] as bigint
    const ordered = (stored & signBit) === 0n ? stored | signBit : ~stored & allBits
    const bucket = Number((ordered >> shift) & 0xffffn)
    counts[bucket] = (counts[bucket] as number) + 1
  }
}

/** The smallest and the largest number whose ordered bits begin with these. */
function edgesOf(prefix: bigint, bits: number): [first: number, last: number] {
  const rest = BigInt(64 - bits)
  const last = fromOrdered(((prefix + 1n) << rest) - 1n)
  // Zeros are counted without a sign: they belong to the bits that follow.
  return [fromOrdered(prefix << rest), Object.is(last, -0) ? -Number.MIN_VALUE : last]
}

function fromOrdered(ordered: bigint): number {
  wide[0] = (ordered & signBit) !== 0n ? ordered & ~signBit : ~ordered & allBits
  const value = float[0] as number
  // At the edges lie bits that are no number; what is beyond infinity is infinity.
  return Number.isNaN(value)
    ? (ordered & signBit) !== 0n
      ? Number.POSITIVE_INFINITY
      : Number.NEGATIVE_INFINITY
    : value
}
