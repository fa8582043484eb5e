/**
 * Where the first record of delimited text ends that is no empty line, its line end included. Line ends within quotes
 * belong to a field.
 * @param isWhole there is no more text
 * @returns undefined when it goes on in what is still to come
 */
export function endOfFirstRecord(text: string, separator: string, isWhole: boolean): number | undefined {
  let at = 0
  while (text[at] === '\n' || text[at] === '\r') at += 1
  while (at < text.length) {
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1)
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
      if (end < 0) break
      at = end + 1
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
    if (text[at] === separator) {
      at += 1
      continue
    }
    if (at + 1 >= text.length && !isWhole) return undefined
    return Math.min(text.length, text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1)
  }
  return isWhole ? text.length : undefined
}
