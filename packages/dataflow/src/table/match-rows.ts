/** Which rows of two tables go together, place by place; -1 = none. */
export interface RowPairs {
  readonly left: Int32Array
  readonly right: Int32Array
}

export type UnmatchedRows = 'none' | 'left' | 'both'

/**
 * Pairs rows whose keys have the same number, in the order of the left rows and within that of the right ones. Left
 * rows without a partner stand in their places, right ones behind all, where they are wanted.
 * @param left number of each row's key, -1 for a row without one, as `createRowKeys` gives them
 * @returns undefined when there are more pairs than one table can have rows
 */
export function matchRows(left: Int32Array, right: Int32Array, unmatched: UnmatchedRows): RowPairs | undefined {
  const { starts, rows } = groupRows(right)
  const keyCount = starts.length - 1
  const matches = (key: number): number =>
    key < 0 || key >= keyCount ? 0 : (starts[key + 1] as number) - (starts[key] as number)
  let count = 0
  for (const key of left) count += Math.max(matches(key), unmatched === 'none' ? 0 : 1)
  const isMatched = unmatched === 'both' ? markMatched(left, right, keyCount) : undefined
  if (isMatched !== undefined) for (const mark of isMatched) count += 1 - mark
  if (count >= 2 ** 31) return undefined

  const leftPlaces = new Int32Array(count)
  const rightPlaces = new Int32Array(count)
  let place = 0
  const add = (leftRow: number, rightRow: number) => {
    leftPlaces[place] = leftRow
    rightPlaces[place] = rightRow
    place += 1
  }
  for (const [row, key] of left.entries()) {
    const found = matches(key)
    if (found === 0 && unmatched !== 'none') add(row, -1)
    for (let nth = 0; nth < found; nth += 1) add(row, rows[(starts[key] as number) + nth] as number)
  }
  if (isMatched !== undefined) for (const [row, mark] of isMatched.entries()) if (mark === 0) add(-1, row)
  return { left: leftPlaces, right: rightPlaces }
}

/** The left rows that have a partner. */
export function matchedRows(left: Int32Array, right: Int32Array): Int32Array {
  const keys = new Set(right)
  return Int32Array.from(left.keys()).filter((row) => (left[row] as number) >= 0 && keys.has(left[row] as number))
}

/** The rows of each key side by side, in order. */
function groupRows(keys: Int32Array): { readonly starts: Int32Array; readonly rows: Int32Array } {
  let keyCount = 0
  for (const key of keys) keyCount = Math.max(keyCount, key + 1)
  const starts = new Int32Array(keyCount + 1)
  for (const key of keys) if (key >= 0) starts[key + 1] = (starts[key + 1] as number) + 1
  for (let key = 0; key < keyCount; key += 1) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number)
  const next = starts.slice()
  const rows = new Int32Array(starts[keyCount] as number)
  for (const [row, key] of keys.entries()) {
    if (key < 0) continue
    rows[next[key] as number] = row
    next[key] = (next[key] as number) + 1
  }
  return { starts, rows }
}

function markMatched(left: Int32Array, right: Int32Array, keyCount: number): Uint8Array {
  const hasLeft = new Uint8Array(keyCount)
  for (const key of left) if (key >= 0 && key < keyCount) hasLeft[key] = 1
  return Uint8Array.from(right, (key) => (key >= 0 ? (hasLeft[key] as number) : 0))
}
