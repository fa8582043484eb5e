const mostLines = 5_000

/** The last lines of a log, and how many stand before them. */
export function lastLines(text: string): { readonly lines: readonly string[]; readonly leftOut: number } {
  const all = text.split('\n')
  if (all.at(-1) === '') all.pop()
  const leftOut = Math.max(0, all.length - mostLines)
  return { lines: all.slice(leftOut), leftOut }
}
