/** Where a fault of a definition is, for `line 3, column 9`; undefined for the name of a field. */
export function placeOf(target: string | undefined): { readonly line: number; readonly column: number } | undefined {
  const match = /^line (\d+), column (\d+)$/.exec(target ?? '')
  return match === null ? undefined : { line: Number(match[1]), column: Number(match[2]) }
}

const around = 60

/** What stands at a place of a text, on one line and not longer than one reads at a glance. */
export function excerptAt(text: string, { line, column }: { readonly line: number; readonly column: number }): string {
  let from = 0
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf('\n', from)
    if (end < 0) return ''
    from = end + 1
  }
  const end = text.indexOf('\n', from)
  const whole = text.slice(from, end < 0 ? undefined : end)
  const start = Math.max(0, column - 1 - around)
  const part = whole.slice(start, column - 1 + around)
  return `${start > 0 ? '…' : ''}${part.trim()}${start + part.length < whole.trimEnd().length ? '…' : ''}`
}
