/** Marks of the missing cells of a column, one bit a row. A column without any has none of these at all. */
export interface MissingValues {
  /** How many are missing; at least 1. */
  readonly count: number
  readonly bits: Uint8Array
}

export const isMissing = (missing: MissingValues | undefined, row: number): boolean =>
  missing !== undefined && ((missing.bits[row >> 3] as number) & (1 << (row & 7))) !== 0

/** @returns undefined when no row is marked */
export function missingWhere(rowCount: number, isMarked: (row: number) => boolean): MissingValues | undefined {
  let bits: Uint8Array | undefined
  let count = 0
  for (let row = 0; row < rowCount; row += 1) {
    if (!isMarked(row)) continue
    bits ??= new Uint8Array((rowCount + 7) >> 3)
    bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7))
    count += 1
  }
  return bits === undefined ? undefined : { bits, count }
}
