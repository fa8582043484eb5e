import { createTokenHashes } from './token-hashes.ts'

export interface TextHashingOptions {
  /** Hashes fall into 2^bitsize columns by their low bits. */
  readonly bitsize: number
  /** Counts all n-grams of 1 to this many tokens; 0 counts nothing. */
  readonly nGrams: number
}

/** Counts of a run of texts: what is not 0, row after row, columns ascending. */
export interface HashedRows {
  readonly rowStarts: Int32Array
  readonly columnIndexes: Int32Array
  readonly values: Int32Array
}

export interface TextHasher {
  /** @param textAt undefined or an empty text gives a row of zeros */
  hash(rowCount: number, textAt: (row: number) => string | undefined): HashedRows
}

/** Multiplier by which Vowpal Wabbit joins the hashes of features. */
export const joinMultiplier = 27_942_141

/** Buffers of more numbers than this are given back after each call. */
const keptLength = 1 << 20

/**
 * Counts hashed n-grams. The hash of an n-gram is `h = h · 27942141 + next` modulo 2^32, from its first token on.
 * The hasher keeps its memory between calls, so a scorer makes one and uses it for every call.
 * @see reference: AzureML, 4.6
 */
export function createTextHasher({ bitsize, nGrams }: TextHashingOptions): TextHasher {
  const tokens = createTokenHashes()
  const mask = 2 ** bitsize - 1
  const counts = new Int32Array(mask + 1)
  // Columns that the current row has met: a bit for each, and a bit for each word of those that is not 0. Reading the
  // bits in order sorts the columns for nothing.
  const met = new Int32Array(Math.max(1, counts.length >>> 5))
  const metWords = new Int32Array(Math.max(1, met.length >>> 5))
  /** Hash of the n-gram of the current length that ends with each token. */
  let grams = new Int32Array(64)
  let columnIndexes = new Int32Array(256)
  let values = new Int32Array(256)
  let stored = 0
  /** @returns how many cells of the row can be other than 0, at most */
  const countRow = (text: string): number => {
    const tokenCount = tokens.read(text)
    const hashes = tokens.hashes()
    countColumns(hashes, 0, tokenCount)
    if (nGrams === 1) return tokenCount
    if (tokenCount > grams.length) grams = new Int32Array(tokenCount * 2)
    grams.set(hashes.subarray(0, tokenCount))
    for (let length = 2; length <= nGrams && length <= tokenCount; length += 1) {
      lengthen(grams, hashes, length - 1, tokenCount)
      countColumns(grams, length - 1, tokenCount)
    }
    return tokenCount * nGrams
  }

  const countColumns = (hashes: Int32Array, from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const column = (hashes[index] as number) & mask
      counts[column] = (counts[column] as number) + 1
      // Marking again costs less than looking whether it was marked.
      const word = column >>> 5
      met[word] = (met[word] as number) | (1 << (column & 31))
      metWords[word >>> 5] = (metWords[word >>> 5] as number) | (1 << (word & 31))
    }
  }

  const storeRow = (atMost: number) => {
    const room = stored + Math.min(atMost, mask + 1)
    if (room > values.length) {
      columnIndexes = enlarged(columnIndexes, room * 2)
      values = enlarged(values, room * 2)
    }
    const [indexes, cells] = [columnIndexes, values]
    let at = stored
    for (let group = 0; group < metWords.length; group += 1) {
      for (let words = metWords[group] as number; words !== 0; words &= words - 1) {
        const word = (group << 5) + lowestBit(words)
        for (let bits = met[word] as number; bits !== 0; bits &= bits - 1) {
          const column = (word << 5) + lowestBit(bits)
          indexes[at] = column
          cells[at] = counts[column] as number
          counts[column] = 0
          at += 1
        }
        met[word] = 0
      }
      metWords[group] = 0
    }
    stored = at
  }

  // One large call must not hold its memory for as long as the web service lives.
  const releaseLargeBuffers = () => {
    if (grams.length > keptLength) grams = new Int32Array(64)
    if (values.length <= keptLength) return
    columnIndexes = new Int32Array(256)
    values = new Int32Array(256)
  }

  return {
    hash(rowCount, textAt) {
      const rowStarts = new Int32Array(rowCount + 1)
      stored = 0
      for (let row = 0; row < rowCount; row += 1) {
        const text = textAt(row)
        if (text !== undefined && text !== '' && nGrams > 0) {
          storeRow(countRow(text))
        }
        rowStarts[row + 1] = stored
      }
      const hashed = { rowStarts, columnIndexes: columnIndexes.slice(0, stored), values: values.slice(0, stored) }
      releaseLargeBuffers()
      return hashed
    },
  }
}

/** Makes n-grams one token longer, from the last one back, so that each finds the shorter one of the token before it. */
function lengthen(grams: Int32Array, hashes: Int32Array, from: number, to: number): void {
  for (let index = to - 1; index >= from; index -= 1) {
    grams[index] = (Math.imul(grams[index - 1] as number, joinMultiplier) + (hashes[index] as number)) | 0
  }
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits)

function enlarged(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(array)
  return larger
}
