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
const joinMultiplier = 27_942_141

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
  let metCount = 0
  let columnIndexes = new Int32Array(256)
  let values = new Int32Array(256)
  let stored = 0
  /** Place n - 2: hash of the n-gram that ended with the token before. */
  const folds = new Int32Array(Math.max(0, nGrams - 1))

  const count = (hash: number) => {
    const column = hash & mask
    const before = counts[column] as number
    counts[column] = before + 1
    if (before > 0) return
    const word = column >>> 5
    met[word] = (met[word] as number) | (1 << (column & 31))
    metWords[word >>> 5] = (metWords[word >>> 5] as number) | (1 << (word & 31))
    metCount += 1
  }

  const countRow = (text: string) => {
    tokens.begin(text)
    let before = 0
    for (let index = 0, hash = tokens.next(); hash >= 0; index += 1, hash = tokens.next()) {
      count(hash)
      // From the longest n-gram down, so that each still finds the fold of the token before.
      for (let length = Math.min(nGrams, index + 1); length > 2; length -= 1) {
        const fold = (Math.imul(folds[length - 3] as number, joinMultiplier) + hash) | 0
        folds[length - 2] = fold
        count(fold)
      }
      if (nGrams > 1 && index > 0) {
        const fold = (Math.imul(before, joinMultiplier) + hash) | 0
        folds[0] = fold
        count(fold)
      }
      before = hash
    }
  }

  const storeRow = () => {
    while (stored + metCount > values.length) {
      columnIndexes = doubled(columnIndexes)
      values = doubled(values)
    }
    for (let group = 0; group < metWords.length; group += 1) {
      for (let words = metWords[group] as number; words !== 0; words &= words - 1) {
        const word = (group << 5) + lowestBit(words)
        for (let bits = met[word] as number; bits !== 0; bits &= bits - 1) {
          const column = (word << 5) + lowestBit(bits)
          columnIndexes[stored] = column
          values[stored] = counts[column] as number
          counts[column] = 0
          stored += 1
        }
        met[word] = 0
      }
      metWords[group] = 0
    }
    metCount = 0
  }

  return {
    hash(rowCount, textAt) {
      const rowStarts = new Int32Array(rowCount + 1)
      stored = 0
      for (let row = 0; row < rowCount; row += 1) {
        const text = textAt(row)
        if (text !== undefined && text !== '' && nGrams > 0) {
          countRow(text)
          storeRow()
        }
        rowStarts[row + 1] = stored
      }
      return { rowStarts, columnIndexes: columnIndexes.slice(0, stored), values: values.slice(0, stored) }
    },
  }
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits)

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
