export interface StatusRange {
  readonly min: number
  readonly max: number
}

/** `429, 500-599` → ranges; undefined when the text is none. */
export function parseRanges(text: string): readonly StatusRange[] | undefined {
  const ranges: StatusRange[] = []
  for (const part of text.split(',')) {
    if (part.trim() === '') continue
    const match = /^\s*(\d{3})(?:\s*[-–]\s*(\d{3}))?\s*$/.exec(part)
    if (match === null) return undefined
    const min = Number(match[1])
    const max = Number(match[2] ?? match[1])
    if (min < 200 || max > 599 || min > max) return undefined
    ranges.push({ min, max })
  }
  return ranges
}

export const rangesText = (ranges: readonly StatusRange[]): string =>
  ranges.map(({ min, max }) => (min === max ? `${min}` : `${min}-${max}`)).join(', ')
