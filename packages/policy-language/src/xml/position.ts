/** Where something stands in a text; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Makes the function that says on which line and column an offset is; lines end with LF, CR LF or CR. */
export function createLineIndex(text: string): (offset: number) => Position {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return (given) => {
    // A line ends before its CR LF, not between the two.
    const isInside = text.charCodeAt(given) === 10 && text.charCodeAt(given - 1) === 13
    const offset = isInside ? given - 1 : given
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return Object.freeze({ line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 })
  }
}

/** The offset of a place in a text: the inverse of `createLineIndex`. */
export function offsetAt(text: string, { line, column }: Position): number {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const ends = /\r\n|\r|\n/g
  for (let passed = 1; passed < line && ends.exec(text) !== null; passed++) start = ends.lastIndex
  return start + column - 1
}
