const plainField = /[^,\r\n]*/y

/**
 * Rows of a CSV text with quoted fields; the last line may end without a line break, and an empty one at the end is none.
 * @returns undefined when a quote is not closed or something follows a closing one
 * @see RFC 4180
 */
export function parseCsv(text: string): string[][] | undefined {
  const rows: string[][] = []
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length || row.length > 0) {
    let field: string
    if (text[at] === '"') {
      const end = endOfQuoted(text, at)
      if (end === undefined) return undefined
      field = text.slice(at + 1, end - 1).replaceAll('""', '"')
      at = end
    } else {
      plainField.lastIndex = at
      field = plainField.exec(text)?.[0] ?? ''
      at += field.length
    }
    row.push(field)
    const next = text[at]
    if (next === ',') {
      at += 1
      if (at < text.length) continue
      row.push('')
    } else if (next !== undefined && next !== '\r' && next !== '\n') return undefined
    at += text.startsWith('\r\n', at) ? 2 : 1
    rows.push(row)
    row = []
  }
  return rows
}

function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    if (text[quote + 1] !== '"') return quote + 1
    at = quote + 2
  }
}
