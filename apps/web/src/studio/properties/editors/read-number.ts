/** The number that a text says; the text itself where it says none. */
export function readNumber(text: string): number | string {
  const trimmed = text.trim()
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)
  return isNumber ? Number(trimmed) : text
}
