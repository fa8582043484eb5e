import { type CounterTable, entryKind } from './counter-table.ts'

const magic = 0x51_75_6f_31
const headerWords = 5
const wordsPerRow = 10

/** All quotas of a table, and the seed under which its keys are hashed; for a file that outlives the process. */
export function saveQuotas(table: CounterTable): Uint8Array {
  const rows: number[][] = []
  table.forEach(entryKind.quota, (hash, offset, expiresAtSeconds) => {
    const numbers = new Int32Array(
      new Float64Array([table.values[offset] as number, table.values[offset + 1] as number]).buffer,
    )
    rows.push([...hash, ...numbers, expiresAtSeconds, 0])
  })
  const words = new Int32Array(headerWords + rows.length * wordsPerRow)
  words[0] = magic
  words.set(table.seed, 1)
  rows.forEach((row, index) => {
    words.set(row, headerWords + index * wordsPerRow)
  })
  return new Uint8Array(words.buffer)
}

/** What `saveQuotas` wrote, or undefined when the bytes are something else. */
export function readQuotaRecord(bytes: Uint8Array): QuotaRecord | undefined {
  if (bytes.byteLength % 4 !== 0 || bytes.byteLength < headerWords * 4) return undefined
  // A copy of its own: a Buffer stands somewhere in a larger one, and its `slice` does not copy.
  const words = new Int32Array(new Uint8Array(bytes).buffer)
  if (words[0] !== magic || (words.length - headerWords) % wordsPerRow !== 0) return undefined
  return { seed: words.slice(1, headerWords), rows: words.subarray(headerWords) }
}

export interface QuotaRecord {
  /** Four words, for `allocateCounterTable`. */
  readonly seed: Int32Array
  readonly rows: Int32Array
}

/** Puts saved quotas back into a table that was allocated with the record's seed. */
export function restoreQuotas(table: CounterTable, record: QuotaRecord): void {
  for (let at = 0; at < record.rows.length; at += wordsPerRow) {
    const row = record.rows.slice(at, at + wordsPerRow)
    const numbers = new Float64Array(row.slice(4, 8).buffer)
    table.restore(row.slice(0, 4), entryKind.quota, [...numbers], row[8] as number)
  }
}
